"""What an execution environment gets, and what is recorded of it."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from localstack.services.lambda_.invocation.lambda_models import Invocation, InvocationResult
from localstack.utils.xray.trace_header import TraceHeader
from payments_sandbox.traces.invocations import record_invocation, record_lambdas_own_calls
from samples import ERROR, KEY, LOG, REQUEST_ID, ROOT, SampleRecorder


@pytest.fixture
def recorder():
    return SampleRecorder()


@pytest.fixture
def environment():
    version = SimpleNamespace(
        id=SimpleNamespace(function_name="generator", account="111111111111")
    )
    return SimpleNamespace(function_version=version, sandbox_access_key_id=KEY)


def invocation(header=None):
    return Invocation(
        payload=b"{}",
        invoked_arn="arn:aws:lambda:us-east-1:111111111111:function:generator",
        client_context=None,
        invocation_type="Event",
        invoke_time=datetime.now(),
        request_id=REQUEST_ID,
        trace_context={"aws_trace_header": header} if header else {},
    )


def succeed(environment, invocation):
    return InvocationResult(REQUEST_ID, b"{}", is_error=False, logs=LOG)


def test_gives_each_attempt_a_segment_in_the_trace_of_its_caller(recorder, environment):
    seen = []

    def invoke(environment, invocation):
        seen.append(invocation.trace_context["aws_trace_header"])
        return succeed(environment, invocation)

    given = invocation(TraceHeader(root=ROOT, parent="1111111111111111", sampled="0"))
    for _ in range(2):
        record_invocation(recorder, invoke, environment, given)

    attempts = recorder.ring.attempts_of(REQUEST_ID)
    assert [(each.root, each.parent, each.sampled) for each in seen] == [
        (ROOT, attempts[0].segment_id, 0),
        (ROOT, attempts[1].segment_id, 0),
    ]
    assert given.trace_context["aws_trace_header"].parent == "1111111111111111"


def test_records_the_response_and_that_the_second_attempt_is_warm(recorder, environment):
    begun = []

    def invoke(environment, invocation):
        begun.append(recorder.ring.newest_first()[0].summary())
        return succeed(environment, invocation)

    for _ in range(2):
        record_invocation(recorder, invoke, environment, invocation())

    assert [(each["status"], each["cold"]) for each in begun] == [
        ("running", True),
        ("running", False),
    ]
    assert recorder.ring.newest_first()[0].summary()["status"] == "ok"


def test_records_an_error_of_the_function_and_one_of_lambda(recorder, environment):
    def fail(environment, invocation):
        return InvocationResult(REQUEST_ID, ERROR, is_error=True, logs=LOG)

    def break_down(environment, invocation):
        raise ConnectionError("gone")

    record_invocation(recorder, fail, environment, invocation())
    with pytest.raises(ConnectionError):
        record_invocation(recorder, break_down, environment, invocation())

    types = [each.summary()["error"]["type"] for each in recorder.ring.attempts_of(REQUEST_ID)]
    assert types == ["RequestError", "ConnectionError"]
    assert recorder.join(None, KEY) is None


def test_takes_the_log_and_the_destinations_for_calls_of_lambda(
    recorder, environment, monkeypatch
):
    from localstack.services.lambda_.invocation.event_manager import Poller
    from payments_sandbox.patches import function_logs

    joined = []

    def join(*_):
        joined.append(recorder.join(None, None))

    def process_failure_destination(self, sqs_invocation, *rest):
        join()

    process_failure_destination.__qualname__ = "Poller.process_failure_destination"
    process_failure_destination.__module__ = Poller.__module__
    monkeypatch.setattr(Poller, "process_failure_destination", process_failure_destination)
    monkeypatch.setattr(function_logs, "_retry_after", join)
    record_lambdas_own_calls(recorder)
    record_invocation(recorder, succeed, environment, invocation())

    client = SimpleNamespace(exceptions=SimpleNamespace(ResourceNotFoundException=KeyError))
    function_logs.write_log(client, "group", "stream", LOG)
    Poller.process_failure_destination(None, SimpleNamespace(invocation=invocation()), None)

    [attempt] = recorder.ring.attempts_of(REQUEST_ID)
    assert joined == [(attempt, "lambda")] * 2
