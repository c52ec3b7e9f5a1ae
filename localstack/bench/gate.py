"""What the gate costs a request: the same requests with it and without it, in turn.

Prints one JSON object: for each kind of request the median of the difference in
milliseconds, and the least and the most of the rounds.
"""

import json
import os
import statistics
import time

ROUNDS = 15
REQUESTS = 200
HOST = "127.0.0.1:4566"
SECRET = "a-secret-of-the-bench"

os.environ |= {"GATEWAY_LISTEN": HOST, "SANDBOX_SECRET_ACCESS_KEY": SECRET}

from payments_sandbox.host.older_python import help_older_python  # noqa: E402

help_older_python()

from botocore.auth import S3SigV4Auth, SigV4Auth  # noqa: E402
from botocore.awsrequest import AWSRequest  # noqa: E402
from botocore.credentials import Credentials  # noqa: E402
from payments_sandbox.gate.gate import admit  # noqa: E402
from payments_sandbox.gate.origin import own_hosts  # noqa: E402
from rolo import Request  # noqa: E402

KINDS = {
    "GetItem of 60 bytes": (
        "POST",
        "/",
        "dynamodb",
        b'{"TableName":"payments","Key":{}}' * 2,
    ),
    "BatchWriteItem of 12 KB": ("POST", "/", "dynamodb", b"x" * 12_000),
    "PutObject": ("PUT", "/journal/2026/a%20key.ndjson.gz", "s3", b"x" * 12_000),
}


def signed(method: str, path: str, service: str, body: bytes) -> AWSRequest:
    request = AWSRequest(method, f"http://{HOST}{path}", data=body)
    request.headers["Host"] = HOST
    request.headers["X-Amz-Target"] = "DynamoDB_20120810.BatchWriteItem"
    request.headers["Content-Type"] = "application/x-amz-json-1.0"
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(Credentials("000000000000", SECRET), service, "us-east-1").add_auth(request)
    return request


def arrived(request: AWSRequest, path: str, body: bytes) -> Request:
    """A request as the server makes it, whose body is not read yet."""
    request = Request(request.method, path, headers=dict(request.headers), body=body)
    request.environ["RAW_URI"] = path
    return request


def milliseconds(requests: list[Request], hosts: frozenset[str] | None) -> float:
    """For each request; without hosts only its body is read, as LocalStack does later."""
    started = time.perf_counter()
    for request in requests:
        if hosts:
            assert admit(request, hosts) is None
        request.get_data()
    return (time.perf_counter() - started) * 1000 / len(requests)


def measure(method: str, path: str, service: str, body: bytes) -> dict[str, float]:
    hosts = own_hosts()
    request = signed(method, path, service, body)
    differences = []
    for _ in range(ROUNDS):
        sides = [[arrived(request, path, body) for _ in range(REQUESTS)] for _ in range(2)]
        without = milliseconds(sides[0], None)
        differences.append(milliseconds(sides[1], hosts) - without)
    return {
        "median": statistics.median(differences),
        "least": min(differences),
        "most": max(differences),
    }


print(json.dumps({kind: measure(*request) for kind, request in KINDS.items()}))
