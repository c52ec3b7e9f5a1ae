"""Server-Sent Events: each attempt when it begins and when it has ended."""

import json
import queue
import threading
import time
from collections.abc import Iterator

from localstack.http import Response
from localstack.runtime import events

from payments_sandbox.traces.recorder import Recorder

# Each takes a thread of the server.
MAX_STREAMS = 16
# Also the time after which a reader that has gone is noticed.
HEARTBEAT_SECONDS = 15.0
# LocalStack waits for open responses when it stops.
STOP_CHECK_SECONDS = 0.5

_places = threading.BoundedSemaphore(MAX_STREAMS)


def stream(recorder: Recorder, heartbeat_seconds: float = HEARTBEAT_SECONDS) -> Response:
    if not _places.acquire(blocking=False):
        message = f"{MAX_STREAMS} streams are open already; close one."
        return Response.for_json({"message": message}, status=503)
    return Response(
        _Events(recorder, heartbeat_seconds),
        mimetype="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


class _Events:
    """The server closes it when the reader has gone, even if it was never iterated."""

    def __init__(self, recorder: Recorder, heartbeat_seconds: float) -> None:
        self._heartbeat_seconds = heartbeat_seconds
        self._subscription = recorder.subscribe()
        # Now, not at the first iteration: nothing is missed once the response is there.
        self._queue = self._subscription.__enter__()
        self._is_open = True
        self._is_new = True

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._is_new:
            # Sends the head of the response.
            self._is_new = False
            return b": open\n\n"
        deadline = time.monotonic() + self._heartbeat_seconds
        while (remaining := deadline - time.monotonic()) > 0:
            if events.infra_stopping.is_set():
                raise StopIteration
            try:
                summary = self._queue.get(timeout=min(STOP_CHECK_SECONDS, remaining))
            except queue.Empty:
                continue
            return f"event: request\ndata: {json.dumps(summary)}\n\n".encode()
        return b": still open\n\n"

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._subscription.__exit__(None, None, None)
            _places.release()
