"""LocalStack's Lambda service rejects a malformed event before it accepts it."""

import json
from types import SimpleNamespace

import pytest
from localstack.aws.api.lambda_ import (
    InvalidRequestContentException,
    InvocationType,
    RequestTooLargeException,
)
from localstack.services.lambda_.invocation import lambda_service
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from payments_sandbox.patches.payload_checks import check_payloads

ACCOUNT, REGION = "111111111111", "us-east-1"
SYNCHRONOUS, ASYNCHRONOUS = InvocationType.RequestResponse, InvocationType.Event


@pytest.fixture
def accepted(monkeypatch):
    """The payloads that LocalStack's service has accepted for the function `f`."""
    config = SimpleNamespace(runtime="nodejs22.x", package_type="Zip", CapacityProviderConfig=None)
    function = SimpleNamespace(versions={"$LATEST": SimpleNamespace(config=config)})
    stores = {ACCOUNT: {REGION: SimpleNamespace(functions={"f": function})}}
    monkeypatch.setattr(lambda_service, "lambda_stores", stores)
    payloads = []

    def accept(invocation):
        payloads.append(invocation.payload)
        return SimpleNamespace(is_error=False)

    manager = SimpleNamespace(invoke=accept, enqueue_event=accept)
    monkeypatch.setattr(LambdaService, "get_lambda_version_manager", lambda *_: manager)
    monkeypatch.setattr(LambdaService, "get_lambda_event_manager", lambda *_: manager)
    return payloads


def send(payload, invocation_type):
    object.__new__(LambdaService).invoke(
        function_name="f",
        qualifier=None,
        region=REGION,
        account_id=ACCOUNT,
        invocation_type=invocation_type,
        client_context=None,
        request_id="r-1",
        payload=payload,
    )


@pytest.fixture
def invoke(accepted):
    """Invokes through the patched service."""
    check_payloads()

    def send_and_return_accepted(payload, invocation_type):
        send(payload, invocation_type)
        return accepted

    return send_and_return_accepted


@pytest.mark.parametrize("invocation_type", [None, SYNCHRONOUS, ASYNCHRONOUS])
def test_localstack_accepts_what_is_not_json(accepted, invocation_type):
    send(b"not json", invocation_type)

    assert accepted == [b"not json"]


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
def test_refuses_what_is_not_json(accepted, invoke, payload, invocation_type):
    with pytest.raises(
        InvalidRequestContentException, match="Could not parse request body into json: "
    ):
        invoke(payload, invocation_type)
    assert accepted == []


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
