"""The state of the Lambda Runtime API (2018-06-01) of one runtime process."""

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any

from payments_sandbox.lambda_.invocation import Invocation, InvocationResult
from payments_sandbox.lambda_.runtime_server import RuntimeServer


class RuntimeApi:
    """Serves one runtime process from its start to its end; a new process gets a new API.

    `ready` completes with None when the process asks for an invocation, or with the error
    that it reports if it cannot be initialised.
    """

    def __init__(self) -> None:
        self.ready: Future[InvocationResult | None] = Future()
        self._changed = threading.Condition()
        self._waiting: tuple[Invocation, float] | None = None
        self._current: tuple[str, Future[InvocationResult]] | None = None
        # Returns whether the waiting connection is still open.
        self._consumer: Callable[[], bool] | None = None
        self._closed = False
        self._has_code = False
        # Every process on the machine can reach the port, so the path contains a secret.
        self._secret = secrets.token_hex(16)
        self._server = RuntimeServer(self, self._secret)
        threading.Thread(
            target=self._server.serve_forever,
            # Limits how long `close` takes; requests are not polled.
            kwargs={"poll_interval": 0.05},
            name="runtime-api",
            daemon=True,
        ).start()

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    @property
    def address(self) -> str:
        """Host, port and secret path; runtime clients add `http://` and the version of the API."""
        return f"127.0.0.1:{self.port}/{self._secret}"

    def submit(self, invocation: Invocation, deadline: float) -> Future[InvocationResult]:
        """Hands over one invocation, after `ready` and after the result of the previous one."""
        future: Future[InvocationResult] = Future()
        self.ready = Future()
        with self._changed:
            self._current = (invocation.request_id, future)
            self._waiting = (invocation, deadline)
            self._changed.notify_all()
        return future

    def announce_code(self) -> None:
        """Lets a spare process load the function."""
        with self._changed:
            self._has_code = True
            self._changed.notify_all()

    def close(self) -> None:
        """Ends the waiting request and the server; does not complete the current invocation."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    # Called for the requests of the process.

    def start_waiting(self, is_connected: Callable[[], bool]) -> bool:
        """False if another open connection already waits."""
        with self._changed:
            if self._consumer is not None and self._consumer():
                return False
            self._consumer = is_connected
            self._changed.notify_all()
            # If an invocation is not delivered yet, it is still the current one.
            if self._waiting is None:
                _complete(self.ready, None)
        return True

    def next_invocation(self, is_connected: Callable[[], bool]) -> tuple[Invocation, float] | None:
        """Waits for an invocation; None if the API or the connection is closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or self._waiting or self._consumer != is_connected
            )
            if self._consumer != is_connected:
                return None
            self._consumer = None
            # An invocation that cannot be delivered stays for the next request.
            if self._closed or not is_connected():
                return None
            handed_out, self._waiting = self._waiting, None
            return handed_out

    def give_back(self, handed_out: tuple[Invocation, float]) -> None:
        """Keeps an invocation that did not reach the process for the next request."""
        with self._changed:
            if self._current is not None and self._current[0] == handed_out[0].request_id:
                self._waiting = handed_out
                self._changed.notify_all()

    def finish(self, request_id: str, result: InvocationResult) -> bool:
        """False if the request id is not that of the current invocation."""
        with self._changed:
            if self._current is None or self._current[0] != request_id:
                return False
            _, future = self._current
            self._current = self._waiting = None
        _complete(future, result)
        return True

    def wait_for_code(self) -> bool:
        """Returns when a spare process may load the function; False if the API is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_code or self._closed)
            return not self._closed

    def fail_initialisation(self, result: InvocationResult) -> bool:
        return _complete(self.ready, result)


def _complete(future: Future[Any], result: Any) -> bool:
    try:
        future.set_result(result)
    except InvalidStateError:
        return False
    return True
