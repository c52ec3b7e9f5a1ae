"""Patch for LocalStack 4.13.1: it ignores the `PolicyArns` with which a role is assumed.

Remove it when `test_localstack_forgets_policy_arns` fails.
"""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import RequestContext
from localstack.runtime import hooks
from localstack.utils.patch import patch
from moto.sts.models import AssumedRole, sts_backends


@hooks.on_infra_start()
def keep_policy_arns() -> None:
    from localstack.services.sts.provider import StsProvider

    @patch(StsProvider.assume_role)
    def assume_role(
        original: Callable[..., Any], self: Any, context: RequestContext, *args: Any, **kwargs: Any
    ) -> Any:
        response = original(self, context, *args, **kwargs)
        arns = [item["arn"] for item in (context.service_request or {}).get("PolicyArns") or []]
        if arns:
            _find(response["Credentials"]["AccessKeyId"]).policy_arns = arns
        return response


def _find(access_key_id: str) -> AssumedRole:
    return next(
        session
        for backends in list(sts_backends.values())
        for backend in list(backends.values())
        if (session := backend.get_assumed_role_from_access_key(access_key_id))
    )
