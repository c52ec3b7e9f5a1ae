"""The Runtime API as a runtime client sees it."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from payments_sandbox.invocation import MAX_RESPONSE_BYTES, Invocation
from payments_sandbox.runtime_api import BASE_PATH, RuntimeApi

INVOCATION = Invocation("r-1", b'{"count":3}', "arn:f", "Root=1")


@pytest.fixture
def api():
    api = RuntimeApi()
    yield api
    api.close()


def request(api, method, path, body=None):
    with closing(http.client.HTTPConnection(api.address, timeout=5)) as connection:
        connection.request(method, BASE_PATH + path, body)
        response = connection.getresponse()
        return response, response.read()


def test_is_ready_when_an_invocation_is_asked_for(api):
    with ThreadPoolExecutor() as pool:
        pool.submit(request, api, "GET", "/invocation/next")

        assert api.ready.result(timeout=2) is None
        api.submit(INVOCATION, time.time())


def test_hands_out_the_invocation_with_its_deadline(api):
    deadline = time.time() + 3
    api.submit(INVOCATION, deadline)

    response, body = request(api, "GET", "/invocation/next")

    assert body == b'{"count":3}'
    assert response.headers["Lambda-Runtime-Aws-Request-Id"] == "r-1"
    assert response.headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:f"
    assert response.headers["Lambda-Runtime-Trace-Id"] == "Root=1"
    assert int(response.headers["Lambda-Runtime-Deadline-Ms"]) == int(deadline * 1000)


def test_completes_the_invocation_with_the_response(api):
    answer = api.submit(INVOCATION, time.time())

    response, _ = request(api, "POST", "/invocation/r-1/response", b"42")

    assert response.status == 202
    assert answer.result(0).payload == b"42"
    assert not answer.result(0).is_error


def test_completes_the_invocation_with_the_error(api):
    answer = api.submit(INVOCATION, time.time())

    request(api, "POST", "/invocation/r-1/error", b'{"errorType":"TypeError"}')

    assert answer.result(0).error_type == "TypeError"


@pytest.mark.parametrize("kind", ["response", "error"])
def test_refuses_a_request_id_that_is_not_under_way(api, kind):
    answer = api.submit(INVOCATION, time.time())

    response, body = request(api, "POST", f"/invocation/r-0/{kind}", b"{}")

    assert response.status == 400
    assert json.loads(body)["errorType"] == "InvalidRequestID"
    assert not answer.done()


def test_refuses_a_second_answer(api):
    api.submit(INVOCATION, time.time())
    request(api, "POST", "/invocation/r-1/response", b"1")

    response, _ = request(api, "POST", "/invocation/r-1/response", b"2")

    assert response.status == 400


def test_refuses_a_response_that_is_too_large(api):
    answer = api.submit(INVOCATION, time.time())

    response, body = request(
        api, "POST", "/invocation/r-1/response", b"x" * (MAX_RESPONSE_BYTES + 1)
    )

    assert response.status == 413
    assert json.loads(body)["errorType"] == "RequestEntityTooLarge"
    assert answer.result(0).error_type == "Function.ResponseSizeTooLarge"


def test_takes_an_initialisation_error_once(api):
    statuses = [
        request(api, "POST", "/init/error", b'{"errorType":"RangeError"}')[0].status
        for _ in range(2)
    ]

    assert api.ready.result(0).error_type == "RangeError"
    assert statuses == [202, 400]


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("POST", "/nothing")])
def test_knows_no_other_path(api, method, path):
    assert request(api, method, path)[0].status == 404


def test_answers_at_once_on_a_connection_that_is_kept(api):
    with closing(http.client.HTTPConnection(api.address)) as connection:
        started = time.perf_counter()

        for _ in range(20):
            connection.request("GET", f"{BASE_PATH}/nothing")
            connection.getresponse().read()

    # Delayed acknowledgements, 40 ms each, would take 0.8 s.
    assert time.perf_counter() - started < 0.7


def test_tells_a_waiting_process_that_it_is_over(api):
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(request, api, "GET", "/invocation/next")
        api.ready.result(timeout=2)

        api.close()

        assert waiting.result(timeout=2)[0].status == 410
