"""Patch for LocalStack 4.13.1: it accepts names of a function's variables that AWS refuses.

Lambda sets some variables itself, and a name must be one that a shell accepts.

Remove it when `test_localstack_accepts_any_name` fails.
"""

import re
from collections.abc import Callable

from localstack.aws.api import CommonServiceException
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.runtime import hooks
from localstack.utils.patch import patch

# https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, read 2026-11.
# promotion/guards/variables.ts has them too; its test compares both.
RESERVED = frozenset(
    {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    }
)
PATTERN = "[a-zA-Z]([a-zA-Z0-9_])+"


@hooks.on_infra_start()
def check_variable_names() -> None:
    from localstack.services.lambda_.provider import LambdaProvider

    # A static method, which the provider calls on itself when a function is created or updated.
    @patch(LambdaProvider._verify_env_variables)
    def verify(original: Callable[..., None], _: LambdaProvider, env_vars: dict[str, str]) -> None:
        check(env_vars)
        original(env_vars)


def check(variables: dict[str, str]) -> None:
    reserved = sorted(RESERVED.intersection(variables))
    if reserved:
        raise InvalidParameterValueException(
            "Lambda was unable to configure your environment variables because the environment"
            " variables you have provided contains reserved keys that are currently not supported"
            f" for modification. Reserved keys used in this request: {', '.join(reserved)}",
            Type="User",
        )
    malformed = next((name for name in variables if not re.fullmatch(PATTERN, name)), None)
    if malformed is not None:
        raise CommonServiceException(
            "ValidationException",
            f"1 validation error detected: Value '{malformed}' at 'environment.variables' failed"
            " to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy"
            f" regular expression pattern: {PATTERN}]",
        )
