"""What each kind of fault does to a call."""

import json
import time
from collections.abc import Iterator
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.aws.connect import connect_to
from localstack.http import Response

from payments_sandbox.faults.plan import Fault

# Longer than the timeout of every client of the sandbox.
HOLD_SECONDS = 5.0
SHORTEST_DELAY_SECONDS = 0.05
LONGEST_DELAY_SECONDS = 0.5

THROTTLED = {
    "dynamodb": ("ProvisionedThroughputExceededException", 400),
    "s3": ("SlowDown", 503),
}
FAILED = {"dynamodb": ("InternalServerError", 500), "s3": ("InternalError", 500)}


def inject(fault: Fault, chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Returns normally for faults that still let the call reach the service."""
    match fault.kind:
        case "throttle":
            raise _refusal(THROTTLED, context, "The level of requests is too high.")
        case "500":
            raise _refusal(FAILED, context, "The service could not do it.")
        case "timeout":
            time.sleep(HOLD_SECONDS)
            context.response_is_lost = True
            raise _refusal(FAILED, context, "The call took longer than the client waits.")
        case "drop":
            context.response_is_lost = True
        case "latency":
            spread = LONGEST_DELAY_SECONDS - SHORTEST_DELAY_SECONDS
            time.sleep(SHORTEST_DELAY_SECONDS + fault.extent * spread)
        case "unprocessed":
            _leave_some(fault, chain, context, response)


def lose_response(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Drops the connection after the response's first byte, when the call has taken effect."""
    if not context.get("response_is_lost"):
        return

    def broken_off() -> Iterator[bytes]:
        yield b" "
        raise ConnectionAbortedError("a fault that was asked for")

    response.headers["Content-Length"] = str(len(response.get_data()) + 2)
    response.response = broken_off()


def _refusal(
    forms: dict[str, tuple[str, int]], context: RequestContext, message: str
) -> CommonServiceException:
    code, status = forms[context.service.service_name]
    return CommonServiceException(code, f"{message} (make faults)", status_code=status)


def _leave_some(
    fault: Fault, chain: HandlerChain, context: RequestContext, response: Response
) -> None:
    """Writes some of the items, at least one of two or more, and returns the others."""
    requests = [
        (table, request)
        for table, requests in context.service_request["RequestItems"].items()
        for request in requests
    ]
    kept = 1 + int(fault.extent * (len(requests) - 1)) if len(requests) > 1 else 0
    if kept:
        client = connect_to(aws_access_key_id=context.account_id, region_name=context.region)
        client.dynamodb.batch_write_item(RequestItems=_by_table(requests[:kept]))
    body = {"UnprocessedItems": _by_table(requests[kept:])}
    chain.respond(200, json.dumps(body), {"Content-Type": "application/x-amz-json-1.0"})


def _by_table(requests: list[tuple[str, Any]]) -> dict[str, list[Any]]:
    tables: dict[str, list[Any]] = {}
    for table, request in requests:
        tables.setdefault(table, []).append(request)
    return tables
