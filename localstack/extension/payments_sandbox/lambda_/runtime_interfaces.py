"""What one HTTP request to a Runtime API needs from its server and from the API behind it."""

import socket
from collections.abc import Callable
from typing import Protocol

from payments_sandbox.lambda_.invocation import Invocation, InvocationResult


class InvocationQueue(Protocol):
    """The invocations of one runtime process, and the results that it reports."""

    def start_waiting(self, is_connected: Callable[[], bool]) -> bool: ...

    def next_invocation(
        self, is_connected: Callable[[], bool]
    ) -> tuple[Invocation, float] | None: ...

    def give_back(self, handed_out: tuple[Invocation, float]) -> None: ...

    def finish(self, request_id: str, result: InvocationResult) -> bool: ...

    def wait_for_code(self) -> bool: ...

    def fail_initialisation(self, result: InvocationResult) -> bool: ...


class Server(Protocol):
    """The part of the HTTP server that a request uses."""

    api: InvocationQueue
    secret: str

    def no_stranger(self, connection: socket.socket) -> None: ...
