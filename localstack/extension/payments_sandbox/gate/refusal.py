"""AWS's error response to a request that it does not authenticate, for each service."""

import json
from enum import Enum

from botocore.model import ServiceModel
from localstack.aws.api import CommonServiceException
from localstack.aws.protocol.serializer import create_serializer
from localstack.aws.protocol.service_router import (
    determine_aws_protocol,
    determine_aws_service_model,
)
from localstack.http import Request, Response
from localstack.utils.strings import long_uid


class Problem(Enum):
    """Why a request is refused; the value is AWS's message."""

    NO_SIGNATURE = "Request is missing Authentication Token"
    OTHER_ALGORITHM = (
        "The authorization mechanism you have provided is not supported."
        " Please use AWS4-HMAC-SHA256."
    )
    TWO_SIGNATURES = "Only one auth mechanism allowed"
    INCOMPLETE = (
        "Authorization header requires 'Credential', 'SignedHeaders' with 'host', 'Signature'"
        " and an 'X-Amz-Date' of the same day"
    )
    UNKNOWN_KEY = "The security token included in the request is invalid."
    EXPIRED_TOKEN = "The security token included in the request is expired"
    WRONG_SIGNATURE = (
        "The request signature we calculated does not match the signature you provided."
        " Check your AWS Secret Access Key and signing method."
        " Consult the service documentation for details."
    )
    UNSIGNED_HEADER = "There were headers present in the request which were not signed"
    SKEWED = "Signature expired: the request was signed too long ago, or in the future."
    EXPIRED = "Request has expired"
    CLOSED_ROUTE = "The sandbox does not serve this route."


class RefusedError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


# Error code and HTTP status in S3, in the older Query protocol, and in the JSON protocols.
S3 = {
    Problem.NO_SIGNATURE: ("AccessDenied", 403),
    Problem.OTHER_ALGORITHM: ("InvalidRequest", 400),
    Problem.TWO_SIGNATURES: ("InvalidArgument", 400),
    Problem.INCOMPLETE: ("AuthorizationHeaderMalformed", 400),
    Problem.UNKNOWN_KEY: ("InvalidAccessKeyId", 403),
    Problem.EXPIRED_TOKEN: ("ExpiredToken", 400),
    Problem.WRONG_SIGNATURE: ("SignatureDoesNotMatch", 403),
    Problem.UNSIGNED_HEADER: ("AccessDenied", 403),
    Problem.SKEWED: ("RequestTimeTooSkewed", 403),
    Problem.EXPIRED: ("AccessDenied", 403),
}
S3_TEXT = {
    Problem.NO_SIGNATURE: "Access Denied",
    Problem.UNKNOWN_KEY: "The AWS Access Key Id you provided does not exist in our records.",
}
QUERY = {
    Problem.NO_SIGNATURE: ("MissingAuthenticationToken", 403),
    Problem.OTHER_ALGORITHM: ("IncompleteSignature", 400),
    Problem.TWO_SIGNATURES: ("IncompleteSignature", 400),
    Problem.INCOMPLETE: ("IncompleteSignature", 400),
    Problem.UNKNOWN_KEY: ("InvalidClientTokenId", 403),
    Problem.EXPIRED_TOKEN: ("ExpiredToken", 403),
    Problem.WRONG_SIGNATURE: ("SignatureDoesNotMatch", 403),
    Problem.UNSIGNED_HEADER: ("SignatureDoesNotMatch", 403),
    Problem.SKEWED: ("SignatureDoesNotMatch", 403),
    Problem.EXPIRED: ("SignatureDoesNotMatch", 403),
}
JSON = {
    Problem.NO_SIGNATURE: ("MissingAuthenticationTokenException", 400),
    Problem.OTHER_ALGORITHM: ("IncompleteSignatureException", 400),
    Problem.TWO_SIGNATURES: ("IncompleteSignatureException", 400),
    Problem.INCOMPLETE: ("IncompleteSignatureException", 400),
    Problem.UNKNOWN_KEY: ("UnrecognizedClientException", 400),
    Problem.EXPIRED_TOKEN: ("ExpiredTokenException", 400),
    Problem.WRONG_SIGNATURE: ("InvalidSignatureException", 400),
    Problem.UNSIGNED_HEADER: ("InvalidSignatureException", 400),
    Problem.SKEWED: ("InvalidSignatureException", 400),
    Problem.EXPIRED: ("InvalidSignatureException", 400),
}
# Only REST APIs with JSON, such as Lambda, use status 403.
REST_JSON_STATUS = 403


def in_the_words_of_the_service(problem: Problem, request: Request) -> Response:
    """A response that the SDK parses as an error of the called service."""
    if problem is Problem.CLOSED_ROUTE:
        return plain(404, problem.value)
    try:
        return _serialize(problem, request)
    except Exception:
        # The service cannot be determined, but the request must still be refused.
        return plain(403, problem.value)


def plain(status: int, message: str) -> Response:
    return Response(json.dumps({"message": message}), status=status, mimetype="application/json")


def _error(
    service: ServiceModel, problem: Problem, code: str, text: str, status: int
) -> Exception:
    if not service.is_query_compatible:
        return CommonServiceException(code, text, status, sender_fault=True)
    # The service used the Query protocol before: the body has the new code, a header the old.
    named = type(code, (CommonServiceException,), {})
    return named(QUERY[problem][0], text, status, sender_fault=True)


def _serialize(problem: Problem, request: Request) -> Response:
    service = determine_aws_service_model(request)
    protocol = determine_aws_protocol(request, service)
    text = problem.value
    if service.service_name == "s3":
        code, status = S3[problem]
        text = S3_TEXT.get(problem, text)
    elif protocol in {"query", "ec2"}:
        code, status = QUERY[problem]
    else:
        code, status = JSON[problem]
        if protocol == "rest-json":
            status = REST_JSON_STATUS
    error = _error(service, problem, code, text, status)
    # The serializer needs an operation, but formats errors in the same way for all of them.
    operation = service.operation_model(service.operation_names[0])
    response = create_serializer(service, protocol).serialize_error_to_response(
        error, operation, request.headers, long_uid()
    )
    # The body of the request may be unread, so the connection cannot be reused.
    response.headers["Connection"] = "close"
    return response
