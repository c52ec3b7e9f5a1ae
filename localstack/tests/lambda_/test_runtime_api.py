"""The Runtime API for a runtime client; for other processes see test_runtime_strangers.py."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from statistics import median

import pytest
from payments_sandbox.lambda_.invocation import MAX_RESPONSE_BYTES, Invocation
from payments_sandbox.lambda_.runtime_api import RuntimeApi
from payments_sandbox.lambda_.runtime_request import BASE_PATH

INVOCATION = Invocation("r-1", b'{"count":3}', "arn:f", "Root=1")


@pytest.fixture
def api():
    api = RuntimeApi()
    yield api
    api.close()


def where(api):
    """Host and port, and the prefix of each path."""
    host, _, secret = api.address.partition("/")
    return host, f"/{secret}{BASE_PATH}" if secret else BASE_PATH


def request(api, method, path, body=None, **headers):
    host, base = where(api)
    return send(host, method, base + path, body, headers)


def send(host, method, path, body=None, headers=None):
    with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()


def test_is_ready_when_an_invocation_is_asked_for(api):
    with ThreadPoolExecutor() as pool:
        pool.submit(request, api, "GET", "/invocation/next")

        assert api.ready.result(timeout=30) is None
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
    future = api.submit(INVOCATION, time.time())

    response, _ = request(api, "POST", "/invocation/r-1/response", b"42")

    assert response.status == 202
    assert future.result(0).payload == b"42"
    assert not future.result(0).is_error


def test_completes_the_invocation_with_the_error(api):
    future = api.submit(INVOCATION, time.time())

    request(api, "POST", "/invocation/r-1/error", b'{"errorType":"TypeError"}')

    assert future.result(0).error_type == "TypeError"


@pytest.mark.parametrize("kind", ["response", "error"])
def test_refuses_a_request_id_that_is_not_current(api, kind):
    future = api.submit(INVOCATION, time.time())

    response, body = request(api, "POST", f"/invocation/r-0/{kind}", b"{}")

    assert response.status == 400
    assert json.loads(body)["errorType"] == "InvalidRequestID"
    assert not future.done()


def test_refuses_a_second_response(api):
    api.submit(INVOCATION, time.time())
    request(api, "POST", "/invocation/r-1/response", b"1")

    response, _ = request(api, "POST", "/invocation/r-1/response", b"2")

    assert response.status == 400


def test_refuses_a_response_that_is_too_large(api):
    future = api.submit(INVOCATION, time.time())

    response, body = request(
        api, "POST", "/invocation/r-1/response", b"x" * (MAX_RESPONSE_BYTES + 1)
    )

    assert response.status == 413
    assert json.loads(body)["errorType"] == "RequestEntityTooLarge"
    assert future.result(0).error_type == "Function.ResponseSizeTooLarge"


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


def test_responds_without_delay_on_a_kept_connection(api):
    host, base = where(api)
    took = []
    with closing(http.client.HTTPConnection(host)) as connection:
        for _ in range(20):
            started = time.perf_counter()
            connection.request("GET", f"{base}/nothing")
            connection.getresponse().read()
            took.append(time.perf_counter() - started)

    # A delayed acknowledgement takes 40 ms. A busy machine delays some responses, not most.
    assert median(took) < 0.04


def test_ends_the_wait_of_a_process_when_it_closes(api):
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(request, api, "GET", "/invocation/next")
        api.ready.result(timeout=30)

        api.close()

        assert waiting.result(timeout=30)[0].status == 410


def test_refuses_a_second_consumer(api):
    with ThreadPoolExecutor() as pool:
        first = pool.submit(request, api, "GET", "/invocation/next")
        api.ready.result(timeout=30)

        response, _ = request(api, "GET", "/invocation/next")
        api.submit(INVOCATION, time.time())

        assert response.status == 409
        assert first.result(timeout=30)[1] == INVOCATION.payload


def drop_a_poll(api):
    """Asks for an invocation and closes the connection, as a client that dies."""
    host, base = where(api)
    with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
        connection.request("GET", f"{base}/invocation/next")
        api.ready.result(timeout=30)


@pytest.mark.parametrize("when", ["before the invocation", "after it"])
def test_delivers_at_once_what_a_dropped_poll_would_have_taken(api, when):
    drop_a_poll(api)
    if when == "after it":
        api.submit(INVOCATION, time.time())
        # Time for the server to notice the closed connection.
        time.sleep(0.1)

    with ThreadPoolExecutor() as pool:
        started = time.monotonic()
        real = pool.submit(request, api, "GET", "/invocation/next")
        if when != "after it":
            time.sleep(0.1)
            api.submit(INVOCATION, time.time())
        body = real.result(timeout=30)[1]

    assert body == INVOCATION.payload
    assert time.monotonic() - started < 5


def test_delivers_again_after_the_connection_broke_during_a_response(api):
    large = Invocation("r-1", b"x" * (6 << 20), "arn:f", "Root=1")
    host, base = where(api)
    with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
        connection.request("GET", f"{base}/invocation/next")
        api.ready.result(timeout=30)
        api.submit(large, time.time())
        # The header has arrived, but most of the body has not.
        connection.sock.recv(1)

    assert request(api, "GET", "/invocation/next")[1] == large.payload


def test_is_not_ready_again_until_the_invocation_is_complete(api):
    drop_a_poll(api)
    future = api.submit(INVOCATION, time.time())
    time.sleep(0.1)
    request(api, "GET", "/invocation/next")

    assert not api.ready.done()
    request(api, "POST", "/invocation/r-1/response", b"1")
    assert future.result(0).payload == b"1"


def test_ignores_an_incomplete_response(api):
    future = api.submit(INVOCATION, time.time())
    host, base = where(api)
    with closing(http.client.HTTPConnection(host, timeout=30)) as connection:
        connection.putrequest("POST", f"{base}/invocation/r-1/response")
        connection.putheader("Content-Length", "10")
        connection.endheaders(b"half")
    time.sleep(0.2)

    assert not future.done()


@pytest.mark.parametrize("length", ["-1", "many", "1e9"])
def test_refuses_an_invalid_length(api, length):
    future = api.submit(INVOCATION, time.time())

    response, _ = request(api, "POST", "/invocation/r-1/response", **{"Content-Length": length})

    assert response.status == 411
    assert not future.done()
