"""Condition keys of the caller.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from payments_sandbox.iam.conditions.values import Values, lowered
from payments_sandbox.iam.policy import Principal, PrincipalType

CALLER_KEYS = lowered(
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalType",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:userid",
    "aws:username",
    "aws:TokenIssueTime",
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
    "aws:SourceAccount",
    "aws:SourceArn",
)

# `aws:PrincipalType`, as AWS's table of principals has it.
TYPES = {
    PrincipalType.ROOT: "Account",
    PrincipalType.USER: "User",
    PrincipalType.ASSUMED_ROLE: "AssumedRole",
    PrincipalType.FEDERATED: "FederatedUser",
    PrincipalType.ANONYMOUS: "Anonymous",
}


@dataclass(frozen=True)
class Caller:
    """The principal, and what only condition keys tell of it."""

    principal: Principal
    # Tags of the user or role, and of the session, which win.
    tags: Mapping[str, str] = field(default_factory=dict)
    token_issued_at: datetime | None = None
    # For a service: the resource for which it calls.
    source_arn: str | None = None


def caller_values(caller: Caller) -> Values:
    principal = caller.principal
    is_service = principal.type is PrincipalType.SERVICE
    values: Values = {
        "aws:principalisawsservice": str(is_service).lower(),
        **{f"aws:principaltag/{key.lower()}": value for key, value in caller.tags.items()},
    }
    if is_service:
        values["aws:principalservicename"] = principal.arn
        values["aws:principalservicenameslist"] = [principal.arn]
    else:
        values["aws:principaltype"] = TYPES[principal.type]
    if principal.type not in (PrincipalType.SERVICE, PrincipalType.ANONYMOUS):
        # For a session, the role's ARN, not the session's.
        values["aws:principalarn"] = principal.role_arn or principal.arn
        values["aws:principalaccount"] = principal.account
    if principal.userid:
        values["aws:userid"] = principal.userid
    if principal.username:
        values["aws:username"] = principal.username
    return values | _of_session(caller) | _of_source(caller)


def _of_session(caller: Caller) -> Values:
    """Only temporary keys have these; no session here has used a second factor."""
    if caller.token_issued_at is None:
        return {}
    issued_at = caller.token_issued_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"aws:tokenissuetime": issued_at, "aws:multifactorauthpresent": "false"}


def _of_source(caller: Caller) -> Values:
    if caller.source_arn is None:
        return {}
    return {
        "aws:sourcearn": caller.source_arn,
        "aws:sourceaccount": caller.source_arn.split(":")[4] or caller.principal.account,
    }
