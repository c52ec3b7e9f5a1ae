"""The Lambda Runtime API (2018-06-01) that one runtime process talks to, on a loopback port."""

import json
import threading
from concurrent.futures import Future, InvalidStateError
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

from payments_sandbox.invocation import (
    MAX_RESPONSE_BYTES,
    Answer,
    Invocation,
    response_too_large,
)

BASE_PATH = "/2018-06-01/runtime"


class RuntimeApi:
    """Serves one runtime process from its start to its end; a new process gets a new API.

    `ready` is done when the process asks for an invocation: with None, or the first
    time with the error that it reports instead.
    """

    def __init__(self) -> None:
        self.ready: Future[Answer | None] = Future()
        self._invocations: SimpleQueue[tuple[Invocation, float] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._current: tuple[str, Future[Answer]] | None = None
        self._server = _Server(self)
        threading.Thread(
            target=self._server.serve_forever,
            # How long `close` may take; nothing is polled for requests.
            kwargs={"poll_interval": 0.05},
            name="runtime-api",
            daemon=True,
        ).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    def submit(self, invocation: Invocation, deadline: float) -> Future[Answer]:
        """Hands over one invocation, once `ready` is done; the next one after the answer."""
        answer: Future[Answer] = Future()
        self.ready = Future()
        with self._lock:
            self._current = (invocation.request_id, answer)
        self._invocations.put((invocation, deadline))
        return answer

    def close(self) -> None:
        """Ends the waiting request and the server; open invocations are the caller's business."""
        self._invocations.put(None)
        self._server.shutdown()
        self._server.server_close()

    # What the process asks for.

    def next_invocation(self) -> tuple[Invocation, float] | None:
        _complete(self.ready, None)
        return self._invocations.get()

    def finish(self, request_id: str, answer: Answer) -> bool:
        """False if this is not the request id of the invocation that is under way."""
        with self._lock:
            if self._current is None or self._current[0] != request_id:
                return False
            _, future = self._current
            self._current = None
        _complete(future, answer)
        return True

    def fail_initialisation(self, answer: Answer) -> bool:
        return _complete(self.ready, answer)


def _complete(future: Future[Any], result: Any) -> bool:
    try:
        future.set_result(result)
    except InvalidStateError:
        return False
    return True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Otherwise closing joins the thread of a connection that is still open.
    block_on_close = False

    def __init__(self, api: RuntimeApi) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.api = api


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Head and body in one packet and at once: with Nagle's algorithm between two small
    # writes, each answer waits 40 ms for the other side's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path != f"{BASE_PATH}/invocation/next":
            self._refuse(HTTPStatus.NOT_FOUND, "NotFound", self.path)
            return
        handed_out = self.server.api.next_invocation()
        if handed_out is None:
            self.close_connection = True
            self._refuse(HTTPStatus.GONE, "Gone", "The environment is shutting down")
            return
        invocation, deadline = handed_out
        self._reply(
            HTTPStatus.OK,
            invocation.payload,
            {
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def do_POST(self) -> None:
        body = self._read_body()
        match self.path.removeprefix(BASE_PATH).split("/"):
            case ["", "init", "error"]:
                self._accept(self.server.api.fail_initialisation(_error(body)))
            case ["", "invocation", request_id, "error"]:
                self._accept(self.server.api.finish(request_id, _error(body)))
            case ["", "invocation", request_id, "response"] if body is None:
                if self.server.api.finish(request_id, response_too_large()):
                    self._refuse(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                        "RequestEntityTooLarge",
                        f"Exceeded maximum allowed payload size ({MAX_RESPONSE_BYTES} bytes).",
                    )
                else:
                    self._accept(False)
            case ["", "invocation", request_id, "response"]:
                self._accept(self.server.api.finish(request_id, Answer(body)))
            case _:
                self._refuse(HTTPStatus.NOT_FOUND, "NotFound", self.path)

    def _read_body(self) -> bytes | None:
        """None if it is too large, and then it has been skipped."""
        remaining = int(self.headers.get("Content-Length", 0))
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
        """Says nothing: the emulator's log is no place for each request of each function."""


def _error(body: bytes | None) -> Answer:
    """An error that the function reports; its type is only for the log."""
    if body is None:
        return response_too_large()
    try:
        error_type = json.loads(body).get("errorType")
    except (ValueError, AttributeError):
        error_type = None
    return Answer(body, str(error_type or "Unhandled"))
