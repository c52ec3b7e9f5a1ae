"""Reads AWS's Signature Version 4 from a request, without verifying it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import re
from dataclasses import dataclass

from rolo import Request

from payments_sandbox.gate.refusal import Problem, RefusedError
from payments_sandbox.gate.signature_v2 import is_form_v2, is_pre_signed_v2

ALGORITHM = "AWS4-HMAC-SHA256"
# AWS's limit for a pre-signed URL.
MAX_EXPIRES_SECONDS = 604_800

_FIELD = re.compile(r"(Credential|SignedHeaders|Signature)=([^,\s]+)")
# LocalStack parses the header again, and must not find a second field inside a value.
_WORD = re.compile(r"[\w-]+", re.ASCII)


@dataclass(frozen=True)
class Signature:
    """The signature of a request, as the request claims it."""

    access_key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    value: str
    timestamp: str
    token: str | None
    # In seconds; only in a pre-signed URL.
    expires: int | None = None
    # Only in an upload by form, where the policy is signed instead of the request.
    policy: str | None = None

    @property
    def scope(self) -> str:
        return f"{self.date}/{self.region}/{self.service}/aws4_request"


def read_signature(request: Request) -> Signature:
    """Reads the signature from the header, the query or the form; refuses more than one."""
    authorizations = request.headers.getlist("Authorization")
    in_query = any(name in _QUERY_MARKS for name in request.args)
    if len(authorizations) + in_query > 1:
        raise RefusedError(Problem.TWO_SIGNATURES)
    if authorizations:
        return _from_header(authorizations[0], request)
    if is_pre_signed_v2(request):
        return _of_version_2(
            request.args["AWSAccessKeyId"],
            request.args.get("Signature", ""),
            token=request.args.get("x-amz-security-token"),
        )
    if in_query:
        return _from_fields(dict(request.args), request)
    if request.method == "POST" and request.mimetype == "multipart/form-data":
        return _from_form(request)
    raise RefusedError(Problem.NO_SIGNATURE)


_QUERY_MARKS = frozenset(
    {"X-Amz-Signature", "X-Amz-Credential", "X-Amz-Algorithm", "AWSAccessKeyId"}
)


def _from_header(authorization: str, request: Request) -> Signature:
    algorithm, _, fields = authorization.partition(" ")
    if algorithm != ALGORITHM:
        raise RefusedError(Problem.OTHER_ALGORITHM)
    found = _FIELD.findall(fields)
    named = dict(found)
    if len(found) != 3 or len(named) != 3:
        raise RefusedError(Problem.INCOMPLETE)
    return _signature(
        named["Credential"],
        named["SignedHeaders"],
        named["Signature"],
        request.headers.get("X-Amz-Date", ""),
        request.headers.get("X-Amz-Security-Token"),
    )


def _from_fields(fields: dict[str, str], request: Request) -> Signature:
    if fields.get("X-Amz-Algorithm") != ALGORITHM:
        raise RefusedError(Problem.OTHER_ALGORITHM)
    expires = fields.get("X-Amz-Expires", "")
    if not expires.isdecimal() or int(expires) > MAX_EXPIRES_SECONDS:
        raise RefusedError(Problem.INCOMPLETE)
    return _signature(
        fields.get("X-Amz-Credential", ""),
        fields.get("X-Amz-SignedHeaders", ""),
        fields.get("X-Amz-Signature", ""),
        fields.get("X-Amz-Date", ""),
        fields.get("X-Amz-Security-Token"),
        expires=int(expires),
    )


def _of_version_2(
    access_key_id: str, value: str, policy: str | None = None, token: str | None = None
) -> Signature:
    """Version 2 names no region; LocalStack assumes us-east-1."""
    if not _WORD.fullmatch(access_key_id):
        raise RefusedError(Problem.UNKNOWN_KEY)
    return Signature(
        access_key_id=access_key_id,
        date="20060301",
        region="us-east-1",
        service="s3",
        signed_headers=("host",),
        value=value,
        timestamp="",
        token=token,
        policy=policy,
    )


def _from_form(request: Request) -> Signature:
    """Reads an upload to S3 by form; LocalStack checks the policy's expiration and conditions.

    It does so only for this operation, so these fields must not authorize any other.
    """
    fields = {name.lower(): value for name, value in request.form.items()}
    if "policy" not in fields or not re.fullmatch(r"/[^/?]+/?", raw_target(request)):
        raise RefusedError(Problem.NO_SIGNATURE)
    if is_form_v2(fields):
        return _of_version_2(fields["awsaccesskeyid"], fields["signature"], fields["policy"])
    if fields.get("x-amz-algorithm") != ALGORITHM:
        raise RefusedError(Problem.OTHER_ALGORITHM)
    signature = _signature(
        fields.get("x-amz-credential", ""),
        "host",
        fields.get("x-amz-signature", ""),
        fields.get("x-amz-date", ""),
        fields.get("x-amz-security-token"),
        policy=fields["policy"],
    )
    if signature.service != "s3":
        raise RefusedError(Problem.INCOMPLETE)
    return signature


def _signature(
    credential: str,
    signed_headers: str,
    value: str,
    timestamp: str,
    token: str | None,
    expires: int | None = None,
    policy: str | None = None,
) -> Signature:
    parts = credential.split("/")
    names = tuple(signed_headers.split(";"))
    if len(parts) != 5 or parts[4] != "aws4_request" or "host" not in names:
        raise RefusedError(Problem.INCOMPLETE)
    if not all(_WORD.fullmatch(word) for word in (*parts, *names, value)):
        raise RefusedError(Problem.INCOMPLETE)
    if not re.fullmatch(r"\d{8}T\d{6}Z", timestamp) or not timestamp.startswith(parts[1]):
        raise RefusedError(Problem.INCOMPLETE)
    access_key_id, date, region, service, _ = parts
    return Signature(
        access_key_id, date, region, service, names, value, timestamp, token, expires, policy
    )


def raw_target(request: Request) -> str:
    # The target may also be absolute, as in `GET http://host/path`.
    return re.sub(r"^https?://[^/]*", "", request.environ["RAW_URI"])
