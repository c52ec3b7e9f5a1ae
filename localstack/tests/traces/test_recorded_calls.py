"""The handlers of the chain, in the order in which LocalStack calls them."""

import json

import pytest
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.spec import load_service
from localstack.http import Request, Response
from payments_sandbox.faults.effects import lose_response
from payments_sandbox.iam.policy import StatementRef
from payments_sandbox.traces import current
from payments_sandbox.traces.calls import CallRecorder
from samples import KEY, REQUEST_ID, SampleRecorder

SCOPE = "20260101/us-east-1/dynamodb/aws4_request"


@pytest.fixture
def recorder():
    return SampleRecorder()


@pytest.fixture
def call(recorder):
    """Sends one call through the handlers; `serve` stands for IAM, faults and the service."""
    calls = CallRecorder(recorder)

    def send(
        operation="BatchWriteItem",
        parameters=None,
        serve=lambda context, response: None,
        service="dynamodb",
        key=KEY,
        body=b"",
        **headers,
    ):
        context = RequestContext(
            Request(
                "POST",
                body=body or json.dumps(parameters).encode(),
                headers={
                    "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{SCOPE}",
                    **{name.replace("_", "-"): value for name, value in headers.items()},
                },
            )
        )
        context.service = load_service(service)
        context.operation = context.service.operation_model(operation)
        context.service_request = parameters
        response = Response(b"{}", status=200)
        calls.arrive(None, context, response)
        calls.begin(None, context, response)
        serve(context, response)
        calls.finish(None, context, response)

    return send


def batch(*ids):
    return {"RequestItems": {"payments": [{"PutRequest": {"Item": {"id": each}}} for each in ids]}}


def leave(*ids):
    def serve(context, response):
        context.service_response = {"UnprocessedItems": batch(*ids)["RequestItems"]}

    return serve


def fail(context, response):
    context.service_exception = CommonServiceException("InternalServerError", "no")
    response.status_code = 500


def spans(attempt):
    return attempt.detail()["spans"]


def test_records_a_call_of_the_function(recorder, call):
    attempt = recorder.start()
    call(parameters=batch("a", "b", "c"), serve=leave("b"))

    [span] = spans(attempt)
    assert span | {"startMs": 0, "durationMs": 0} == {
        "service": "dynamodb",
        "operation": "BatchWriteItem",
        "startMs": 0,
        "durationMs": 0,
        "status": 200,
        "requestBytes": len(json.dumps(batch("a", "b", "c"))),
        "responseBytes": 2,
        "principal": None,
        "iam": {
            "allowed": None,
            "action": None,
            "resource": None,
            "statement": None,
            "statements": [],
        },
        "fault": None,
        "retry": 0,
        "items": 3,
        "unprocessed": 1,
        "error": None,
        "source": "function",
    }
    assert 0 <= span["startMs"] < 1_000
    assert 0 <= span["durationMs"] < 1_000
    assert (attempt.summary()["calls"], attempt.summary()["items"]) == (1, 2)


def test_ignores_a_call_that_belongs_to_no_attempt(recorder, call):
    attempt = recorder.start()
    call(key="000000000000", serve=lambda *_: current.note_fault("drop"))

    assert spans(attempt) == []


def test_records_a_call_of_lambda_for_a_request_but_not_how_it_gets_credentials(recorder, call):
    attempt = recorder.start(key=None)
    with recorder.on_behalf_of(REQUEST_ID):
        call("AssumeRole", service="sts")
        call("PutLogEvents", service="logs")

    assert [(span["operation"], span["source"]) for span in spans(attempt)] == [
        ("PutLogEvents", "lambda")
    ]
    assert attempt.summary()["calls"] == 0


def test_notes_the_verdict_that_denied_although_another_permission_was_allowed(recorder, call):
    def serve(context, response):
        current.note_statements("identity-based policy", [StatementRef(0, 0, "Read", "{}")])
        current.note_verdict("s3:GetObject", "a", allowed=True)
        current.note_verdict("kms:Decrypt", "b", allowed=False)
        current.note_verdict("s3:GetObjectTagging", "c", allowed=True)
        response.status_code = 403

    attempt = recorder.start()
    call(serve=serve)

    [span] = spans(attempt)
    assert span["iam"] == {
        "allowed": False,
        "action": "kms:Decrypt",
        "resource": "b",
        "statement": None,
        "statements": [],
    }
    assert attempt.summary()["denied"] == 1


