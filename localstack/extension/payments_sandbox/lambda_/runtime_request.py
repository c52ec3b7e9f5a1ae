"""One HTTP connection to a Runtime API; requests without the secret path are refused."""

import base64
import hmac
import json
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any

from payments_sandbox.lambda_.chunked import read_chunked
from payments_sandbox.lambda_.invocation import (
    MAX_RESPONSE_BYTES,
    InvocationResult,
    response_too_large,
)
from payments_sandbox.lambda_.runtime_interfaces import Server

BASE_PATH = "/2018-06-01/runtime"
# Not of AWS: a spare process asks here whether the function's code is in its folder.
CODE_PATH = "/sandbox/code"
# A streamed response that fails ends with these, because its head was sent before.
ERROR_TYPE_TRAILER = "Lambda-Runtime-Function-Error-Type"
ERROR_BODY_TRAILER = "Lambda-Runtime-Function-Error-Body"
# For a connection that has not sent the secret path yet.
STRANGER_TIMEOUT_SECONDS = 5
# A browser adds at least one of these to every request that a web page starts.
BROWSER_HEADERS = ("Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest")


class RuntimeRequest(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = STRANGER_TIMEOUT_SECONDS
    # Head and body in one packet and at once: with Nagle's algorithm between two small
    # writes, each response waits 40 ms for the client's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def parse_request(self) -> bool:
        """Refuses a stranger before its header and body are read, so they cannot fill memory."""
        _, _, rest = self.raw_requestline.decode("latin-1").partition(" ")
        path = rest.partition(" ")[0].encode("latin-1")
        prefix = f"/{self.server.secret}/".encode()
        if not hmac.compare_digest(path[: len(prefix)], prefix):
            self.requestline, self.request_version, self.command = "", self.protocol_version, ""
            self._refuse_and_close(HTTPStatus.FORBIDDEN, "Forbidden", "Not your Runtime API")
            return False
        self.connection.settimeout(None)
        self.server.no_stranger(self.connection)
        if not super().parse_request():
            return False
        self.path = self.path[len(prefix) - 1 :]
        if any(name in self.headers for name in BROWSER_HEADERS):
            self._refuse_and_close(HTTPStatus.FORBIDDEN, "Forbidden", "No browser is a runtime")
            return False
        return True

    def do_GET(self) -> None:
        if self.path == CODE_PATH:
            has_code = self.server.api.wait_for_code()
            self.close_connection = True
            self._reply(HTTPStatus.OK if has_code else HTTPStatus.GONE, b"")
            return
        if self.path != f"{BASE_PATH}/invocation/next":
            self._refuse(HTTPStatus.NOT_FOUND, "NotFound", self.path)
            return
        if not self.server.api.start_waiting(self._is_connected):
            self._refuse_and_close(
                HTTPStatus.CONFLICT, "Conflict", "Another request waits for the next invocation"
            )
            return
        handed_out = self.server.api.next_invocation(self._is_connected)
        if handed_out is None:
            self._refuse_and_close(HTTPStatus.GONE, "Gone", "The environment is shutting down")
            return
        invocation, deadline = handed_out
        try:
            self._reply(
                HTTPStatus.OK,
                invocation.payload,
                {
                    "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                    "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
                    "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                    "Lambda-Runtime-Trace-Id": invocation.trace_id,
                    **(
                        {"Lambda-Runtime-Client-Context": invocation.client_context}
                        if invocation.client_context
                        else {}
                    ),
                },
            )
            self.wfile.flush()
        except OSError:
            self.close_connection = True
            self.server.api.give_back(handed_out)

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            self._take_streamed_response()
            return
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            self._refuse_and_close(
                HTTPStatus.LENGTH_REQUIRED, "LengthRequired", "Content-Length is missing"
            )
            return
        body = self._read_body(int(length))
        if body is not None and len(body) < int(length):
            # The connection was closed before the whole body arrived, so the body is ignored.
            self.close_connection = True
            return
        match self.path.removeprefix(BASE_PATH).split("/"):
            case ["", "init", "error"]:
                self._accept(self.server.api.fail_initialisation(_error(body)))
            case ["", "invocation", request_id, "error"]:
                self._accept(self.server.api.finish(request_id, _error(body)))
            case ["", "invocation", request_id, "response"]:
                self._take_response(request_id, body)
            case _:
                self._refuse(HTTPStatus.NOT_FOUND, "NotFound", self.path)

    def _take_response(self, request_id: str, body: bytes | None) -> None:
        if body is not None:
            self._accept(self.server.api.finish(request_id, InvocationResult(body)))
        elif self.server.api.finish(request_id, response_too_large()):
            self._refuse(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "RequestEntityTooLarge",
                f"Exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes).",
            )
        else:
            self._accept(False)

    def _take_streamed_response(self) -> None:
        """Collects the response, because LocalStack returns it in one piece."""
        match self.path.removeprefix(BASE_PATH).split("/"):
            case ["", "invocation", request_id, "response"]:
                pass
            case _:
                self._refuse_and_close(HTTPStatus.NOT_FOUND, "NotFound", self.path)
                return
        try:
            body, trailers = read_chunked(self.rfile, MAX_RESPONSE_BYTES)
        except ValueError:
            # The process has ended, or the function destroyed its stream.
            self.close_connection = True
            return
        if ERROR_TYPE_TRAILER in trailers:
            error = base64.b64decode(trailers[ERROR_BODY_TRAILER])
            self._accept(self.server.api.finish(request_id, _error(error)))
        else:
            self._take_response(request_id, body)

    def _is_connected(self) -> bool:
        try:
            return self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False

    def _read_body(self, remaining: int) -> bytes | None:
        """Returns None if the body is too large, after skipping it."""
        if remaining <= MAX_RESPONSE_BYTES:
            return self.rfile.read(remaining)
        while remaining > 0:
            remaining -= len(self.rfile.read(min(remaining, 1 << 20))) or remaining
        return None

    def _accept(self, known: bool) -> None:
        if known:
            self._reply(HTTPStatus.ACCEPTED, b'{"status":"OK"}')
        else:
            self._refuse(HTTPStatus.BAD_REQUEST, "InvalidRequestID", "Invalid request ID")

    def _refuse_and_close(self, status: HTTPStatus, error_type: str, message: str) -> None:
        """Closes the connection without reading the rest of the request."""
        self.close_connection = True
        self._refuse(status, error_type, message)

    def _refuse(self, status: HTTPStatus, error_type: str, message: str) -> None:
        body = json.dumps({"errorMessage": message, "errorType": error_type})
        self._reply(status, body.encode())

    def _reply(self, status: HTTPStatus, body: bytes, headers: dict[str, str] | None = None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Logs nothing, because the requests of functions would flood the emulator's log."""


def _error(body: bytes | None) -> InvocationResult:
    """An error that the function reports. Its type is used only in the log."""
    if body is None:
        return response_too_large()
    try:
        error_type = json.loads(body).get("errorType")
    except (ValueError, AttributeError):
        error_type = None
    return InvocationResult(body, str(error_type or "Unhandled"))
