"""Verifies a signature: computes it with botocore's signer, as a client does, and compares."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from rolo import Request

from payments_sandbox.gate.refusal import Problem, RefusedError
from payments_sandbox.gate.signature import Signature, raw_target
from payments_sandbox.gate.signature_v2 import (
    is_pre_signed_v2,
    verify_form_v2,
    verify_pre_signed_v2,
)

# AWS's limits for the difference between the signing time and now.
MAX_SKEW = {"s3": timedelta(minutes=15)}
OTHER_MAX_SKEW = timedelta(minutes=5)


def verify_signature(
    request: Request, signature: Signature, secret: str, now: datetime | None = None
) -> None:
    """Raises unless the signature was made for this request with `secret`, and is valid now."""
    if is_pre_signed_v2(request):
        verify_pre_signed_v2(request, secret)
        return
    if signature.policy is not None and not signature.timestamp:
        verify_form_v2(signature.policy, signature.value, secret)
        return
    _verify_headers(request, signature)
    # LocalStack itself checks the expiration in the policy of a form.
    if signature.policy is None:
        _verify_time(signature, now or datetime.now(UTC))
    if not hmac.compare_digest(_expected(request, signature, secret), signature.value):
        raise RefusedError(Problem.WRONG_SIGNATURE)


def _verify_headers(request: Request, signature: Signature) -> None:
    """Refuses unsigned `x-amz-` headers, which could change what the request does."""
    for name, _ in request.headers:
        if name.lower().startswith("x-amz-") and name.lower() not in signature.signed_headers:
            raise RefusedError(Problem.UNSIGNED_HEADER)


def _verify_time(signature: Signature, now: datetime) -> None:
    try:
        signed_at = datetime.strptime(signature.timestamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise RefusedError(Problem.INCOMPLETE) from None
    max_skew = MAX_SKEW.get(signature.service, OTHER_MAX_SKEW)
    if signature.expires is None:
        if abs(now - signed_at) > max_skew:
            raise RefusedError(Problem.SKEWED)
    elif not signed_at - max_skew <= now <= signed_at + timedelta(seconds=signature.expires):
        raise RefusedError(Problem.EXPIRED)


def _expected(request: Request, signature: Signature, secret: str) -> str:
    base = _S3Signer if signature.service == "s3" else _Signer
    signer = base(
        Credentials(signature.access_key_id, secret), signature.service, signature.region
    )
    wire = SimpleNamespace(
        method=request.method,
        url=f"http://sandbox{_target(request, signature)}",
        params=None,
        headers={"X-Amz-Content-SHA256": _payload_hash(request, signature)},
        signed_headers=_signed_headers(request, signature.signed_headers),
        context={"timestamp": signature.timestamp},
    )
    if signature.policy is not None:
        return signer.signature(signature.policy, wire)
    return signer.signature(signer.string_to_sign(wire, signer.canonical_request(wire)), wire)


class _GivenHeaders:
    """Makes botocore's signer use the headers that the request lists as signed."""

    def headers_to_sign(self, request: SimpleNamespace) -> HTTPHeaders:
        return request.signed_headers


class _Signer(_GivenHeaders, SigV4Auth):
    pass


class _S3Signer(_GivenHeaders, S3SigV4Auth):
    pass


def _target(request: Request, signature: Signature) -> str:
    """Path and query as received, without the signature, which does not sign itself."""
    path, _, query = raw_target(request).partition("?")
    if signature.expires is not None:
        query = "&".join(
            pair for pair in query.split("&") if not pair.startswith("X-Amz-Signature=")
        )
    # The caller must put a host before it: without one, `//key` would be parsed as a host.
    return f"{path}?{query}"


def _signed_headers(request: Request, names: Iterable[str]) -> HTTPHeaders:
    headers = HTTPHeaders()
    for name in names:
        for value in request.headers.getlist(name):
            # The server decodes headers as Latin-1, but clients sign them as UTF-8.
            headers[name] = value if value.isascii() else value.encode("latin-1").decode()
    return headers


def _payload_hash(request: Request, signature: Signature) -> str:
    if signature.service == "s3":
        if signature.expires is not None:
            return request.headers.get("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD")
        # The body may have gigabytes, and the header with its hash is signed.
        return request.headers.get("X-Amz-Content-SHA256", "")
    return hashlib.sha256(request.get_data(cache=True)).hexdigest()
