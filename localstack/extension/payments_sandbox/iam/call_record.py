"""Records which permissions calls needed, how often, and whether they were allowed."""

import threading
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from payments_sandbox.iam.second_opinion import opinion


@dataclass(frozen=True)
class RecordedCall:
    """A permission that a call needed; `role` is None for the developer."""

    account: str
    role: str | None
    operation: str
    # None if the operation has no mapping.
    action: str | None
    resource: str | None
    allowed: bool


@dataclass(frozen=True)
class Basis:
    """What the last of several equal calls was decided by, so that `make iam` can decide again."""

    principal: dict[str, str]
    context: dict[str, str | list[str]]
    # The account that owns the resource.
    owner: str
    permissions_boundary: list[str] | None
    session_policies: list[str] | None
    resource_policy: str | None


class CallRecord:
    """Counts equal calls, so thousands of payments take one line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[RecordedCall] = Counter()
        self._bases: dict[RecordedCall, Basis] = {}
        self._policies: dict[str, list[str]] = {}

    def add(self, call: RecordedCall, basis: Basis | None = None) -> None:
        with self._lock:
            self._counts[call] += 1
            if basis is not None:
                self._bases[call] = basis

    def note_policies(self, role_arn: str, documents: list[str]) -> None:
        """Keeps the policies that a role had at its last call, also after the role is deleted."""
        with self._lock:
            self._policies[role_arn] = documents

    def read(self, account: str) -> dict[str, Any]:
        """The calls of an account, in the order in which each came first."""
        with self._lock:
            calls = [
                {
                    **asdict(call),
                    "count": count,
                    "basis": asdict(self._bases[call]) if call in self._bases else None,
                    "second_opinion": self._second_opinion(call),
                }
                for call, count in self._counts.items()
                if call.account == account
            ]
            roles = {call["role"] for call in calls}
            policies = {arn: self._policies[arn] for arn in self._policies if arn in roles}
        return {"calls": calls, "policies": policies}

    def _second_opinion(self, call: RecordedCall) -> str | None:
        """None for the developer, whom no policy restricts, and where no action is known."""
        if call.role is None or call.action is None or call.resource is None:
            return None
        return opinion(self._policies.get(call.role, []), call.action, call.resource)

    def forget(self, account: str) -> None:
        with self._lock:
            for call in [call for call in self._counts if call.account == account]:
                del self._counts[call]
                self._bases.pop(call, None)


record = CallRecord()
