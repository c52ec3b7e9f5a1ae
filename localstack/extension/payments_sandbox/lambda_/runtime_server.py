"""The HTTP server of a Runtime API, on a loopback port that every local process can reach."""

import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from payments_sandbox.lambda_.runtime_interfaces import InvocationQueue
from payments_sandbox.lambda_.runtime_request import RuntimeRequest

# The number of open connections that have not sent the secret path yet.
MAX_STRANGERS = 16


class RuntimeServer(ThreadingHTTPServer):
    daemon_threads = True
    # If True, closing the server would wait for the threads of open connections.
    block_on_close = False
    # With the default of 5, a burst of strangers delays the process's connection by seconds.
    request_queue_size = 128

    def __init__(self, api: InvocationQueue, secret: str) -> None:
        self.api = api
        self.secret = secret
        self._strangers: list[socket.socket] = []
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), RuntimeRequest)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Each connection takes a thread, so the oldest strangers are closed above the limit."""
        with self._lock:
            self._strangers.append(request)
            surplus = self._strangers[:-MAX_STRANGERS]
            del self._strangers[:-MAX_STRANGERS]
        for connection in surplus:
            _hang_up(connection)
        super().process_request(request, client_address)

    def no_stranger(self, connection: socket.socket) -> None:
        with self._lock:
            if connection in self._strangers:
                self._strangers.remove(connection)

    def shutdown_request(self, request: Any) -> None:
        self.no_stranger(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores OSError, which means that a client has closed its connection."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The connection is closed already.
        return
