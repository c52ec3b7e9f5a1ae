"""Sends a call to the handler that authorizes it, as the gateway does after parsing a request."""

import json
from types import SimpleNamespace
from typing import Any

from localstack.http import Request
from payments_sandbox.iam import enforcement

ACCOUNT = "111111111111"
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/payments"


SCOPE = "20260101/us-east-1/s3/aws4_request"


def send(
    operation: str,
    key: str = "",
    internal: bool = False,
    account: str = ACCOUNT,
    service_principal: str | None = None,
    headers: dict[str, str] | None = None,
    **parameters: Any,
) -> None:
    service, name = operation.split(":")
    signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{SCOPE}"}
    context = SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=name),
        service_request={"TableName": "payments"} | parameters,
        region="us-east-1",
        account_id=account,
        partition="aws",
        is_internal_call=internal,
        internal_request_params={"service_principal": service_principal} if internal else None,
        request=Request(headers=signed | (headers or {})),
    )
    enforcement._authorize(None, context, None)


def policy(*actions: str, effect: str = "Allow", resource: str = TABLE) -> str:
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
