"""The recorded call that this thread serves. IAM and fault injection note their decisions here."""

import threading
from collections.abc import Sequence
from typing import NamedTuple, Protocol

# A policy has up to 20,480 characters, and a request up to 2,000 calls.
MAX_STATEMENTS = 4
MAX_STATEMENT_CHARACTERS = 2_048


class StatementRef(Protocol):
    """A statement of a policy; its position counts if it has no Sid."""

    @property
    def document(self) -> int: ...

    @property
    def statement(self) -> int: ...

    @property
    def sid(self) -> str | None: ...

    @property
    def text(self) -> str: ...


class DecidedBy(NamedTuple):
    """The statements that decide: how they are called, and what they say."""

    names: str | None = None
    texts: tuple[str, ...] = ()


NO_STATEMENT = DecidedBy()


class Notes(Protocol):
    """The parts of a span that other handlers fill in."""

    fault: str | None

    def decide(
        self, action: str | None, resource: str | None, *, allowed: bool, decided_by: DecidedBy
    ) -> None: ...


class _Thread(threading.local):
    # A service may call another one in its thread, so the outer call is kept.
    calls: list[Notes | None]
    # Of the decision that is noted next.
    decided_by: DecidedBy

    def __init__(self) -> None:
        self.calls = []
        self.decided_by = NO_STATEMENT


_thread = _Thread()


def enter(call: Notes | None) -> None:
    """Begins a call; None for one that is not recorded."""
    _thread.calls.append(call)


def leave() -> None:
    _thread.calls.pop()


def note_statements(policy: str, statements: Sequence[StatementRef]) -> None:
    """Notes which statements of a kind of policy decide; the verdict follows."""
    if statements and _thread.calls and _thread.calls[-1]:
        names = ", ".join(_name(each) for each in statements)
        texts = tuple(_cut(each.text) for each in statements[:MAX_STATEMENTS])
        _thread.decided_by = DecidedBy(f"{names} in {policy}", texts)


def note_verdict(action: str | None, resource: str | None, *, allowed: bool) -> None:
    """Notes IAM's decision on one of the permissions that the call needs."""
    if _thread.calls and (call := _thread.calls[-1]):
        call.decide(action, resource, allowed=allowed, decided_by=_thread.decided_by)
    _thread.decided_by = NO_STATEMENT


def note_fault(kind: str) -> None:
    if _thread.calls and (call := _thread.calls[-1]):
        call.fault = kind


def _name(ref: StatementRef) -> str:
    return ref.sid or f"statement {ref.statement + 1} of policy {ref.document + 1}"


def _cut(text: str) -> str:
    return f"{text[:MAX_STATEMENT_CHARACTERS]}…" if len(text) > MAX_STATEMENT_CHARACTERS else text
