"""Patch for LocalStack 4.13.1: it checks only when a function is created that Lambda can assume
its role.

AWS also checks when the role is changed. If the role stops trusting Lambda later, starting the
function fails; LocalStack responds with an internal error, AWS with AccessDeniedException.

Remove it when `test_localstack_accepts_a_new_role_unseen` and
`test_localstack_responds_with_an_internal_error` fail.
"""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.api.lambda_ import (
    FunctionConfiguration,
    InvalidParameterValueException,
    UpdateFunctionConfigurationRequest,
)
from localstack.runtime import hooks
from localstack.utils.patch import patch

MESSAGE = "The role defined for the function cannot be assumed by Lambda."


@hooks.on_infra_start()
def check_function_roles() -> None:
    from localstack.services.lambda_.invocation.assignment import (
        AssignmentException,
        AssignmentService,
    )
    from localstack.services.lambda_.provider import LambdaProvider

    @patch(LambdaProvider.update_function_configuration)
    def update_function_configuration(
        original: Callable[..., FunctionConfiguration],
        self: LambdaProvider,
        context: RequestContext,
        request: UpdateFunctionConfigurationRequest,
    ) -> FunctionConfiguration:
        role = request.get("Role")
        if role and not self.lambda_service.can_assume_role(role, context.region):
            raise InvalidParameterValueException(MESSAGE, Type="User")
        return original(self, context, request)

    @patch(AssignmentService.start_environment)
    def start_environment(original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return original(*args, **kwargs)
        except AssignmentException as error:
            if _is_denied_role(error.__cause__):
                raise CommonServiceException(
                    "AccessDeniedException", MESSAGE, status_code=403, sender_fault=True
                ) from error
            raise


def _is_denied_role(error: BaseException | None) -> bool:
    return (
        isinstance(error, ClientError)
        and error.operation_name == "AssumeRole"
        and error.response["Error"]["Code"] == "AccessDenied"
    )
