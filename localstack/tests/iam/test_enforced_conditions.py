"""Conditions and variables in the policies of roles and users of LocalStack."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws.api import CommonServiceException
from localstack.http import Request
from localstack.services.dynamodb.models import dynamodb_stores
from localstack.services.sts.models import sts_stores
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends
from payments_sandbox.iam import enforcement

ACCOUNT = "111111111111"
REGION = "us-east-1"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/payments"
iam = iam_backends[ACCOUNT]["aws"]


@pytest.fixture(autouse=True)
def _backends() -> Iterator[None]:
    iam.create_role("writer", "{}", "/", None, "", [{"Key": "Team", "Value": "blue"}], 3600)
    yield
    iam.delete_role_policy("writer", "inline")
    iam.delete_role("writer")
    sts_stores[ACCOUNT][REGION].sessions.clear()


def grant(resource: str = "*", **condition: dict[str, Any]) -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": resource, "Condition": condition}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    iam.put_role_policy("writer", "inline", json.dumps(document))


def assume() -> str:
    role = f"arn:aws:iam::{ACCOUNT}:role/writer"
    session = sts_backends[ACCOUNT]["aws"].assume_role(REGION, "f", role, None, 3600, None)
    return session.access_key_id


def send(operation: str, key: str, **parameters: Any) -> None:
    service, name = operation.split(":")
    scope = f"20260101/{REGION}/{service}/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{scope}"}
    context = SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=name),
        service_request=parameters,
        region=REGION,
        account_id=ACCOUNT,
        partition="aws",
        is_internal_call=False,
        request=Request(headers=headers, remote_addr="127.0.0.1"),
    )
    enforcement._authorize(None, context, None)


def is_allowed(operation: str, key: str, **parameters: Any) -> bool:
    """Raises for a refusal with another reason."""
    try:
        send(operation, key, **parameters)
    except CommonServiceException as refused:
        if "because no identity-based policy allows" in refused.message:
            return False
        raise
    return True


def test_a_condition_on_the_request_decides():
    grant(StringLike={"s3:prefix": "alice/*"}, IpAddress={"aws:SourceIp": "127.0.0.0/8"})
    key = assume()

    assert is_allowed("s3:ListObjectsV2", key, Bucket="b", Prefix="alice/1")
    assert not is_allowed("s3:ListObjectsV2", key, Bucket="b", Prefix="bob/1")
    assert not is_allowed("s3:ListObjectsV2", key, Bucket="b")


def test_leading_keys_confine_a_role_to_its_items():
    grant(TABLE, **{"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "${aws:userid}"}})
    key = assume()
    schema = [{"AttributeName": "id", "KeyType": "HASH"}]
    definitions = dynamodb_stores[ACCOUNT][REGION].table_definitions
    definitions["payments"] = {"KeySchema": schema}
    own = f"{iam.get_role('writer').id}:f"
    try:
        for owner, allowed in [(own, True), ("another", False)]:
            item = {"id": {"S": owner}}
            put = is_allowed("dynamodb:PutItem", key, TableName="payments", Item=item)
            assert put is allowed
    finally:
        definitions.clear()


def test_tags_of_the_role_and_of_the_session_are_the_callers():
    grant("arn:aws:s3:::${aws:PrincipalTag/team}/*")
    key = assume()

    assert is_allowed("s3:GetObject", key, Bucket="blue", Key="k")
    tags = {"team": {"Key": "Team", "Value": "red"}}
    sts_stores[ACCOUNT][REGION].sessions[key] = {"tags": tags, "transitive_tags": []}
    assert is_allowed("s3:GetObject", key, Bucket="red", Key="k")
    assert not is_allowed("s3:GetObject", key, Bucket="blue", Key="k")


def test_a_role_that_is_passed_names_its_service():
    grant(StringEqualsIfExists={"iam:PassedToService": "ec2.amazonaws.com"})
    role = f"arn:aws:iam::{ACCOUNT}:role/writer"

    assert not is_allowed("lambda:CreateFunction", assume(), FunctionName="f", Role=role)
    grant(StringEqualsIfExists={"iam:PassedToService": "lambda.amazonaws.com"})
    assert is_allowed("lambda:CreateFunction", assume(), FunctionName="f", Role=role)


def test_what_the_sandbox_cannot_know_is_refused_by_name():
    grant(StringEquals={"aws:PrincipalOrgID": "o-1"})

    with pytest.raises(CommonServiceException) as refused:
        send("s3:GetObject", assume(), Bucket="b", Key="k")
    assert refused.value.message == (
        "The sandbox does not evaluate the condition key aws:PrincipalOrgID, which a policy of"
        f" arn:aws:sts::{ACCOUNT}:assumed-role/writer/f holds. Next: use another condition,"
        " name the resources exactly, or test this on AWS"
    )


def test_an_item_that_cannot_be_read_is_refused_where_a_policy_needs_it():
    grant(TABLE, **{"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "x"}})
    definitions = dynamodb_stores[ACCOUNT][REGION].table_definitions
    definitions["payments"] = {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}
    try:
        with pytest.raises(CommonServiceException, match="condition key dynamodb:LeadingKeys"):
            send("dynamodb:PutItem", assume(), TableName="payments", Item={"b": {"S": "x"}})
    finally:
        definitions.clear()
