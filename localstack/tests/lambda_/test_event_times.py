"""The times of a log's lines, as CloudWatch shows them."""

import json
from datetime import UTC, datetime

import pytest
from payments_sandbox.lambda_.event_times import event_times

FLUSHED = 1_795_633_223_000
REPORT = "REPORT RequestId: r-1\tDuration: 400.00 ms\tBilled Duration: 700 ms\t"


def at(milliseconds: int) -> str:
    time = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def logged(milliseconds: int) -> str:
    return json.dumps({"level": "INFO", "timestamp": at(milliseconds)})


def offsets(*lines: str) -> list[int]:
    return [time - FLUSHED for time in event_times(list(lines), FLUSHED)]


def test_each_line_has_the_time_at_which_it_was_written():
    assert offsets(
        "START RequestId: r-1 Version: $LATEST",
        logged(FLUSHED - 300),
        f"{at(FLUSHED - 200)}\tr-1\tINFO\tfrom the console",
        json.dumps({"_aws": {"Timestamp": FLUSHED - 100}, "Duration": 3}),
        "END RequestId: r-1",
        REPORT,
    ) == [-400, -300, -200, -100, 0, 0]


def test_a_line_without_a_time_has_that_of_the_line_before():
    assert offsets(
        "START RequestId: r-1 Version: $LATEST",
        "plain output",
        logged(FLUSHED - 300),
        '{"no": "time"}',
        REPORT,
    ) == [-400, -400, -300, -300, 0]


def test_a_late_flush_does_not_delay_the_lines():
    assert offsets("START RequestId: r-1", logged(FLUSHED - 5_000), REPORT) == [-5_000, -5_000, 0]


def test_the_output_of_a_cold_start_stays_before_the_invocation():
    assert offsets(logged(FLUSHED - 900), "START RequestId: r-1", "x", REPORT) == [
        *(-900, -400, -400, 0)
    ]


def test_the_times_never_decrease():
    # CloudWatch refuses a batch that is not in chronological order.
    assert offsets(
        "START RequestId: r-1", logged(FLUSHED - 100), logged(FLUSHED - 200), REPORT
    ) == [-400, -100, -100, 0]


@pytest.mark.parametrize(
    "line",
    [
        logged(0),
        logged(FLUSHED + 60_000),
        '{"timestamp": 7}',
        '{"timestamp": "2026-13-45T99:00:00Z"}',
        '{"_aws": {"Timestamp": "soon"}}',
        '{"_aws": {"Timestamp": true}}',
        '{"_aws": 1}',
        "{not JSON",
        "[1]",
        "2026-99-99T00:00:00Z text",
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_a_time_that_cannot_be_true_is_ignored(line):
    assert offsets("START RequestId: r-1", line, REPORT) == [-400, -400, 0]


def test_a_log_without_a_report_has_the_time_of_the_flush():
    assert offsets("plain output", "START RequestId: r-1") == [0, 0]
