"""Refuses an event that no function can take before it is accepted, as AWS does.

LocalStack 4.13.1 hands it on: what is not JSON ends the runtime process, and an
asynchronous event has been accepted by then, so it is lost.
"""

import functools
import json
from collections.abc import Callable
from typing import Any, NoReturn

from localstack.aws.api.lambda_ import (
    InvalidRequestContentException,
    InvocationType,
    RequestTooLargeException,
)
from localstack.runtime import hooks

MAX_BYTES = {
    InvocationType.RequestResponse: 6 << 20,
    InvocationType.Event: 1 << 20,
}


@hooks.on_infra_start()
def check_payloads() -> None:
    from localstack.services.lambda_.invocation.lambda_service import LambdaService

    LambdaService.invoke = checking(LambdaService.invoke)


def checking(accept: Callable[..., Any]) -> Callable[..., Any]:
    """For an invocation of any type and by any way: the API, a function URL, a destination."""

    @functools.wraps(accept)
    def invoke(
        self: Any, *, invocation_type: str | None, payload: bytes | None, **more: Any
    ) -> Any:
        # Without a body the event is an empty object.
        payload = payload or b"{}"
        check(payload, invocation_type or InvocationType.RequestResponse)
        return accept(self, invocation_type=invocation_type, payload=payload, **more)

    return invoke


def check(payload: bytes, invocation_type: str) -> None:
    limit = MAX_BYTES.get(InvocationType(invocation_type))
    if limit is not None and len(payload) > limit:
        raise RequestTooLargeException(
            f"{len(payload)} byte payload is too large for the {invocation_type} invocation type"
            f" (limit {limit} bytes)"
        )
    try:
        # Numbers are left as they are written; only their form counts.
        json.loads(
            payload.decode(), parse_int=str, parse_float=str, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise InvalidRequestContentException(
            f"Could not parse request body into json: Could not parse payload into json: {error}",
            Type="User",
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    """Python's reader takes NaN and Infinity, which are no JSON."""
    raise ValueError(f"Unrecognized token '{name}'")
