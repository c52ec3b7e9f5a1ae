"""What an invocation ended with, read from its response and its log."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from payments_sandbox.lambda_.event_times import event_times

MAX_MESSAGE_CHARACTERS = 4_000
MAX_FRAMES = 50

_REPORT = re.compile(r"^REPORT RequestId: .*$", re.MULTILINE)
_TIMED_OUT = "Sandbox.Timedout"


@dataclass(frozen=True)
class FunctionError:
    """The error that the function reported, or that Lambda did in its place."""

    type: str
    message: str
    frames: list[str] = field(default_factory=list)

    @property
    def is_timeout(self) -> bool:
        return self.type == _TIMED_OUT


def read_error(payload: bytes) -> FunctionError:
    try:
        error = json.loads(payload)
    except (ValueError, RecursionError):
        error = None
    if not isinstance(error, dict):
        error = {"errorMessage": payload[:MAX_MESSAGE_CHARACTERS].decode(errors="replace")}
    # AWS's runtime client for Node names them `trace`, those of other languages `stackTrace`.
    frames = error.get("trace") or error.get("stackTrace") or []
    return FunctionError(
        str(error.get("errorType") or "Error"),
        str(error.get("errorMessage") or "")[:MAX_MESSAGE_CHARACTERS],
        [str(frame) for frame in frames[:MAX_FRAMES]] if isinstance(frames, list) else [],
    )


@dataclass(frozen=True)
class Report:
    """Values of the line that Lambda logs at the end; None if it has none."""

    memory_mb: int | None = None
    init_ms: float | None = None


def read_report(log: str) -> Report:
    lines = _REPORT.findall(log)
    if not lines:
        return Report()
    memory = re.search(r"\tMax Memory Used: (\d+) MB", lines[-1])
    init = re.search(r"\tInit Duration: ([\d.]+) ms", lines[-1])
    return Report(int(memory[1]) if memory else None, float(init[1]) if init else None)


def log_lines(log: str, ended_at: float) -> list[dict[str, Any]]:
    """The lines of a log with the time of each, in the order in which they were written."""
    lines = [line for line in log.split("\n") if line]
    times = event_times(lines, int(ended_at * 1000))
    return [{"time": iso(ms / 1000), "line": line} for line, ms in zip(lines, times, strict=True)]


def iso(seconds: float) -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def cut(data: bytes, limit: int) -> str:
    """The first bytes as text; a character that the limit divides is left out."""
    if len(data) <= limit:
        return data.decode(errors="replace")
    return data[:limit].decode(errors="ignore")
