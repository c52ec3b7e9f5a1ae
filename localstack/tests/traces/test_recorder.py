"""Which call belongs to which attempt, and what is kept."""

import json

import pytest
from payments_sandbox.traces.recorder import Recorder
from payments_sandbox.traces.ring import Ring
from samples import ERROR, KEY, LOG, REQUEST_ID, SampleRecorder


@pytest.fixture
def recorder():
    return SampleRecorder()


def header_of(attempt):
    return f"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={attempt.segment_id};Sampled=1"


def test_joins_a_call_by_its_trace_header_even_with_the_key_of_another_attempt(recorder):
    first = recorder.start("first", key="one")
    recorder.start("second", key="two")

    assert recorder.join(header_of(first), "two") == (first, "function")


def test_joins_a_call_without_a_header_by_the_key_of_its_environment(recorder):
    attempt = recorder.start()

    assert recorder.join(None, KEY) == (attempt, "function")
    assert recorder.join("Root=1-0-0;Parent=0000000000000000", KEY) == (attempt, "function")
    assert recorder.join(None, "000000000000") is None
    recorder.stop(attempt)
    assert recorder.join(None, KEY) is None


def test_joins_a_call_that_outlasts_its_invocation_by_its_header(recorder):
    attempt = recorder.start()
    recorder.stop(attempt)

    assert recorder.join(header_of(attempt), KEY) == (attempt, "function")


def test_takes_calls_on_behalf_of_a_request_for_those_of_lambda(recorder):
    recorder.start()
    newest = recorder.start()

    with recorder.on_behalf_of(REQUEST_ID):
        assert recorder.join(None, None) == (newest, "lambda")
    assert recorder.join(None, None) is None


def test_numbers_the_attempts_of_a_request(recorder):
    assert [
        recorder.start().number,
        recorder.start().number,
        recorder.start("another").number,
    ] == [1, 2, 1]


def test_describes_an_attempt_while_it_runs_and_after_its_end(recorder):
    attempt = recorder.start()
    running = attempt.summary()
    recorder.stop(attempt)

    assert (running["status"], running["durationMs"], running["cold"]) == ("running", None, True)
    assert attempt.summary()["status"] == "ok"
    detail = attempt.detail()
    assert (detail["memoryMb"], detail["initMs"], detail["cold"]) == (82, 884.05, True)
    assert (detail["response"], detail["responseBytes"]) == ('"done"', 6)
    assert detail["traceId"] == "5759e988bd862e3fe1be46a994272793"
    assert [entry["line"] for entry in detail["log"]] == LOG.splitlines()


def test_takes_an_attempt_without_an_init_in_its_report_for_warm(recorder):
    attempt = recorder.start(is_cold=True)
    recorder.stop(attempt, log=LOG.replace("\tInit Duration: 884.05 ms", ""))

    assert (attempt.summary()["cold"], attempt.summary()["initMs"]) == (False, None)


def test_describes_the_error_with_its_frames(recorder):
    attempt = recorder.start()
    recorder.stop(attempt, ERROR, is_error=True)

    assert attempt.summary()["status"] == "failed"
    assert attempt.summary()["error"] == {"type": "RequestError", "message": "count is missing"}
    assert attempt.detail()["error"]["frames"][1:] == ["    at parse (/var/task/request.ts:9:1)"]


def test_tells_a_timeout_from_an_error(recorder):
    attempt = recorder.start()
    log = LOG.rstrip("\n") + "Status: timeout\t\n"
    recorder.stop(
        attempt, b'{"errorMessage": "Task timed out after 3.00 seconds"}', log, is_error=True
    )

    assert attempt.summary()["status"] == "timeout"


def test_keeps_an_error_that_is_not_json(recorder):
    attempt = recorder.start()
    recorder.stop(attempt, b"\xff no JSON", is_error=True)

    assert attempt.summary()["error"] == {"type": "Error", "message": "\ufffd no JSON"}


def test_cuts_what_a_function_gets_and_returns_but_counts_all_of_it(recorder):
    attempt = recorder.start(payload=b'"' + "é".encode() * 10_000 + b'"')
    recorder.stop(attempt, b"x" * 20_000)

    detail = attempt.detail()
    # 16 KiB end within an é, which is left out.
    assert len(detail["payload"].encode()) == (16 << 10) - 1
    assert (len(detail["response"]), detail["responseBytes"]) == (16 << 10, 20_000)
    assert (detail["payloadBytes"], len(attempt.summary()["payload"])) == (20_002, 600)


def test_lists_the_longest_payload_of_the_function_whole(recorder):
    """The console finds a payment's request by the idempotency key at its end."""
    payload = {"count": 10_000, "seed": "\u00e9" * 64, "idempotency_key": "k" * 128}
    text = json.dumps(payload)
    attempt = recorder.start(payload=text.encode())
    long = recorder.start(payload=b"x" * 5_000)

    assert attempt.summary()["payload"] == text
    assert len(long.summary()["payload"]) == 600


def test_derives_the_same_trace_id_for_all_attempts_whatever_the_caller_sent(recorder):
    first, second = (
        recorder.start(root="; a caller's text"),
        recorder.start(root="; a caller's text"),
    )

    assert first.trace_id == second.trace_id
    assert int(first.trace_id, 16)
    assert len(first.trace_id) == 32


def test_drops_the_oldest_above_the_capacity_and_counts_them():
    recorder = Recorder(Ring(capacity=2))
    facts = {"root": None, "function": "f", "account": "1", "payload": b"", "is_cold": False}
    for request_id in ("a", "b", "c"):
        recorder.begin(None, request_id=request_id, invocation_type="Event", **facts)

    ring = recorder.ring
    assert [attempt.request_id for attempt in ring.newest_first()] == ["c", "b"]
    assert (ring.dropped, ring.attempts_of("a"), ring.request_ids("")) == (1, [], ["b", "c"])


def test_drops_the_oldest_above_the_memory_limit_when_another_grows(recorder):
    recorder = Recorder(Ring(max_bytes=20_000))
    facts = {"root": None, "function": "f", "account": "1", "payload": b"", "is_cold": False}
    first = recorder.begin(None, request_id="a", invocation_type="Event", **facts)
    last = recorder.begin(None, request_id="b", invocation_type="Event", **facts)
    recorder.end(last, None, b"x" * 16_000, LOG, is_error=False)

    assert (recorder.ring.newest_first(), recorder.ring.dropped) == ([last], 1)
    # What was dropped no longer counts, although its invocation still ends.
    recorder.end(first, None, b"x" * 16_000, LOG, is_error=False)
    assert recorder.ring.newest_first() == [last]


def test_makes_room_by_what_it_drops():
    recorder = SampleRecorder(Ring(max_bytes=20_000))
    for _ in range(2):
        recorder.stop(recorder.start(), b"x" * 16_000)
    recorder.ring.clear()
    for _ in range(2):
        recorder.stop(recorder.start(), b"x" * 16_000)

    small = [recorder.start(str(number), payload=b"") for number in range(9)]

    assert recorder.ring.newest_first() == small[::-1]


def test_publishes_the_beginning_and_the_end(recorder):
    with recorder.subscribe() as events:
        recorder.stop(recorder.start())

        assert [events.get_nowait()["status"] for _ in range(2)] == ["running", "ok"]


def test_a_reader_that_does_not_read_loses_the_oldest(recorder):
    with recorder.subscribe() as events:
        for _ in range(1_003):
            recorder.start()

        assert (events.qsize(), events.get_nowait()["seq"]) == (1_000, 4)
