"""What policies are evaluated against: who wants to do what to which resource, and how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum


class PrincipalType(Enum):
    ROOT = "account"
    USER = "user"
    ASSUMED_ROLE = "assumed-role"
    FEDERATED = "federated"
    SERVICE = "service"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Principal:
    """The caller. For a service, `arn` is its name, such as `lambda.amazonaws.com`."""

    arn: str
    account: str
    type: PrincipalType
    # `AIDA…` of a user, `AROA…:session` of an assumed role.
    userid: str = ""
    username: str | None = None
    # The role of an assumed role, whose own `arn` is the session's.
    role_arn: str | None = None
    # S3's id of the account; None if it is unknown.
    canonical_user: str | None = None


def _any_key(key: str) -> bool:
    return True


@dataclass(frozen=True)
class AccessRequest:
    """`context` has the values of condition keys, whose names are in lower case.

    A list is the value of a multivalued key. A key that is absent has no value in this request;
    `is_known` tells such a key from one whose value the sandbox cannot know, which is refused.
    """

    action: str
    resource: str
    principal: Principal
    context: Mapping[str, str | list[str]] = field(default_factory=dict)
    is_known: Callable[[str], bool] = _any_key


class UnsupportedPolicyError(Exception):
    """The verdict depends on what is not evaluated here; the message names it."""
