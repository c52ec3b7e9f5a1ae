"""The body of a request to S3, which its signed header names."""

import hashlib
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws import handlers
from localstack.aws.api import CommonServiceException
from localstack.http import Request
from payments_sandbox.patches.payload_hash import (
    KEPT_IN_MEMORY,
    check_payload_hash,
    check_payload_hashes,
)

BODY = b"a payment"
OF_BODY = hashlib.sha256(BODY).hexdigest()
OF_OTHER = hashlib.sha256(b"another").hexdigest()


def context_of(header: str, service: str = "s3", streamed: bytes | None = BODY) -> Any:
    """A request with a streamed body, as of PutObject, or without, as of DeleteObjects."""
    return SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        service_request={"Body": BytesIO(streamed)} if streamed is not None else {},
        request=Request("PUT", body=BODY, headers={"X-Amz-Content-SHA256": header}),
    )


def check(context: Any) -> None:
    check_payload_hash(None, context, None)


@pytest.fixture
def installed() -> Any:
    handlers_of_requests = handlers.serve_custom_service_request_handlers.handlers
    before = list(handlers_of_requests)
    yield handlers_of_requests
    handlers_of_requests[:] = before


def test_localstack_accepts_any_body(installed):
    assert check_payload_hash not in installed


def test_every_request_is_checked(installed):
    check_payload_hashes()

    assert check_payload_hash in installed


@pytest.mark.parametrize("streamed", [BODY, None])
def test_refuses_a_body_that_its_header_does_not_name(streamed):
    context = context_of(OF_OTHER, streamed=streamed)

    with pytest.raises(CommonServiceException) as refused:
        check(context)

    assert (refused.value.code, refused.value.status_code) == ("XAmzContentSHA256Mismatch", 400)


def test_accepts_a_body_that_its_header_names_and_leaves_it_readable():
    context = context_of(OF_BODY)

    check(context)

    with context.service_request["Body"] as body:
        assert body.read() == BODY
    check(context_of(OF_BODY, streamed=None))


def test_a_large_body_is_checked_too():
    large = b"x" * (KEPT_IN_MEMORY + 1)
    context = context_of(hashlib.sha256(large).hexdigest(), streamed=large)

    check(context)

    with context.service_request["Body"] as body:
        assert body.read() == large


@pytest.mark.parametrize(
    "header", ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "", OF_OTHER.upper()]
)
def test_a_body_without_a_signed_hash_is_not_read(header):
    context = context_of(header)

    check(context)

    assert context.service_request["Body"].tell() == 0


def test_other_services_are_verified_by_the_gate():
    check(context_of(OF_OTHER, service="sqs"))
