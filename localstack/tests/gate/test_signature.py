from datetime import UTC, datetime, timedelta

import pytest
from gate.signing import DEVELOPER, HOST, form, form_v2, pre_signed, sent, signed
from payments_sandbox.gate.refusal import Problem, RefusedError
from payments_sandbox.gate.signature import Signature, read_signature
from payments_sandbox.gate.verification import verify_signature


def verify(request, secret=DEVELOPER.secret_key, **moved):
    signature = read_signature(request)
    verify_signature(request, signature, secret, signed_at(signature) + timedelta(**moved))
    return signature


def signed_at(signature: Signature) -> datetime:
    """Many requests are signed when this file is loaded, which may be minutes ago."""
    if not signature.timestamp:
        return datetime.now(UTC)
    return datetime.strptime(signature.timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def problem_of(request, **arguments) -> Problem:
    with pytest.raises(RefusedError) as refused:
        verify(request, **arguments)
    return refused.value.problem


@pytest.mark.parametrize(
    "request_of_a_client",
    [
        signed(),
        signed(service="sqs", body=b"Action=ListQueues"),
        signed("GET", "/2015-03-31/functions/arn%3Aaws%3Alambda/x", "lambda", body=b""),
        signed("GET", "/", "sts", body=b"", X_Amz_Meta="  two   spaces "),
        signed("PUT", "/bucket/a%20b//%C3%BC%2B/../c", "s3", body=b"data"),
        signed("GET", "/bucket?list-type=2&prefix=a%2Fb&delimiter=", "s3", body=b""),
        signed("GET", "/bucket?uploads", "s3", body=b""),
        signed(region="eu-central-1"),
        pre_signed(),
        pre_signed("PUT", "/bucket/a%20b?x-id=PutObject"),
        form(),
        form_v2(),
    ],
)
def test_accepts_what_a_client_signed(request_of_a_client):
    assert verify(request_of_a_client).access_key_id == DEVELOPER.access_key


@pytest.mark.parametrize(
    "request_of_a_client",
    [signed(), signed("PUT", "/b/k", "s3"), pre_signed(), form(), form_v2()],
)
def test_refuses_another_secret(request_of_a_client):
    assert problem_of(request_of_a_client, secret="another") is Problem.WRONG_SIGNATURE


def with_target(request, target):
    request.environ["RAW_URI"] = target
    return request


def with_method(request, method):
    request.method = method
    return request


def with_header(request, name, value):
    request.headers[name] = value
    return request


@pytest.mark.parametrize(
    "tampered",
    [
        with_target(signed(), "/other"),
        with_target(signed(), "/?Action=PurgeQueue"),
        with_method(signed(), "PUT"),
        with_method(pre_signed(), "DELETE"),
        with_header(signed(X_Amz_Target="DynamoDB.Scan"), "X-Amz-Target", "DynamoDB.DeleteTable"),
        with_header(signed("PUT", "/b/k", "s3"), "X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD"),
    ],
)
def test_refuses_a_request_that_was_changed_after_it_was_signed(tampered):
    assert problem_of(tampered) is Problem.WRONG_SIGNATURE


def test_refuses_another_body():
    original = signed(body=b'{"TableName":"a"}')
    headers = dict(original.headers)

    forged = sent("POST", f"http://{HOST}/", headers, b'{"TableName":"b"}')

    assert problem_of(forged) is Problem.WRONG_SIGNATURE


@pytest.mark.parametrize(
    ("request_of_a_client", "minutes", "problem"),
    [
        (signed(), 6, Problem.SKEWED),
        (signed(), -6, Problem.SKEWED),
        (signed("GET", "/b", "s3", body=b""), 16, Problem.SKEWED),
        (pre_signed(), 61, Problem.EXPIRED),
        (pre_signed(), -16, Problem.EXPIRED),
    ],
)
def test_refuses_a_signature_outside_its_time_limits(request_of_a_client, minutes, problem):
    assert problem_of(request_of_a_client, minutes=minutes) is problem


def test_allows_s3_a_larger_skew_than_other_services():
    assert verify(signed("GET", "/b", "s3", body=b""), minutes=14)


def test_leaves_the_expiration_of_a_form_to_localstack():
    assert verify(form(), days=1)


AUTHORIZATION = signed().headers["Authorization"]


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({}, Problem.NO_SIGNATURE),
        ({"Authorization": "Bearer x"}, Problem.OTHER_ALGORITHM),
        ({"Authorization": "Basic eDp5"}, Problem.OTHER_ALGORITHM),
        ({"Authorization": "AWS 000000000000:x"}, Problem.OTHER_ALGORITHM),
        ({"Authorization": AUTHORIZATION.lower()}, Problem.OTHER_ALGORITHM),
        ({"Authorization": AUTHORIZATION.split(",")[0]}, Problem.INCOMPLETE),
        ({"Authorization": f"{AUTHORIZATION}, Credential=x"}, Problem.INCOMPLETE),
        ({"Authorization": AUTHORIZATION.replace("host;", "")}, Problem.INCOMPLETE),
        # Without the X-Amz-Date header, which must match the date of the scope.
        ({"Authorization": AUTHORIZATION}, Problem.INCOMPLETE),
    ],
)
def test_refuses_an_incomplete_or_unsupported_signature(headers, problem):
    assert problem_of(sent("POST", f"http://{HOST}/", headers)) is problem


def test_refuses_a_header_and_a_query_together():
    request = pre_signed()
    request.headers["Authorization"] = AUTHORIZATION
    assert problem_of(request) is Problem.TWO_SIGNATURES


def test_refuses_two_headers():
    request = signed()
    request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=other")
    assert problem_of(request) is Problem.TWO_SIGNATURES


OTHER = "Credential=000000000000/x/y/z"


@pytest.mark.parametrize(
    ("part", "hidden"),
    [
        ("SignedHeaders=", f"SignedHeaders={OTHER};"),
        ("/us-east-1/", f"/{OTHER.partition('/')[0]}/"),
        ("Signature=", f"Signature={OTHER}"),
    ],
)
def test_refuses_a_second_caller_hidden_in_a_field(part, hidden):
    request = signed()
    authorization = request.headers["Authorization"]
    request.headers["Authorization"] = authorization.replace(part, hidden)
    assert problem_of(request) is Problem.INCOMPLETE


@pytest.mark.parametrize("request_of_a_client", [signed("PUT", "/b/k", "s3"), pre_signed("PUT")])
def test_refuses_an_unsigned_amz_header(request_of_a_client):
    with_header(request_of_a_client, "x-amz-copy-source", "/b/secret")
    assert problem_of(request_of_a_client) is Problem.UNSIGNED_HEADER


@pytest.mark.parametrize("make", [form, form_v2])
@pytest.mark.parametrize(
    "path", ["/", "/b/k?uploads", "/b?delete", "/000000000000/queue", "/2015-03-31/functions"]
)
def test_accepts_the_signature_of_a_form_only_for_an_upload(make, path):
    assert problem_of(make(path)) is Problem.NO_SIGNATURE


def test_accepts_a_form_only_for_s3():
    assert problem_of(form(service="sqs")) is Problem.INCOMPLETE
