"""Condition keys of the HTTP request, and of the time at which it is evaluated."""

from datetime import UTC, datetime
from typing import Any

from payments_sandbox.iam.conditions.values import Values, lowered

HTTP_KEYS = lowered(
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:UserAgent",
    "aws:Referer",
)

# With the value `false`, the request counts as one over plain HTTP.
PLAIN_HTTP = "X-Sandbox-Secure-Transport"


def http_values(request: Any, now: datetime | None = None) -> Values:
    now = now or datetime.now(UTC)
    values: Values = {
        "aws:currenttime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "aws:epochtime": str(int(now.timestamp())),
        "aws:securetransport": _is_secure(request),
    }
    if request.remote_addr:
        values["aws:sourceip"] = request.remote_addr
    for key, header in {"aws:useragent": "User-Agent", "aws:referer": "Referer"}.items():
        if text := request.headers.get(header):
            values[key] = text
    return values


def _is_secure(request: Any) -> str:
    """Loopback stands for the TLS connection to AWS, which no one else can read either.

    A client that wants to see what AWS does with plain HTTP says so.
    """
    return "false" if request.headers.get(PLAIN_HTTP, "").lower() == "false" else "true"
