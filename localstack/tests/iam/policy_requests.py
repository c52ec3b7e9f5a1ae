"""Requests and policies for the tests of the evaluator."""

import json

from payments_sandbox.iam.policy import AccessRequest, Principal, PrincipalType

ACCOUNT = "111111111111"
ALICE = Principal(
    f"arn:aws:iam::{ACCOUNT}:user/alice",
    ACCOUNT,
    PrincipalType.USER,
    userid="AIDAALICE",
    username="alice",
)
SESSION = Principal(
    f"arn:aws:sts::{ACCOUNT}:assumed-role/writer/function",
    ACCOUNT,
    PrincipalType.ASSUMED_ROLE,
    userid="AROAWRITER:function",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/writer",
)
LAMBDA = Principal("lambda.amazonaws.com", "", PrincipalType.SERVICE)
ANONYMOUS = Principal("anonymous", "", PrincipalType.ANONYMOUS)

OBJECT = "arn:aws:s3:::journal/alice/1.json"


def request(
    principal: Principal = ALICE,
    *,
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    **context: str | list[str],
) -> AccessRequest:
    """Keys of the context have `_` in place of `:`, as in `aws_username`."""
    keys = {key.replace("_", ":", 1).lower(): value for key, value in context.items()}
    return AccessRequest(action, resource, principal, keys)


def document(*statements: dict, version: str | None = "2012-10-17") -> str:
    named = {} if version is None else {"Version": version}
    return json.dumps(named | {"Statement": list(statements)})


def allow(**elements: object) -> dict:
    if "NotAction" not in elements:
        elements = {"Action": "*"} | elements
    if "NotResource" not in elements:
        elements = {"Resource": "*"} | elements
    return {"Effect": "Allow"} | elements


def deny(**elements: object) -> dict:
    return allow(**elements) | {"Effect": "Deny"}
