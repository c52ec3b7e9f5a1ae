"""Patch for LocalStack 4.13.1: it ignores the `PolicyArns` with which a role is assumed.

Remove it when `test_localstack_forgets_policy_arns` fails.
"""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.runtime import hooks
from localstack.utils.patch import patch
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends


@hooks.on_infra_start()
def keep_policy_arns() -> None:
    from localstack.services.sts.provider import StsProvider

    @patch(StsProvider.assume_role)
    def assume_role(
        original: Callable[..., Any], self: Any, context: RequestContext, *args: Any, **kwargs: Any
    ) -> Any:
        request = context.service_request or {}
        arns = [item["arn"] for item in request.get("PolicyArns") or []]
        _refuse_unknown(arns, request["RoleArn"])
        response = original(self, context, *args, **kwargs)
        if arns:
            _find(response["Credentials"]["AccessKeyId"]).policy_arns = arns
        return response


def _refuse_unknown(arns: list[str], role_arn: str) -> None:
    """moto does not load AWS's own managed policies: about 1,400, in each account."""
    partition, account = role_arn.split(":")[1], role_arn.split(":")[4]
    known = iam_backends[account][partition].managed_policies
    missing = [arn for arn in arns if arn not in known]
    if missing:
        raise CommonServiceException(
            "ValidationError",
            f"The sandbox has no managed policy {missing[0]}, which PolicyArns names."
            " Next: create it with the same statements, and name that",
            status_code=400,
            sender_fault=True,
        )


def _find(access_key_id: str) -> AssumedRole:
    return next(
        session
        for backends in list(sts_backends.values())
        for backend in list(backends.values())
        if (session := backend.get_assumed_role_from_access_key(access_key_id))
    )
