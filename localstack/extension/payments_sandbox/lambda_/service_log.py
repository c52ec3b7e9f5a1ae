"""The lines that the Lambda service logs before and after a function's output."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from payments_sandbox.lambda_.invocation import InvocationResult


@dataclass(frozen=True)
class Measures:
    """The values in the REPORT line of one invocation."""

    duration_ms: float
    memory_size_mb: int
    max_memory_used_mb: int
    # None unless the invocation was a cold start.
    init_duration_ms: float | None = None


def init_report(result: InvocationResult, duration_ms: float) -> str:
    """The line that the service logs about an environment that failed to start."""
    status = "timeout" if result.error_type == "Sandbox.Timedout" else "error"
    fields = [f"INIT_REPORT Init Duration: {duration_ms:.2f} ms", "Phase: init"]
    fields += [f"Status: {status}"]
    if status == "error":
        fields += [f"Error Type: {result.error_type}"]
    return "\t".join(fields) + "\t\n"


def invocation_log(
    request_id: str, version: str, output: str, result: InvocationResult, measures: Measures
) -> str:
    """The log of one invocation, as CloudWatch and `LogType: Tail` show it."""
    return (
        f"START RequestId: {request_id} Version: {version}\n"
        f"{output}"
        f"{_service_lines(request_id, result)}"
        f"END RequestId: {request_id}\n"
        f"{_report(request_id, result, measures)}\n"
    )


def _service_lines(request_id: str, result: InvocationResult) -> str:
    """The lines about a function that was ended before it could log its error."""
    if result.error_type not in {"Sandbox.Timedout", "Runtime.ExitError"}:
        return ""
    message = result.message.partition(" Error: ")[2]
    if result.error_type == "Sandbox.Timedout":
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return f"{now} {request_id} {message}\n"
    return f"RequestId: {request_id} Error: {message}\nRuntime.ExitError\n"


def _report(request_id: str, result: InvocationResult, measures: Measures) -> str:
    billed_ms = math.ceil(measures.duration_ms + (measures.init_duration_ms or 0))
    fields = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {measures.duration_ms:.2f} ms",
        f"Billed Duration: {billed_ms} ms",
        f"Memory Size: {measures.memory_size_mb} MB",
        f"Max Memory Used: {measures.max_memory_used_mb} MB",
    ]
    if measures.init_duration_ms is not None:
        fields.append(f"Init Duration: {measures.init_duration_ms:.2f} ms")
    if result.error_type == "Sandbox.Timedout":
        fields.append("Status: timeout")
    elif result.error_type is not None:
        fields += ["Status: error", f"Error Type: {result.error_type}"]
    return "\t".join(fields) + "\t"
