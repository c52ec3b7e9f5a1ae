"""Remembers which permissions were asked for, how often, and what was answered."""

import threading
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from payments_sandbox.iam.second_opinion import opinion


@dataclass(frozen=True)
class RecordedCall:
    """One permission that one caller needed; `role` is None for the developer."""

    account: str
    role: str | None
    operation: str
    # None where no mapping says what the operation needs.
    action: str | None
    resource: str | None
    allowed: bool


class CallRecord:
    """Equal calls are counted, so thousands of payments are one line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[RecordedCall] = Counter()
        self._policies: dict[str, list[str]] = {}

    def add(self, call: RecordedCall) -> None:
        with self._lock:
            self._counts[call] += 1

    def note_policies(self, role_arn: str, documents: list[str]) -> None:
        """What the role was allowed at its last call: a destroyed stack has it no more."""
        with self._lock:
            self._policies[role_arn] = documents

    def read(self, account: str) -> dict[str, Any]:
        """In the order of the first call."""
        with self._lock:
            calls = [
                {**asdict(call), "count": count, "second_opinion": self._second_opinion(call)}
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


record = CallRecord()
