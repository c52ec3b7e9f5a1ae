"""When each line of an invocation's log was written.

LocalStack writes the whole log after the invocation, and would give all of it that time.
"""

import json
import re
from datetime import datetime
from itertools import accumulate

# The longest timeout of a function, and its start.
LONGEST_INVOCATION_MS = 16 * 60 * 1000

ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z(?=\s|$)")
DURATION = re.compile(r"^REPORT RequestId: .*?\tDuration: ([\d.]+) ms")


def event_times(lines: list[str], flushed_ms: int) -> list[int]:
    """One time for each line, in milliseconds since the epoch; they never decrease."""
    earliest = flushed_ms - LONGEST_INVOCATION_MS
    written = [_time_of(line) for line in lines]
    known = [
        time if time is not None and earliest <= time <= flushed_ms else None for time in written
    ]
    started_ms = flushed_ms - _duration_ms(lines)
    times: list[int] = []
    for index, line in enumerate(lines):
        if line.startswith(("END RequestId: ", "REPORT RequestId: ")):
            times.append(flushed_ms)
        elif line.startswith("START RequestId: "):
            # The flush may be late, so the invocation started before its first line.
            following = next((time for time in known[index:] if time is not None), flushed_ms)
            times.append(min(started_ms, following))
        else:
            previous = times[-1] if times else started_ms
            times.append(known[index] or previous)
    return list(accumulate(times, max))


def _duration_ms(lines: list[str]) -> int:
    reports = (DURATION.match(line) for line in lines)
    return round(sum(float(report[1]) for report in reports if report))


def _time_of(line: str) -> int | None:
    """The time that a logger put into the line."""
    if not line.startswith("{"):
        match = ISO_TIME.match(line)
        return _milliseconds(match[0]) if match else None
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    metrics = entry.get("_aws")
    if isinstance(metrics, dict):
        time = metrics.get("Timestamp")
        return time if type(time) is int else None
    return _milliseconds(entry.get("timestamp"))


def _milliseconds(text: object) -> int | None:
    try:
        return round(datetime.fromisoformat(str(text)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
