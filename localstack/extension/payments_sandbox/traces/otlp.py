"""Converts a request to OTLP/JSON, which Jaeger, otel-tui and the OpenTelemetry collector read.

https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: ids are hexadecimal, 64-bit
integers are text. Attributes are named by the semantic conventions for FaaS, RPC and AWS.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from payments_sandbox import __version__

_INTERNAL, _SERVER, _CLIENT = 1, 2, 3
_OK, _ERROR = 1, 2
_LOG_ATTRIBUTES = re.compile(r"^(START|END|REPORT) RequestId: ")

# Names of services in the SDK, which `rpc.service` holds.
RPC_SERVICES = {
    "dynamodb": "DynamoDB",
    "lambda": "Lambda",
    "logs": "CloudWatch Logs",
    "s3": "S3",
    "sqs": "SQS",
    "sts": "STS",
}

Json = dict[str, Any]


def to_otlp(attempts: list[Json]) -> Json:
    """One trace: a server span for each attempt, with its calls as children and its log lines
    as events."""
    first = attempts[0]
    return {
        "resourceSpans": [
            {
                "resource": {
                    "attributes": _attributes(
                        {
                            "service.name": first["function"],
                            "cloud.provider": "aws",
                            "cloud.platform": "aws_lambda",
                            "cloud.account.id": first["account"],
                            "faas.name": first["function"],
                        }
                    )
                },
                "scopeSpans": [
                    {
                        "scope": {"name": "payments_sandbox", "version": __version__},
                        "spans": [span for attempt in attempts for span in _spans(attempt)],
                    }
                ],
            }
        ]
    }


def _spans(attempt: Json) -> Iterator[Json]:
    started_ns = _nanoseconds(attempt["startedAt"])
    spans = [
        _call(attempt, index, span, started_ns) for index, span in enumerate(attempt["spans"])
    ]
    own_end = started_ns + _in_ns(attempt["durationMs"] or 0)
    error = attempt["error"]
    yield {
        "traceId": attempt["traceId"],
        "spanId": attempt["spanId"],
        "name": attempt["function"],
        "kind": _SERVER,
        "startTimeUnixNano": str(started_ns),
        "endTimeUnixNano": str(own_end),
        "attributes": _attributes(
            {
                "faas.invocation_id": attempt["id"],
                "faas.trigger": "other",
                "faas.coldstart": attempt["cold"],
                "aws.lambda.invocation_type": attempt["invocationType"],
                "aws.lambda.attempt": attempt["attempt"],
                "aws.lambda.init_duration_ms": attempt["initMs"],
                "process.memory.usage_mb": attempt["memoryMb"],
                "error.type": error and error["type"],
            }
        ),
        "events": [*_log_events(attempt), *_exception(attempt, own_end)],
        "status": {"code": _ERROR, "message": error["message"]} if error else {"code": _OK},
    }
    yield from spans


def _call(attempt: Json, index: int, span: Json, started_ns: int) -> Json:
    started = started_ns + _in_ns(span["startMs"])
    failed = span["status"] is None or span["status"] >= 400
    name = RPC_SERVICES.get(span["service"], span["service"])
    iam = span["iam"]
    identity = f"{attempt['spanId']} {index}".encode()
    return {
        "traceId": attempt["traceId"],
        "spanId": hashlib.blake2b(identity, digest_size=8).hexdigest(),
        "parentSpanId": attempt["spanId"],
        "name": f"{name}.{span['operation']}",
        "kind": _CLIENT if span["source"] == "function" else _INTERNAL,
        "startTimeUnixNano": str(started),
        "endTimeUnixNano": str(started + _in_ns(span["durationMs"] or 0)),
        "attributes": _attributes(
            {
                "rpc.system": "aws-api",
                "rpc.service": name,
                "rpc.method": span["operation"],
                "http.response.status_code": span["status"],
                "http.request.body.size": span["requestBytes"],
                "http.response.body.size": span["responseBytes"],
                "http.request.resend_count": span["retry"] or None,
                "enduser.id": span["principal"],
                "error.type": span["error"],
                "sandbox.iam.allowed": iam["allowed"],
                "sandbox.iam.action": iam["action"],
                "sandbox.iam.resource": iam["resource"],
                "sandbox.iam.statement": iam["statement"],
                "sandbox.fault": span["fault"],
                "sandbox.items": span["items"],
                "sandbox.unprocessed_items": span["unprocessed"],
                "sandbox.source": span["source"],
            }
        ),
        "status": {"code": _ERROR, "message": span["error"] or ""} if failed else {},
    }


def _log_events(attempt: Json) -> Iterator[Json]:
    for entry in attempt["log"]:
        if not _LOG_ATTRIBUTES.match(entry["line"]):
            yield {
                "timeUnixNano": str(_nanoseconds(entry["time"])),
                "name": "log",
                "attributes": _attributes({"log.record.original": entry["line"]}),
            }


def _exception(attempt: Json, ended_ns: int) -> Iterator[Json]:
    if error := attempt["error"]:
        yield {
            "timeUnixNano": str(ended_ns),
            "name": "exception",
            "attributes": _attributes(
                {
                    "exception.type": error["type"],
                    "exception.message": error["message"],
                    "exception.stacktrace": "\n".join(error["frames"]) or None,
                }
            ),
        }


def _attributes(values: Json) -> list[Json]:
    """Those that have a value."""
    return [
        {"key": key, "value": _value(value)} for key, value in values.items() if value is not None
    ]


def _value(value: Any) -> Json:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": value}
    return {"stringValue": str(value)}


def _nanoseconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp() * 1000) * 1_000_000


def _in_ns(milliseconds: float) -> int:
    return round(milliseconds * 1_000_000)
