"""Patch for LocalStack 4.13.1: S3 accepts a body that differs from its `x-amz-content-sha256`.

The gate verifies the header, which is signed, but does not read the body. A body that is sent in
signed chunks has a signature for each chunk instead, which is not verified.

Remove it when `test_localstack_accepts_any_body` fails.
"""

import hashlib
import re
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from localstack.runtime import hooks

HEADER = "X-Amz-Content-SHA256"
# The other values stand for a body that is not signed, or signed in chunks.
HASH = re.compile(r"[0-9a-f]{64}")
KEPT_IN_MEMORY = 8 * 1024 * 1024


@hooks.on_infra_start()
def check_payload_hashes() -> None:
    from localstack.aws import handlers

    handlers.serve_custom_service_request_handlers.append(check_payload_hash)


def check_payload_hash(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Reads the whole body before S3 does, because S3 overwrites the old object as it reads."""
    expected = context.request.headers.get(HEADER, "")
    is_s3 = context.service is not None and context.service.service_name == "s3"
    if not is_s3 or not HASH.fullmatch(expected):
        return
    request: Any = context.service_request or {}
    is_streamed = hasattr(request.get("Body"), "read")
    if is_streamed:
        digest, request["Body"] = _read(request["Body"])
    else:
        digest = hashlib.sha256(context.request.get_data()).hexdigest()
    if digest != expected:
        if is_streamed:
            request["Body"].close()
        raise CommonServiceException(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            status_code=400,
            sender_fault=True,
        )


def _read(body: IO[bytes]) -> tuple[str, IO[bytes]]:
    """The hash of the body, and a copy of the body."""
    copy = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115
    digest = hashlib.sha256()
    while part := body.read(1 << 16):
        digest.update(part)
        copy.write(part)
    copy.seek(0)
    return digest.hexdigest(), copy
