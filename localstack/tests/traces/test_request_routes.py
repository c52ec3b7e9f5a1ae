import json
import threading
import time

import pytest
from localstack.http import Request
from payments_sandbox.traces import stream
from payments_sandbox.traces.routes import Routes, serve_off
from samples import ERROR, KEY, LOG, REQUEST_ID, SampleRecorder


@pytest.fixture
def recorder():
    return SampleRecorder()


@pytest.fixture
def routes(recorder):
    return Routes(recorder)


def listed(routes, query=""):
    response = routes.serve_list(Request("GET", query_string=query))
    return response.status_code, response.json


def ids(routes, query):
    return [each["id"] for each in listed(routes, query)[1]["requests"]]


def shown(routes, prefix, query=""):
    response = routes.serve_one(Request("GET", query_string=query), prefix)
    return response.status_code, response.json


@pytest.fixture
def three(recorder):
    """One that succeeded, one that failed, one that runs."""
    recorder.stop(recorder.start("aaa-1"))
    recorder.stop(recorder.start("aab-2", account="222222222222"), ERROR, is_error=True)
    recorder.start("aab-3")


def test_lists_the_newest_first(three, routes):
    status, body = listed(routes)

    assert status == 200
    assert [each["id"] for each in body["requests"]] == ["aab-3", "aab-2", "aaa-1"]
    assert (body["dropped"], body["capacity"]) == (0, 2_000)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=1", ["aab-3"]),
        ("after=1", ["aab-3", "aab-2"]),
        ("status=failed", ["aab-2"]),
        ("status=running", ["aab-3"]),
        ("account=222222222222", ["aab-2"]),
        ("status=ok&limit=1", ["aaa-1"]),
    ],
)
def test_selects_by_its_query(three, routes, query, expected):
    assert ids(routes, query) == expected


def test_takes_a_timeout_for_a_failure(routes, recorder):
    recorder.stop(recorder.start(), b"{}", LOG.rstrip("\n") + "Status: timeout\t\n", is_error=True)

    assert ids(routes, "status=failed") == ids(routes, "status=timeout") == [REQUEST_ID]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=2001", "limit=x", "after=-1", "status=bad", "color=red", "limit=²"]
)
def test_refuses_a_query_that_it_does_not_have(routes, query):
    status, body = listed(routes, query)

    assert (status, list(body)) == (400, ["message"])


def test_forgets_all_requests(three, routes):
    assert routes.serve_list(Request("DELETE")).status_code == 204

    assert listed(routes)[1]["requests"] == []


def test_shows_one_request_by_a_unique_prefix(three, routes):
    status, body = shown(routes, "AAA")

    assert (status, body["id"], "attempts" in body) == (200, "aaa-1", False)


def test_shows_all_attempts_of_a_request(routes, recorder):
    recorder.stop(recorder.start(), ERROR, is_error=True)
    recorder.stop(recorder.start())

    _, body = shown(routes, REQUEST_ID)
    assert [each["status"] for each in body["attempts"]] == ["failed", "ok"]
    assert (body["attempt"], body["status"]) == (2, "ok")


def test_lists_the_matches_of_an_ambiguous_prefix(three, routes):
    status, body = shown(routes, "aab")

    assert (status, [each["id"] for each in body["matches"]]) == (409, ["aab-3", "aab-2"])


def test_finds_an_id_that_is_the_beginning_of_another(routes, recorder):
    recorder.start("aaa")
    recorder.start("aaa-1")

    assert shown(routes, "aaa")[1]["id"] == "aaa"


def test_does_not_find_an_unknown_request(three, routes):
    assert shown(routes, "fff") == (
        404,
        {"message": "No recorded request starts with fff.", "dropped": 0},
    )


def test_says_that_nothing_is_recorded():
    response = serve_off(Request("GET"), prefix="aaa")

    assert (response.status_code, response.json["recording"]) == (404, False)


def test_streams_the_beginning_and_the_end_of_an_attempt(recorder):
    events = stream.stream(recorder, heartbeat_seconds=0.01).response

    assert next(events).startswith(b":")
    recorder.stop(recorder.start())

    received = [next(events).decode() for _ in range(3)]
    assert [text.startswith("event: request\ndata: ") for text in received] == [True, True, False]
    summaries = [json.loads(text.partition("data: ")[2]) for text in received[:2]]
    assert [each["status"] for each in summaries] == ["running", "ok"]
    # A comment, after which the server notices a reader that has gone.
    assert received[2] == ": still open\n\n"
    events.close()


def test_ends_a_stream_when_the_emulator_stops(recorder, monkeypatch):
    stopping = threading.Event()
    monkeypatch.setattr(stream.events, "infra_stopping", stopping)
    events = stream.stream(recorder).response
    next(events)
    stopping.set()

    started = time.monotonic()
    with pytest.raises(StopIteration):
        next(events)

    assert time.monotonic() - started < stream.HEARTBEAT_SECONDS / 2
    events.close()


def test_gives_the_place_of_a_closed_stream_to_another(recorder):
    open_streams = [stream.stream(recorder) for _ in range(stream.MAX_STREAMS)]
    refused = stream.stream(recorder)
    for each in open_streams:
        each.close()
    last = stream.stream(recorder)
    last.close()

    assert (refused.status_code, last.status_code) == (503, 200)


def test_has_no_key_in_any_response(three, routes):
    assert KEY not in json.dumps([listed(routes), shown(routes, "aaa")])
