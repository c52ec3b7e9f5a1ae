"""Joins calls to the attempts that made them, and reports attempts to the open streams."""

import itertools
import queue
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from payments_sandbox.traces.attempt import Attempt
from payments_sandbox.traces.ring import Ring
from payments_sandbox.traces.span import Source

# What a reader may fall behind before it loses the oldest.
MAX_WAITING = 1_000
_PARENT = re.compile(r"(?:^|;)\s*Parent=([0-9a-f]{16})(?:;|$)")

Event = dict[str, Any]


class Recorder:
    def __init__(self, ring: Ring | None = None) -> None:
        self.ring = ring or Ring()
        self._numbers = itertools.count(1)
        # The current attempt of each execution environment, by its access key.
        self._running: dict[str, Attempt] = {}
        self._readers: list[queue.Queue[Event]] = []
        self._lock = threading.Lock()
        # The request for which Lambda itself calls in this thread.
        self._for_lambda = threading.local()

    def begin(self, access_key_id: str | None, **facts: Any) -> Attempt:
        number = len(self.ring.attempts_of(facts["request_id"])) + 1
        attempt = Attempt(seq=next(self._numbers), number=number, **facts)
        self.ring.add(attempt)
        if access_key_id:
            self._running[access_key_id] = attempt
        self._publish(attempt)
        return attempt

    def end(
        self,
        attempt: Attempt,
        access_key_id: str | None,
        payload: bytes,
        log: str,
        *,
        is_error: bool,
    ) -> None:
        attempt.end(payload, log, is_error=is_error)
        self.ring.measure_again(attempt)
        if access_key_id and self._running.get(access_key_id) is attempt:
            del self._running[access_key_id]
        self._publish(attempt)

    def find(self, trace_header: str | None, access_key_id: str | None) -> Attempt | None:
        """The attempt whose function made a call."""
        if parent := _PARENT.search(trace_header or ""):
            attempt = self.ring.find_by_segment(parent[1])
            if attempt:
                return attempt
        return self._running.get(access_key_id) if access_key_id else None

    @contextmanager
    def on_behalf_of(self, request_id: str | None) -> Iterator[None]:
        """Calls of this thread are Lambda's own, for one request."""
        self._for_lambda.request_id = request_id
        try:
            yield
        finally:
            self._for_lambda.request_id = None

    def attempt_of_lambda(self) -> Attempt | None:
        """The newest attempt of the request for which Lambda calls in this thread."""
        request_id = getattr(self._for_lambda, "request_id", None)
        attempts = self.ring.attempts_of(request_id) if request_id else []
        return attempts[-1] if attempts else None

    def join(
        self, trace_header: str | None, access_key_id: str | None
    ) -> tuple[Attempt, Source] | None:
        if attempt := self.attempt_of_lambda():
            return attempt, "lambda"
        if attempt := self.find(trace_header, access_key_id):
            return attempt, "function"
        return None

    @contextmanager
    def subscribe(self) -> Iterator["queue.Queue[Event]"]:
        """Gives a queue of summaries: one when an attempt begins, one when it has ended."""
        reader: queue.Queue[Event] = queue.Queue(MAX_WAITING)
        with self._lock:
            self._readers.append(reader)
        try:
            yield reader
        finally:
            with self._lock:
                self._readers.remove(reader)

    def _publish(self, attempt: Attempt) -> None:
        with self._lock:
            if not self._readers:
                return
            summary = attempt.summary()
            for reader in self._readers:
                if reader.full():
                    reader.get_nowait()
                reader.put_nowait(summary)
