"""Recognises a call that repeats a failed one of the same invocation.

The SDK counts its own retries in a header. A function that retries by itself, because it knows
its deadline, sends a new first attempt each time, which only its content gives away.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

_SDK_ATTEMPT = re.compile(r"attempt=(\d+)")


class RetryCounter:
    """Of one invocation, whose calls arrive in several threads.

    Without a lock, for which the calls of a batch would wait: only calls of equal content would
    need it, and a function sends the next one after the response to the last.
    """

    def __init__(self) -> None:
        # How often each content was sent without success; absent after a success.
        self._failures: dict[int, int] = {}
        # How often each item came back unprocessed.
        self._returned: dict[str, int] = {}

    def count(self, content: int, items: Iterable[Any], sdk_header: str | None) -> int:
        """The number of the retry that this call is; 0 for a call that is none."""
        counted_by_sdk = _SDK_ATTEMPT.search(sdk_header or "")
        earlier = self._failures.get(content, 0)
        # Until its response arrives. The function may have given up waiting for it.
        self._failures[content] = earlier + 1
        returned = max(map(self._times_returned, items)) if self._returned and items else 0
        return max(earlier, returned, int(counted_by_sdk[1]) - 1 if counted_by_sdk else 0)

    def succeed(self, content: int, unprocessed: Iterable[Any]) -> None:
        self._failures.pop(content, None)
        for item in unprocessed:
            key = _key(item)
            self._returned[key] = self._returned.get(key, 0) + 1

    def _times_returned(self, item: Any) -> int:
        return self._returned.get(_key(item), 0)


def fingerprint(*content: str | bytes) -> int:
    """Equal for equal calls.

    Not from hashlib, which lets other threads run while it digests more than 2 KB: in a busy
    emulator, each call would then wait milliseconds for its turn.
    """
    return hash(content)


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True, default=str)
