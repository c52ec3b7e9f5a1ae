"""The HTTP server of a Runtime API, on a loopback port that every process can reach."""

import socket
import sys
import threading
from http.server import ThreadingHTTPServer
from typing import Any

from payments_sandbox.lambda_.runtime_interfaces import InvocationQueue
from payments_sandbox.lambda_.runtime_request import RuntimeRequest

# Connections that have not shown yet that they know the path.
MAX_STRANGERS = 16


class RuntimeServer(ThreadingHTTPServer):
    daemon_threads = True
    # Otherwise closing joins the thread of a connection that is still open.
    block_on_close = False
    # With 5, the default, a burst of strangers makes the process wait seconds to connect.
    request_queue_size = 128

    def __init__(self, api: InvocationQueue, secret: str) -> None:
        self.api = api
        self.secret = secret
        self._strangers: list[socket.socket] = []
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), RuntimeRequest)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Each connection takes a thread, so the oldest strangers make room for the next."""
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
        """A client that is gone is no error of the emulator."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It is closed already.
        return
