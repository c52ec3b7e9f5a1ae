"""Reads the export with the classes that OpenTelemetry generates from its protocol."""

import base64
import json

import pytest
from google.protobuf import json_format
from localstack.http import Request
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span as OtlpSpan
from opentelemetry.proto.trace.v1.trace_pb2 import Status
from payments_sandbox.traces.current import DecidedBy
from payments_sandbox.traces.routes import Routes
from payments_sandbox.traces.span import Span
from samples import ERROR, KEY, REQUEST_ID, SampleRecorder


@pytest.fixture
def recorder():
    return SampleRecorder()


@pytest.fixture
def export(recorder):
    routes = Routes(recorder)

    def read():
        query = Request("GET", query_string="format=otlp")
        document = routes.serve_one(query, REQUEST_ID).json
        for span in document["resourceSpans"][0]["scopeSpans"][0]["spans"]:
            # OTLP writes ids in hexadecimal, where protobuf's own JSON has base64.
            for name in ("traceId", "spanId", "parentSpanId"):
                if name in span:
                    span[name] = base64.b64encode(bytes.fromhex(span[name])).decode()
        # Fails for a field that the protocol does not have.
        return json_format.Parse(json.dumps(document), ExportTraceServiceRequest())

    return read


def call(attempt, **changes):
    span = Span("dynamodb", "BatchWriteItem", "function", attempt.started + 0.01, "arn", 9, 1, 3)
    attempt.begin_call(span)
    span.duration_ms, span.status, span.response_bytes = 5.0, 200, 2
    for name, value in changes.items():
        setattr(span, name, value)
    attempt.end_call(span)


def attributes(holder):
    return {
        each.key: getattr(each.value, each.value.WhichOneof("value")) for each in holder.attributes
    }


def spans_of(request):
    return request.resource_spans[0].scope_spans[0].spans


def test_is_read_as_a_server_span_with_a_client_span_for_each_call(export, recorder):
    attempt = recorder.start()
    call(attempt, allowed=True, action="dynamodb:BatchWriteItem", decided_by=DecidedBy("Write"))
    call(attempt, status=500, error="InternalServerError", fault="500")
    recorder.stop(attempt)

    server, first, second = spans_of(export())
    assert attributes(export().resource_spans[0].resource)["faas.name"] == "generator"
    assert server.trace_id.hex() == "5759e988bd862e3fe1be46a994272793"
    assert (server.kind, len(server.span_id), server.parent_span_id) == (
        OtlpSpan.SPAN_KIND_SERVER,
        8,
        b"",
    )
    assert attributes(server)["faas.invocation_id"] == REQUEST_ID
    assert attributes(server)["faas.coldstart"] is True
    assert [each.name for each in server.events] == ["log"]
    assert (first.kind, first.name) == (OtlpSpan.SPAN_KIND_CLIENT, "DynamoDB.BatchWriteItem")
    assert first.parent_span_id == second.parent_span_id == server.span_id
    assert first.start_time_unix_nano - server.start_time_unix_nano == 10_000_000
    assert first.end_time_unix_nano - first.start_time_unix_nano == 5_000_000
    assert attributes(first)["rpc.system"] == "aws-api"
    assert attributes(first)["http.request.resend_count"] == 1
    assert attributes(first)["sandbox.iam.statement"] == "Write"
    assert (second.status.code, attributes(second)["sandbox.fault"]) == (
        Status.STATUS_CODE_ERROR,
        "500",
    )


def test_is_the_same_at_each_read(export, recorder):
    attempt = recorder.start()
    call(attempt)
    recorder.stop(attempt)

    assert export() == export()


def test_holds_all_attempts_in_one_trace_with_different_spans(export, recorder):
    for is_error in (True, False):
        attempt = recorder.start()
        call(attempt)
        recorder.stop(attempt, ERROR, is_error=is_error)

    spans = spans_of(export())
    assert len({span.trace_id for span in spans}) == 1
    assert len({span.span_id for span in spans}) == 4
    assert [event.name for event in spans[0].events] == ["log", "exception"]
    assert attributes(spans[0].events[1])["exception.type"] == "RequestError"


def test_is_read_while_the_invocation_and_its_call_run(export, recorder):
    call(recorder.start(), duration_ms=None, status=None)

    assert len(spans_of(export())) == 2


def test_holds_no_key(export, recorder):
    recorder.stop(recorder.start())

    assert KEY not in str(export())
