"""An invocation of a function, its result, and the errors that the service returns instead."""

import json
from dataclasses import dataclass

# The service's limit for the response of a synchronous invocation.
MAX_RESPONSE_BYTES = 6_291_556


@dataclass(frozen=True)
class Invocation:
    """One event for the function."""

    request_id: str
    payload: bytes
    function_arn: str
    trace_id: str
    # JSON that the caller sent about itself.
    client_context: str | None = None


@dataclass(frozen=True)
class InvocationResult:
    """What the caller gets: the response or error of the function, or an error of the service."""

    payload: bytes
    error_type: str | None = None

    @property
    def is_error(self) -> bool:
        return self.error_type is not None

    @property
    def message(self) -> str:
        """The message of a service's error; not for errors of the function."""
        return json.loads(self.payload)["errorMessage"]


def service_error(error_type: str, message: str) -> InvocationResult:
    """An error of the Lambda service, not of the function."""
    payload = json.dumps({"errorType": error_type, "errorMessage": message}, separators=(",", ":"))
    return InvocationResult(payload.encode(), error_type)


def timed_out(request_id: str, timeout_seconds: int) -> InvocationResult:
    return service_error(
        "Sandbox.Timedout",
        f"RequestId: {request_id} Error: Task timed out after {timeout_seconds}.00 seconds",
    )


def runtime_exited(request_id: str, how: str) -> InvocationResult:
    """`how` is `exit status 3` or `signal: killed`."""
    return service_error(
        "Runtime.ExitError",
        f"RequestId: {request_id} Error: Runtime exited with error: {how}",
    )


def response_too_large() -> InvocationResult:
    return service_error(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size"
        f" ({MAX_RESPONSE_BYTES} bytes).",
    )
