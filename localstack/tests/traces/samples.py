"""A recorder with short forms of `begin` and `end`, and what a function and Lambda return."""

import json
from typing import Any

from payments_sandbox.traces.attempt import Attempt
from payments_sandbox.traces.recorder import Recorder

KEY = "LSIAQAAAAAAVNCBMPNSG"
REQUEST_ID = "71d5029f-da0e-494f-b515-0793094a9d7e"
ROOT = "1-5759e988-bd862e3fe1be46a994272793"

LOG = (
    f"START RequestId: {REQUEST_ID} Version: $LATEST\n"
    "2026-11-27T04:41:16.426Z hello\n"
    f"END RequestId: {REQUEST_ID}\n"
    f"REPORT RequestId: {REQUEST_ID}\tDuration: 589.70 ms\tBilled Duration: 1474 ms\t"
    "Memory Size: 512 MB\tMax Memory Used: 82 MB\tInit Duration: 884.05 ms\t\n"
)
ERROR = json.dumps(
    {
        "errorType": "RequestError",
        "errorMessage": "count is missing",
        "trace": ["RequestError: count is missing", "    at parse (/var/task/request.ts:9:1)"],
    }
).encode()


class SampleRecorder(Recorder):
    def start(self, request_id: str = REQUEST_ID, key: str | None = KEY, **facts: Any) -> Attempt:
        defaults = {
            "root": ROOT,
            "function": "generator",
            "account": "111111111111",
            "payload": b'{"count":3}',
            "invocation_type": "Event",
            "is_cold": True,
        }
        return self.begin(key, request_id=request_id, **(defaults | facts))

    def stop(
        self, attempt: Attempt, payload: bytes = b'"done"', log: str = LOG, is_error: bool = False
    ) -> None:
        self.end(attempt, KEY, payload, log, is_error=is_error)
