"""What recording costs a call: the same calls with the handlers and without them, in turn.

Prints one JSON object: for each kind of call the median of the difference in milliseconds, and
the least and the most of the rounds.
"""

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ROUNDS = 15
CALLS = 200

from payments_sandbox.host.older_python import help_older_python  # noqa: E402

help_older_python()

from localstack.aws.api import RequestContext  # noqa: E402
from localstack.aws.spec import load_service  # noqa: E402
from localstack.http import Request, Response  # noqa: E402
from payments_sandbox.traces import current  # noqa: E402
from payments_sandbox.traces.calls import CallRecorder  # noqa: E402
from payments_sandbox.traces.recorder import Recorder  # noqa: E402

KEY, DEVELOPER = "LSIAQAAAAAAVNCBMPNSG", "000000000000"
ITEM = {name: {"S": "x" * 30} for name in ("id", "created_at", "amount", "currency", "status")}
BATCH = {"RequestItems": {"payments": [{"PutRequest": {"Item": ITEM}}] * 25}}
BODY = json.dumps(BATCH).encode()


def context(key: str, trace_header: str) -> RequestContext:
    """A call after it was parsed, whose body is read already."""
    scope = f"{key}/20260101/us-east-1/dynamodb/aws4_request"
    request = Request(
        "POST",
        body=BODY,
        headers={
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}",
            "X-Amzn-Trace-Id": trace_header,
            "amz-sdk-request": "attempt=1; max=1",
        },
    )
    request.get_data()
    call = RequestContext(request)
    call.service = load_service("dynamodb")
    call.operation = call.service.operation_model("BatchWriteItem")
    call.service_request = BATCH
    call.service_response = {"UnprocessedItems": {}}
    return call


def milliseconds(calls: list[RequestContext], serve: Callable[[RequestContext], None]) -> float:
    started = time.perf_counter()
    for call in calls:
        serve(call)
    return (time.perf_counter() - started) * 1000 / len(calls)


@contextmanager
def busy_threads() -> Iterator[None]:
    """As in a loaded emulator: a call that lets other threads run waits for its next turn."""
    done = threading.Event()

    def compute() -> None:
        while not done.is_set():
            sum(range(100))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def measure(key: str) -> dict[str, float]:
    recorder = Recorder()
    handlers = CallRecorder(recorder)
    response = Response(b'{"UnprocessedItems":{}}')

    def serve(call: RequestContext) -> None:
        handlers.arrive(None, call, response)
        handlers.begin(None, call, response)
        current.note_verdict("dynamodb:BatchWriteItem", "table/payments", allowed=True)
        handlers.finish(None, call, response)

    differences = []
    for number in range(ROUNDS):
        attempt = recorder.begin(
            KEY,
            request_id=str(number),
            root=None,
            function="generator",
            account="1",
            payload=b"{}",
            invocation_type="Event",
            is_cold=False,
        )
        header = f"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={attempt.segment_id}"
        sides = [
            [context(key, header if key == KEY else "") for _ in range(CALLS)] for _ in range(2)
        ]
        without = milliseconds(sides[0], lambda call: None)
        differences.append(milliseconds(sides[1], serve) - without)
    return {
        "median": statistics.median(differences),
        "least": min(differences),
        "most": max(differences),
    }


costs = {
    "BatchWriteItem of 25 items by the function": measure(KEY),
    "call by the developer": measure(DEVELOPER),
}
with busy_threads():
    costs["BatchWriteItem in a busy emulator"] = measure(KEY)
print(json.dumps(costs))
