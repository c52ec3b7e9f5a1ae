"""S3: keys that tell how a request is signed.

https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
"""

from datetime import UTC, datetime
from typing import Any

from payments_sandbox.iam.conditions.values import Values, lowered

KEYS = lowered(
    "s3:authType",
    "s3:signatureAge",
    "s3:signatureversion",
    # Missing without TLS.
    "s3:TlsVersion",
    "s3:x-amz-content-sha256",
)


def values(request: Any, now: datetime | None = None) -> Values:
    query = {name.lower(): value for name, value in request.args.items()}
    found: Values = {}
    if digest := request.headers.get("x-amz-content-sha256"):
        found["s3:x-amz-content-sha256"] = digest
    if signed_at := query.get("x-amz-date"):
        age = (now or datetime.now(UTC)) - _moment(signed_at)
        found["s3:signatureage"] = str(int(age.total_seconds() * 1000))
    is_version_2 = "awsaccesskeyid" in query
    if "x-amz-signature" in query or is_version_2:
        found["s3:authtype"] = "REST-QUERY-STRING"
    else:
        is_form = request.mimetype == "multipart/form-data"
        found["s3:authtype"] = "POST" if is_form else "REST-HEADER"
    found["s3:signatureversion"] = "AWS" if is_version_2 else "AWS4-HMAC-SHA256"
    return found


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
