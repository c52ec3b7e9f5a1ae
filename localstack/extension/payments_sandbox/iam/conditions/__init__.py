"""The condition keys of a call: one module for each service, and some for all of them.

A key that AWS defines but a request lacks is missing, as on AWS. A key that is in no list here is
unknown, and a policy that depends on it is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions import (
    call_keys,
    cloudwatch,
    dynamodb,
    iam,
    lambda_,
    resource_tags,
    s3,
    s3_signature,
    sts,
    tags,
)
from payments_sandbox.iam.conditions.caller import CALLER_KEYS, Caller, caller_values
from payments_sandbox.iam.conditions.http import HTTP_KEYS, http_values
from payments_sandbox.iam.conditions.values import Values
from payments_sandbox.iam.policy import AccessRequest

_of_services: Mapping[str, Callable[[Call, Permission], Values]] = {
    "cloudwatch": cloudwatch.values,
    "dynamodb": dynamodb.values,
    "iam": iam.values,
    "lambda": lambda_.values,
    "s3": s3.values,
    "sts": sts.values,
}

KEYS = (
    CALLER_KEYS
    | HTTP_KEYS
    | call_keys.KEYS
    | call_keys.NEVER_PRESENT
    | tags.KEYS
    | cloudwatch.KEYS
    | dynamodb.KEYS
    | iam.KEYS
    | lambda_.KEYS
    | s3.KEYS
    | s3_signature.KEYS
    | sts.KEYS
)
# Keys that end in a tag's name.
_PREFIXES = (
    "aws:principaltag/",
    "aws:requesttag/",
    *resource_tags.PREFIXES,
    "s3:requestobjecttag/",
)


def is_known(key: str) -> bool:
    """Whether the sandbox knows the key's value, or that the key has none."""
    return key in KEYS or key.startswith(_PREFIXES)


def access_request(
    call: Call, permission: Permission, caller: Caller, http: Any, owner: str
) -> AccessRequest:
    """What the policies are evaluated against; `owner` is the account that owns the resource."""
    of_resource = resource_tags.values(permission.resource)
    found = _values(call, permission, caller, http, owner) | (of_resource or {})

    def is_known_here(key: str) -> bool:
        if key.startswith(resource_tags.PREFIXES):
            return of_resource is not None
        return is_known(key) and found.get(key, "") is not None

    return AccessRequest(
        action=permission.action,
        resource=permission.resource,
        principal=caller.principal,
        context={key: value for key, value in found.items() if value is not None},
        is_known=is_known_here,
    )


def _values(call: Call, permission: Permission, caller: Caller, http: Any, owner: str) -> Values:
    # The service of the action, as with iam:PassRole in a call of Lambda.
    service = permission.action.partition(":")[0]
    of_service = _of_services.get(service)
    found = {
        **caller_values(caller),
        **http_values(http),
        **call_keys.values(call, owner),
        **tags.values(call, permission),
        **(of_service(call, permission) if of_service else {}),
    }
    if service == "s3":
        found |= s3_signature.values(http)
        found["s3:resourceaccount"] = found["aws:resourceaccount"]
    return found
