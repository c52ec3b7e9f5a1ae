"""Pre-signed S3 URLs of Signature Version 2, which boto3 still makes unless told otherwise.

https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
"""

import hmac
import time

from botocore.credentials import Credentials
from localstack.services.s3 import presigned_url
from rolo import Request

from payments_sandbox.gate.refusal import Problem, RefusedError

FIELDS = ("AWSAccessKeyId", "Signature", "Expires")


def is_pre_signed_v2(request: Request) -> bool:
    return FIELDS[0] in request.args


def verify_pre_signed_v2(request: Request, secret: str) -> None:
    """Raises unless `secret` made this signature, and its time has not passed."""
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
