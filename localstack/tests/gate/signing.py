"""Requests signed with botocore, as real clients sign them, converted to the server's type."""

from typing import Any
from urllib.parse import urlsplit

from botocore.auth import (
    HmacV1PostAuth,
    S3SigV4Auth,
    S3SigV4PostAuth,
    S3SigV4QueryAuth,
    SigV4Auth,
)
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from rolo import Request
from urllib3 import encode_multipart_formdata

HOST = "127.0.0.1:4566"
DEVELOPER = Credentials("000000000000", "a-secret-of-the-test")


def sent(
    method: str, url: str, headers: dict[str, Any] | None = None, body: bytes = b""
) -> Request:
    """A request as the server receives it."""
    parts = urlsplit(url)
    raw = parts.path + (f"?{parts.query}" if parts.query else "")
    request = Request(
        method,
        parts.path,
        headers={"Host": parts.netloc, **(headers or {})},
        body=body,
        query_string=parts.query,
    )
    request.environ["RAW_URI"] = raw
    return request


def signed(
    method: str = "POST",
    path: str = "/",
    service: str = "dynamodb",
    credentials: Credentials = DEVELOPER,
    body: bytes = b"{}",
    region: str = "us-east-1",
    **headers: str,
) -> Request:
    request = AWSRequest(method, f"http://{HOST}{path}", data=body)
    for name, value in headers.items():
        request.headers[name.replace("_", "-")] = value
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(credentials, service, region).add_auth(request)
    return sent(method, request.url, dict(request.headers), body)


def pre_signed(
    method: str = "GET", path: str = "/bucket/key", credentials: Credentials = DEVELOPER
) -> Request:
    request = AWSRequest(method, f"http://{HOST}{path}")
    S3SigV4QueryAuth(credentials, "s3", "us-east-1", expires=3600).add_auth(request)
    return sent(method, request.url)


def form(path: str = "/bucket", service: str = "s3") -> Request:
    return _posted(path, S3SigV4PostAuth(DEVELOPER, service, "us-east-1"))


def form_v2(path: str = "/bucket") -> Request:
    return _posted(path, HmacV1PostAuth(DEVELOPER))


def _posted(path: str, signer: Any) -> Request:
    request = AWSRequest("POST", f"http://{HOST}{path}")
    fields: dict[str, str] = {"key": "a", "Action": "PurgeQueue"}
    request.context["s3-presign-post-fields"] = fields
    request.context["s3-presign-post-policy"] = {"conditions": []}
    signer.add_auth(request)
    body, content_type = encode_multipart_formdata({**fields, "file": b"data"})
    return sent("POST", request.url, {"Content-Type": content_type}, body)
