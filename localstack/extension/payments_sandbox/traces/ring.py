"""Keeps the newest attempts, up to a number and an amount of memory."""

import threading
from collections import OrderedDict

from payments_sandbox.traces.attempt import Attempt

CAPACITY = 2_000
MAX_BYTES = 64 << 20


class Ring:
    """Finds an attempt by the segment of its calls, and attempts by their request id."""

    def __init__(self, capacity: int = CAPACITY, max_bytes: int = MAX_BYTES) -> None:
        self.capacity = capacity
        self.dropped = 0
        self._max_bytes = max_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        # By segment, in the order of their start, each with the size that was counted.
        self._attempts: OrderedDict[str, Attempt] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._by_request: dict[str, list[Attempt]] = {}

    def add(self, attempt: Attempt) -> None:
        with self._lock:
            self._attempts[attempt.segment_id] = attempt
            self._by_request.setdefault(attempt.request_id, []).append(attempt)
            self._measure(attempt)

    def measure_again(self, attempt: Attempt) -> None:
        """To be called when an attempt has grown."""
        with self._lock:
            if attempt.segment_id in self._attempts:
                self._measure(attempt)

    def find_by_segment(self, segment_id: str) -> Attempt | None:
        return self._attempts.get(segment_id)

    def attempts_of(self, request_id: str) -> list[Attempt]:
        """In the order of their start."""
        with self._lock:
            return list(self._by_request.get(request_id, []))

    def request_ids(self, prefix: str) -> list[str]:
        """Newest last."""
        with self._lock:
            return [each for each in self._by_request if each.startswith(prefix)]

    def newest_first(self) -> list[Attempt]:
        with self._lock:
            return list(reversed(self._attempts.values()))

    def clear(self) -> None:
        with self._lock:
            self._attempts.clear()
            self._by_request.clear()
            self._sizes.clear()
            self._bytes = self.dropped = 0

    def _measure(self, attempt: Attempt) -> None:
        size = attempt.size
        self._bytes += size - self._sizes.get(attempt.segment_id, 0)
        self._sizes[attempt.segment_id] = size
        while len(self._attempts) > self.capacity or (
            self._bytes > self._max_bytes and len(self._attempts) > 1
        ):
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        segment_id, attempt = self._attempts.popitem(last=False)
        self._bytes -= self._sizes.pop(segment_id)
        self.dropped += 1
        others = self._by_request[attempt.request_id]
        others.remove(attempt)
        if not others:
            del self._by_request[attempt.request_id]
