"""Pre-signed S3 URLs and forms of Signature Version 2, which boto3 creates by default.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
"""

import hmac
import time
from base64 import b64encode
from collections.abc import Mapping

from botocore.credentials import Credentials
from localstack.services.s3 import presigned_url
from rolo import Request

from payments_sandbox.gate.refusal import Problem, RefusedError

FIELDS = ("AWSAccessKeyId", "Signature", "Expires")


def is_pre_signed_v2(request: Request) -> bool:
    return FIELDS[0] in request.args


def verify_pre_signed_v2(request: Request, secret: str) -> None:
    """Raises unless the signature was made with `secret` and has not expired."""
    key, given, expires = (request.args.get(name, "") for name in FIELDS)
    if not expires.isdecimal():
        raise RefusedError(Problem.INCOMPLETE)
    if int(expires) < time.time():
        raise RefusedError(Problem.EXPIRED)
    credentials = Credentials(key, secret, request.args.get("x-amz-security-token"))
    signer = presigned_url.HmacV1QueryAuthValidation(credentials, int(expires))
    url, headers = presigned_url._reverse_inject_signature_hmac_v1_query(request)
    expected, _ = signer.get_signature(request.method, url, headers)
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise RefusedError(Problem.WRONG_SIGNATURE)


def is_form_v2(fields: Mapping[str, str]) -> bool:
    """Expects the form's fields with their names in lower case."""
    return "awsaccesskeyid" in fields and "signature" in fields


def verify_form_v2(policy: str, given: str, secret: str) -> None:
    """Raises unless the signature of the form's policy was made with `secret`."""
    expected = b64encode(hmac.digest(secret.encode(), policy.encode(), "sha1"))
    if not hmac.compare_digest(expected, given.encode()):
        raise RefusedError(Problem.WRONG_SIGNATURE)
