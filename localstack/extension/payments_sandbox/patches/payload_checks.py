"""Patch for LocalStack 4.13.1: it accepts events that are not JSON or too large.

The runtime process ends when it reads such an event. By then an asynchronous event has
been accepted, so it is lost. AWS rejects the request before it accepts the event.

Remove it when `test_localstack_accepts_what_is_not_json` fails.
"""

import json
from collections.abc import Callable
from typing import Any, NoReturn

from localstack.aws.api.lambda_ import (
    InvalidRequestContentException,
    InvocationType,
    RequestTooLargeException,
)
from localstack.runtime import hooks
from localstack.utils.patch import patch

MAX_BYTES = {
    InvocationType.RequestResponse: 6 << 20,
    InvocationType.Event: 1 << 20,
}


@hooks.on_infra_start()
def check_payloads() -> None:
    from localstack.services.lambda_.invocation.lambda_service import LambdaService

    # Every invocation passes here: from the API, a function URL or a destination.
    @patch(LambdaService.invoke)
    def invoke(
        original: Callable[..., Any],
        self: Any,
        *,
        invocation_type: str | None,
        payload: bytes | None,
        **more: Any,
    ) -> Any:
        # Without a body, the event is an empty object.
        payload = payload or b"{}"
        check(payload, invocation_type or InvocationType.RequestResponse)
        return original(self, invocation_type=invocation_type, payload=payload, **more)


def check(payload: bytes, invocation_type: str) -> None:
    limit = MAX_BYTES.get(InvocationType(invocation_type))
    if limit is not None and len(payload) > limit:
        raise RequestTooLargeException(
            f"{len(payload)} byte payload is too large for the {invocation_type} invocation type"
            f" (limit {limit} bytes)"
        )
    try:
        # Only the syntax of numbers is checked; converting large ones would be slow or fail.
        json.loads(
            payload.decode(), parse_int=str, parse_float=str, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise InvalidRequestContentException(
            f"Could not parse request body into json: Could not parse payload into json: {error}",
            Type="User",
        ) from None


def _refuse_constant(name: str) -> NoReturn:
    """Python's parser accepts NaN and Infinity, which are not JSON."""
    raise ValueError(f"Unrecognized token '{name}'")
