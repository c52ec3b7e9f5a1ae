"""An event is refused before it is accepted."""

import json
from inspect import signature

import pytest
from localstack.aws.api.lambda_ import (
    InvalidRequestContentException,
    InvocationType,
    RequestTooLargeException,
)
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from payments_sandbox.patches.payload_checks import checking

SYNCHRONOUS, ASYNCHRONOUS = InvocationType.RequestResponse, InvocationType.Event


class Service:
    """Keeps what it accepts."""

    def __init__(self):
        self.accepted = []

    @checking
    def invoke(self, *, function_name, invocation_type, payload):
        self.accepted.append(payload)
        return self.accepted


@pytest.fixture
def service():
    return Service()


@pytest.fixture
def invoke(service):
    return lambda payload, invocation_type: service.invoke(
        function_name="f", invocation_type=invocation_type, payload=payload
    )


@pytest.mark.parametrize("invocation_type", [None, SYNCHRONOUS, ASYNCHRONOUS])
@pytest.mark.parametrize(
    "payload",
    [
        b"not json",
        b"{",
        b"{'count':3}",
        b'{"count":3}}',
        b"NaN",
        b"[-Infinity]",
        b"\xff\xfe",
        '{"count":3}'.encode("utf-16"),
        "\ufeff{}".encode(),
        b" ",
        b"[" * 200_000,
    ],
)
def test_refuses_what_is_not_json(service, invoke, payload, invocation_type):
    with pytest.raises(
        InvalidRequestContentException, match="Could not parse request body into json: "
    ):
        invoke(payload, invocation_type)
    assert service.accepted == []


@pytest.mark.parametrize("invocation_type", [None, SYNCHRONOUS, ASYNCHRONOUS])
@pytest.mark.parametrize(
    "payload", [b'{"count":3}', b"1e400", b"null", b'"\xc3\xa9"', b" [] \n", b"1" * 5000]
)
def test_accepts_json_as_it_is(invoke, payload, invocation_type):
    assert invoke(payload, invocation_type) == [payload]


@pytest.mark.parametrize("payload", [None, b""])
def test_takes_a_request_without_a_body(invoke, payload):
    assert invoke(payload, ASYNCHRONOUS) == [b"{}"]


@pytest.mark.parametrize(
    ("invocation_type", "limit"), [(SYNCHRONOUS, 6_291_456), (ASYNCHRONOUS, 1_048_576)]
)
def test_refuses_a_payload_that_is_too_large(invoke, invocation_type, limit):
    largest = json.dumps("x" * (limit - 2)).encode()

    assert invoke(largest, invocation_type) == [largest]
    with pytest.raises(
        RequestTooLargeException,
        match=f"{limit + 1} byte payload is too large for the {invocation_type} invocation type"
        rf" \(limit {limit} bytes\)",
    ):
        invoke(largest + b" ", invocation_type)


def test_localstacks_service_takes_what_is_checked():
    """By name, as `checking` does."""
    parameters = signature(LambdaService.invoke).parameters

    assert {"payload", "invocation_type"} <= set(parameters)
