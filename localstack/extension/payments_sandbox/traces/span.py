"""One API call that was made during an invocation."""

from dataclasses import dataclass
from typing import Any, Literal

from payments_sandbox.traces.current import NO_STATEMENT, DecidedBy

Source = Literal["function", "lambda"]


@dataclass(slots=True)
class Span:
    """Holds no header and no parameter, so no credentials either."""

    service: str
    operation: str
    source: Source
    # On the clock of `time.perf_counter`.
    started: float
    principal: str | None
    request_bytes: int
    retry: int
    items: int | None
    duration_ms: float | None = None
    status: int | None = None
    response_bytes: int | None = None
    unprocessed: int | None = None
    error: str | None = None
    fault: str | None = None
    allowed: bool | None = None
    action: str | None = None
    resource: str | None = None
    decided_by: DecidedBy = NO_STATEMENT

    def decide(
        self, action: str | None, resource: str | None, *, allowed: bool, decided_by: DecidedBy
    ) -> None:
        """A call may need several permissions: the first is kept, or the one that was denied."""
        if self.allowed is None or not allowed:
            self.action, self.resource = action, resource
            self.allowed, self.decided_by = allowed, decided_by

    @property
    def written(self) -> int:
        """How many items the call has written, as far as the function knows."""
        if self.items is None or self.status is None or self.status >= 300 or self.fault == "drop":
            return 0
        return self.items - (self.unprocessed or 0)

    def to_json(self, origin: float) -> dict[str, Any]:
        """`origin` is the time on the same clock that counts as 0."""
        return {
            "service": self.service,
            "operation": self.operation,
            "startMs": round((self.started - origin) * 1000, 2),
            "durationMs": None if self.duration_ms is None else round(self.duration_ms, 2),
            "status": self.status,
            "requestBytes": self.request_bytes,
            "responseBytes": self.response_bytes,
            "principal": self.principal,
            "iam": {
                "allowed": self.allowed,
                "action": self.action,
                "resource": self.resource,
                "statement": self.decided_by.names,
                "statements": list(self.decided_by.texts),
            },
            "fault": self.fault,
            "retry": self.retry,
            "items": self.items,
            "unprocessed": self.unprocessed,
            "error": self.error,
            "source": self.source,
        }