def test_names_the_statements_that_decided_by_sid_or_position(recorder, call):
    def serve(context, response):
        found = [StatementRef(0, 1, "Write", "{}"), StatementRef(1, 2, None, "{}")]
        current.note_statements("identity-based policy", found)
        current.note_verdict("s3:PutObject", "a", allowed=True)

    attempt = recorder.start()
    call(serve=serve)
    call(serve=lambda *_: current.note_verdict("s3:PutObject", "a", allowed=True))

    assert [span["iam"]["statement"] for span in spans(attempt)] == [
        "Write, statement 3 of policy 2 in identity-based policy",
        None,
    ]


def test_keeps_the_text_of_the_statements_that_decided_up_to_a_limit(recorder, call):
    def serve(context, response):
        found = [StatementRef(0, n, None, text) for n, text in enumerate(texts)]
        current.note_statements("identity-based policy", found)
        current.note_verdict("s3:PutObject", "a", allowed=True)

    texts = ['{"Effect":"Allow"}', "x" * 5_000, "{}", "{}", "one too many"]
    attempt = recorder.start()
    call(serve=serve)
    call(serve=lambda *_: current.note_verdict("s3:PutObject", "a", allowed=True))

    [decided, undecided] = [span["iam"]["statements"] for span in spans(attempt)]
    assert decided == [texts[0], "x" * 2_048 + "…", "{}", "{}"]
    assert undecided == []


def test_notes_a_fault_and_counts_only_items_that_the_function_knows_to_be_written(recorder, call):
    attempt = recorder.start()
    call(parameters=batch("a"), serve=lambda *_: current.note_fault("drop"))
    call(parameters=batch("b"), serve=fail)
    call("PutItem", parameters={"Item": {"id": "c"}})

    assert [(span["fault"], span["error"]) for span in spans(attempt)] == [
        ("drop", None),
        (None, "InternalServerError"),
        (None, None),
    ]
    assert (attempt.summary()["faults"], attempt.summary()["items"]) == (1, 1)


def test_keeps_the_notes_of_a_call_whose_service_calls_another(recorder, call):
    def serve(context, response):
        call(key="000000000000", serve=lambda *_: current.note_fault("inner"))
        current.note_fault("outer")

    attempt = recorder.start()
    call(serve=serve)

    assert [span["fault"] for span in spans(attempt)] == ["outer"]


def test_counts_retries_by_content_until_the_call_succeeds(recorder, call):
    attempt = recorder.start()
    for serve in (fail, fail, lambda *_: None, lambda *_: None):
        call("PutItem", {"Item": {"id": "a"}}, serve)

    assert [span["retry"] for span in spans(attempt)] == [0, 1, 2, 0]
    assert attempt.summary()["retries"] == 2


def test_counts_a_call_whose_response_was_lost_as_failed(recorder, call):
    attempt = recorder.start()

    def lose(context, response):
        context.response_is_lost = True
        lose_response(None, context, response)

    call("PutItem", {"Item": {"id": "a"}}, lose)
    call("PutItem", {"Item": {"id": "a"}})

    assert [span["retry"] for span in spans(attempt)] == [0, 1]
    assert spans(attempt)[0]["durationMs"] is not None


def test_counts_a_batch_of_unprocessed_items_as_a_retry(recorder, call):
    attempt = recorder.start()
    call(parameters=batch("a", "b"), serve=leave("b"))
    call(parameters=batch("b"), serve=leave("b"))
    call(parameters=batch("b"), serve=leave())
    call(parameters=batch("c"), serve=leave())

    assert [span["retry"] for span in spans(attempt)] == [0, 1, 2, 0]


def test_takes_the_count_of_an_sdk_that_retries_by_itself(recorder, call):
    attempt = recorder.start()
    call(body=b"new", amz_sdk_request="attempt=3; max=3")

    assert [span["retry"] for span in spans(attempt)] == [2]


def test_stops_recording_spans_of_a_function_that_calls_without_end(recorder, call, monkeypatch):
    monkeypatch.setattr("payments_sandbox.traces.attempt.MAX_SPANS", 2)
    attempt = recorder.start()
    for number in range(3):
        call(body=b"%d" % number)

    assert (len(spans(attempt)), attempt.summary()["calls"]) == (2, 3)


def test_does_not_keep_credentials(recorder, call):
    attempt = recorder.start()
    call(X_Amz_Security_Token="a-session-token")

    text = json.dumps(attempt.detail())
    assert KEY not in text
    assert "a-session-token" not in text
