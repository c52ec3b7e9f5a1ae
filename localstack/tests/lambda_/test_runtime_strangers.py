"""The Runtime API for other processes on the machine, which do not know the secret path."""

import http.client
import socket
import threading
import time
from contextlib import ExitStack, closing

import pytest
from payments_sandbox.lambda_.invocation import Invocation
from payments_sandbox.lambda_.runtime_api import RuntimeApi
from payments_sandbox.lambda_.runtime_request import BASE_PATH
from test_runtime_api import request, send, where

INVOCATION = Invocation("r-1", b'{"count":3}', "arn:f", "Root=1")


@pytest.fixture
def api():
    api = RuntimeApi()
    yield api
    api.close()


def guesses():
    wrong = "0" * 32
    return [BASE_PATH, f"/{wrong}{BASE_PATH}", f"/{BASE_PATH}", f"/{wrong}/..{BASE_PATH}"]


@pytest.mark.parametrize("base", guesses())
def test_no_stranger_takes_an_event(api, base):
    future = api.submit(INVOCATION, time.time() + 5)

    response, body = send(where(api)[0], "GET", f"{base}/invocation/next")

    assert response.status == 403
    assert INVOCATION.payload not in body
    assert request(api, "GET", "/invocation/next")[1] == INVOCATION.payload
    assert not future.done()


@pytest.mark.parametrize("base", guesses())
@pytest.mark.parametrize("path", ["/invocation/r-1/response", "/invocation/r-1/error"])
def test_no_stranger_completes_an_event(api, base, path):
    future = api.submit(INVOCATION, time.time() + 5)

    response, _ = send(where(api)[0], "POST", base + path, b'{"stored":3}')

    assert response.status == 403
    assert not future.done()


@pytest.mark.parametrize("base", guesses())
def test_no_stranger_fails_the_start_or_makes_it_ready(api, base):
    host, _ = where(api)

    statuses = [
        send(host, "POST", f"{base}/init/error", b"{}")[0].status,
        send(host, "GET", f"{base}/invocation/next")[0].status,
    ]

    assert statuses == [403, 403]
    assert not api.ready.done()


def test_each_environment_has_a_path_that_cannot_be_guessed(api):
    with closing(RuntimeApi()) as other:
        secrets = {each.address.partition("/")[2] for each in (api, other)}

    assert [len(secret) for secret in secrets] == [32, 32]


@pytest.mark.parametrize("name", ["Origin", "Referer", "Sec-Fetch-Site", "sec-fetch-mode"])
def test_refuses_a_browser_even_with_the_path(api, name):
    future = api.submit(INVOCATION, time.time() + 5)

    response, _ = request(api, "POST", "/invocation/r-1/response", b"1", **{name: "null"})

    assert response.status == 403
    assert not future.done()


def test_reads_neither_headers_nor_body_of_a_stranger(api):
    host, port = where(api)[0].split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(f"POST {BASE_PATH}/init/error HTTP/1.1\r\n".encode())

        # The request line alone is refused, before any header is sent.
        assert connection.recv(12) == b"HTTP/1.1 403"


def test_closes_the_connection_of_a_silent_stranger(api, monkeypatch):
    monkeypatch.setattr("payments_sandbox.lambda_.runtime_request.RuntimeRequest.timeout", 0.2)
    host, port = where(api)[0].split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        assert connection.recv(1) == b""


def test_strangers_in_any_number_take_few_threads_and_keep_none_out(api):
    host, port = where(api)[0].split(":")
    before = threading.active_count()
    with ExitStack() as connections:
        for _ in range(200):
            connections.enter_context(socket.create_connection((host, int(port)), timeout=30))
        future = api.submit(INVOCATION, time.time() + 5)

        assert request(api, "GET", "/invocation/next")[1] == INVOCATION.payload
        assert request(api, "POST", "/invocation/r-1/response", b"1")[0].status == 202
        assert future.result(0).payload == b"1"
        assert threading.active_count() - before < 40


def test_keeps_the_connection_of_the_runtime_process(api, monkeypatch):
    monkeypatch.setattr("payments_sandbox.lambda_.runtime_request.RuntimeRequest.timeout", 0.2)
    host, base = where(api)
    with closing(http.client.HTTPConnection(host, timeout=30)) as process, ExitStack() as others:
        process.request("GET", f"{base}/invocation/next")
        api.ready.result(timeout=30)
        for _ in range(40):
            others.enter_context(
                closing(socket.create_connection(tuple(process.sock.getpeername())))
            )
        time.sleep(0.5)
        api.submit(INVOCATION, time.time() + 5)

        assert process.getresponse().read() == INVOCATION.payload
