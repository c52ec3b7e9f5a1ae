"""The condition keys of a call: one module for each service, and some for all of them.

A key that AWS defines but a request lacks is missing, as on AWS. A key that is in no list here is
unknown, and a policy that depends on it is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions import call_keys, dynamodb, iam, s3, sts, tags
from payments_sandbox.iam.conditions.caller import CALLER_KEYS, Caller, caller_values
from payments_sandbox.iam.conditions.http import HTTP_KEYS, http_values
from payments_sandbox.iam.conditions.values import Values
from payments_sandbox.iam.policy import AccessRequest

_of_services: Mapping[str, Callable[[Call, Permission], Values]] = {
    "dynamodb": dynamodb.values,
    "iam": iam.values,
    "s3": s3.values,
    "sts": sts.values,
}

_KEYS = (
    CALLER_KEYS
    | HTTP_KEYS
    | call_keys.KEYS
    | call_keys.NEVER_PRESENT
    | tags.KEYS
    | dynamodb.KEYS
    | iam.KEYS
    | s3.KEYS
    | sts.KEYS
)
# Keys that end in a tag's name.
_PREFIXES = ("aws:principaltag/", "aws:requesttag/", "s3:requestobjecttag/")


def is_known(key: str) -> bool:
    """Whether the sandbox knows the key's value, or that the key has none."""
    return key in _KEYS or key.startswith(_PREFIXES)


def access_request(
    call: Call, permission: Permission, caller: Caller, http: Any, owner: str
) -> AccessRequest:
    """What the policies are evaluated against; `owner` is the account that owns the resource."""
    # The resource's service has the keys, as with iam:PassRole in a call of Lambda.
    of_service = _of_services.get(permission.action.partition(":")[0])
    return AccessRequest(
        action=permission.action,
        resource=permission.resource,
        principal=caller.principal,
        context={
            **caller_values(caller),
            **http_values(http),
            **call_keys.values(call, owner),
            **tags.values(call, permission),
            **(of_service(call, permission) if of_service else {}),
        },
        is_known=is_known,
    )
