"""The recorded call that this thread serves. IAM and fault injection note their decisions here."""

import threading
from collections.abc import Iterable
from typing import Protocol


class StatementRef(Protocol):
    """A statement of a policy; its position counts if it has no Sid."""

    @property
    def document(self) -> int: ...

    @property
    def statement(self) -> int: ...

    @property
    def sid(self) -> str | None: ...


class Notes(Protocol):
    """The parts of a span that other handlers fill in."""

    fault: str | None

    def decide(
        self, action: str | None, resource: str | None, *, allowed: bool, statement: str | None
    ) -> None: ...


class _Thread(threading.local):
    # A service may call another one in its thread, so the outer call is kept.
    calls: list[Notes | None]
    # Of the decision that is noted next.
    statement: str | None

    def __init__(self) -> None:
        self.calls = []
        self.statement = None


_thread = _Thread()


def enter(call: Notes | None) -> None:
    """Begins a call; None for one that is not recorded."""
    _thread.calls.append(call)


def leave() -> None:
    _thread.calls.pop()


def note_statements(policy: str, statements: Iterable[StatementRef]) -> None:
    """Notes which statements of a kind of policy decide; the verdict follows."""
    if _thread.calls and _thread.calls[-1]:
        named = ", ".join(_name(each) for each in statements)
        _thread.statement = f"{named} in {policy}" if named else None


def note_verdict(action: str | None, resource: str | None, *, allowed: bool) -> None:
    """Notes IAM's decision on one of the permissions that the call needs."""
    if _thread.calls and (call := _thread.calls[-1]):
        call.decide(action, resource, allowed=allowed, statement=_thread.statement)
    _thread.statement = None


def note_fault(kind: str) -> None:
    if _thread.calls and (call := _thread.calls[-1]):
        call.fault = kind


def _name(ref: StatementRef) -> str:
    return ref.sid or f"statement {ref.statement + 1} of policy {ref.document + 1}"
