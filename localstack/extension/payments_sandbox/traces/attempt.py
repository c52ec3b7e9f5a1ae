"""One run of a function for one event. An asynchronous event that fails has up to three."""

import hashlib
import secrets
import threading
import time
from typing import Any

from payments_sandbox.traces.outcome import (
    FunctionError,
    cut,
    iso,
    log_lines,
    read_error,
    read_report,
)
from payments_sandbox.traces.retries import RetryCounter
from payments_sandbox.traces.span import Span

MAX_TEXT_BYTES = 16 << 10
MAX_LOG_BYTES = 64 << 10
# Enough for the longest payload that the function accepts.
SUMMARY_CHARACTERS = 600
SUMMARY_MESSAGE_CHARACTERS = 500
# A function may call without end; its counts stay right above this.
MAX_SPANS = 2_000
# Estimates of the memory that they take.
BYTES_PER_ATTEMPT = 2_000
BYTES_PER_SPAN = 600


class Attempt:
    """Written by the threads that serve the invocation and its calls."""

    def __init__(
        self,
        *,
        seq: int,
        request_id: str,
        root: str | None,
        function: str,
        account: str,
        payload: bytes,
        number: int,
        invocation_type: str,
        is_cold: bool,
    ) -> None:
        self.seq = seq
        self.request_id = request_id
        # AWS calls this the segment: calls carry it as the Parent of their trace header.
        self.segment_id = secrets.token_hex(8)
        self.trace_id = _trace_id(root, request_id)
        self.number = number
        self.started = time.perf_counter()
        self.started_at = time.time()
        self.retries = RetryCounter()
        self.spans: list[Span] = []
        self._identity = {"function": function, "account": account}
        self._invocation_type = invocation_type
        self._is_cold = is_cold
        self._payload = cut(payload, MAX_TEXT_BYTES)
        self._payload_bytes = len(payload)
        self._response: bytes | None = None
        self._response_bytes: int | None = None
        self._log = ""
        self._error: FunctionError | None = None
        self._duration_ms: float | None = None
        self._init_ms: float | None = None
        self._memory_mb: int | None = None
        self._lock = threading.Lock()
        self._counts = {"calls": 0, "denied": 0, "faults": 0, "retries": 0}
        self._items: int | None = None

    @property
    def size(self) -> int:
        """The memory that it takes, about."""
        kept = len(self._payload) + len(self._response or b"") + len(self._log)
        return BYTES_PER_ATTEMPT + kept + len(self.spans) * BYTES_PER_SPAN

    @property
    def is_running(self) -> bool:
        return self._duration_ms is None

    @property
    def status(self) -> str:
        if self.is_running:
            return "running"
        if self._error is None:
            return "ok"
        return "timeout" if self._error.is_timeout else "failed"

    def begin_call(self, span: Span) -> None:
        with self._lock:
            if span.source == "function":
                self._counts["calls"] += 1
                self._counts["retries"] += span.retry > 0
            if len(self.spans) < MAX_SPANS:
                self.spans.append(span)

    def end_call(self, span: Span) -> None:
        with self._lock:
            self._counts["denied"] += span.allowed is False
            self._counts["faults"] += span.fault is not None
            if span.items is not None:
                self._items = (self._items or 0) + span.written

    def end(self, payload: bytes, log: str, *, is_error: bool) -> None:
        self._response = payload[:MAX_TEXT_BYTES]
        self._response_bytes = len(payload)
        self._log = cut(log.encode(errors="replace"), MAX_LOG_BYTES)
        report = read_report(log[-2_000:])
        self._memory_mb, self._init_ms = report.memory_mb, report.init_ms
        self._is_cold = report.init_ms is not None
        if is_error:
            self._error = read_error(payload)
            if "\tStatus: timeout" in log[-200:]:
                self._error = FunctionError("Sandbox.Timedout", self._error.message)
        self._duration_ms = (time.perf_counter() - self.started) * 1000

    def summary(self) -> dict[str, Any]:
        error = self._error
        with self._lock:
            counts = {**self._counts, "items": self._items}
        return {
            "id": self.request_id,
            "seq": self.seq,
            **self._identity,
            "startedAt": iso(self.started_at),
            "durationMs": _rounded(self._duration_ms),
            "attempt": self.number,
            "invocationType": self._invocation_type,
            "cold": self._is_cold,
            "initMs": _rounded(self._init_ms),
            "status": self.status,
            "error": error
            and {"type": error.type, "message": error.message[:SUMMARY_MESSAGE_CHARACTERS]},
            "payload": self._payload[:SUMMARY_CHARACTERS],
            **counts,
        }

    def detail(self) -> dict[str, Any]:
        error = self._error
        with self._lock:
            spans = list(self.spans)
        ended_at = self.started_at + (self._duration_ms or 0) / 1000
        return {
            **self.summary(),
            "traceId": self.trace_id,
            "spanId": self.segment_id,
            "payload": self._payload,
            "payloadBytes": self._payload_bytes,
            "response": None if self._response is None else cut(self._response, MAX_TEXT_BYTES),
            "responseBytes": self._response_bytes,
            "error": error
            and {"type": error.type, "message": error.message, "frames": error.frames},
            "memoryMb": self._memory_mb,
            "log": log_lines(self._log, ended_at),
            "spans": [span.to_json(self.started) for span in spans],
        }


def _trace_id(root: str | None, request_id: str) -> str:
    """32 hexadecimal digits; the same for all attempts of a request.

    X-Ray writes an id as `1-5759e988-bd862e3fe1be46a994272793`. A caller may send any text.
    """
    digits = (root or "").removeprefix("1-").replace("-", "").lower()
    if len(digits) == 32 and not set(digits) - set("0123456789abcdef"):
        return digits
    return hashlib.blake2b(request_id.encode(), digest_size=16).hexdigest()


def _rounded(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds, 2)
