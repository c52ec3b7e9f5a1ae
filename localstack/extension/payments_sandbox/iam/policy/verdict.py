"""The result of an evaluation, and the statement that decided it."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Verdict(Enum):
    ALLOWED = "allowed"
    DENIED = "denied"
    NOT_MENTIONED = "not mentioned"


class GrantedTo(IntEnum):
    """How precisely the Principal of a resource policy names the caller; a larger one counts more.

    In the resource's own account, ACCOUNT only delegates to identity policies, and a grant to a
    ROLE is limited by boundaries and session policies. CALLER and EVERYONE need nothing else.
    """

    ACCOUNT = 1
    ROLE = 2
    EVERYONE = 3
    CALLER = 4


@dataclass(frozen=True)
class StatementRef:
    """The position of a statement, counted from 0, its Sid if it has one, and its JSON."""

    document: int
    statement: int
    sid: str | None
    text: str


@dataclass(frozen=True)
class Decision:
    """`decided_by` is empty if no statement mentions the request."""

    verdict: Verdict
    decided_by: tuple[StatementRef, ...] = ()
    # Only for a grant by a resource policy.
    granted_to: GrantedTo | None = None
