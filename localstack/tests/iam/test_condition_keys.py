"""The condition keys of a call, and which keys the sandbox knows at all."""

from datetime import UTC, datetime
from typing import Any

import pytest
from localstack.http import Request
from payments_sandbox.iam import conditions
from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions import access_request
from payments_sandbox.iam.conditions.caller import Caller
from payments_sandbox.iam.conditions.http import http_values
from payments_sandbox.iam.conditions.s3_signature import values as signature_values
from payments_sandbox.iam.permissions import permissions_of
from policy_requests import ACCOUNT, ALICE, ANONYMOUS, LAMBDA, SESSION

ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"


def keys_of(
    operation: str, *, action: str | None = None, caller: Caller | None = None, **parameters: Any
) -> dict[str, str | list[str]]:
    """The keys of the first permission, or of that for `action`."""
    service, name = operation.split(":")
    call = Call(service, name, parameters, "eu-central-1", ACCOUNT)
    permissions = [p for p in permissions_of(call) if p.action == (action or p.action)]
    asked = access_request(call, permissions[0], caller or Caller(ALICE), Request(), "")
    return dict(asked.context)


@pytest.mark.parametrize(
    ("operation", "parameters", "expected"),
    [
        (
            "s3:ListObjectsV2",
            {"Bucket": "b", "Prefix": "a/", "Delimiter": "/", "MaxKeys": 5},
            {"s3:prefix": "a/", "s3:delimiter": "/", "s3:max-keys": "5"},
        ),
        (
            "s3:PutObject",
            {"Bucket": "b", "Key": "k", "IfNoneMatch": "*", "ServerSideEncryption": "AES256"},
            {
                "s3:if-none-match": "*",
                "s3:x-amz-server-side-encryption": "AES256",
                "s3:objectcreationoperation": "true",
                "s3:x-amz-acl": None,
            },
        ),
        (
            "s3:PutObject",
            {"Bucket": "b", "Key": "k", "ACL": "private", "Tagging": "Team=blue&cost=1"},
            {
                "s3:x-amz-acl": "private",
                "s3:requestobjecttag/team": "blue",
                "s3:requestobjecttagkeys": ["Team", "cost"],
                "aws:tagkeys": None,
            },
        ),
        (
            "s3:PutObjectTagging",
            {"Bucket": "b", "Key": "k", "Tagging": {"TagSet": [{"Key": "a", "Value": "1"}]}},
            {"s3:requestobjecttag/a": "1", "s3:requestobjecttagkeys": ["a"]},
        ),
        (
            "s3:UploadPart",
            {"Bucket": "b", "Key": "k"},
            {"s3:objectcreationoperation": "false"},
        ),
        (
            "s3:CreateBucket",
            {"Bucket": "b", "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}},
            {"s3:locationconstraint": "eu-west-1"},
        ),
        (
            "sqs:CreateQueue",
            {"QueueName": "q", "tags": {"Team": "blue"}},
            {"aws:requesttag/team": "blue", "aws:tagkeys": ["Team"]},
        ),
        (
            "sqs:UntagQueue",
            {"QueueUrl": f"http://127.0.0.1:4566/{ACCOUNT}/q", "TagKeys": ["Team"]},
            {"aws:requesttag/team": None, "aws:tagkeys": ["Team"]},
        ),
        (
            "iam:CreateRole",
            {
                "RoleName": "r",
                "PermissionsBoundary": "arn:b",
                "Tags": [{"Key": "a", "Value": "1"}],
            },
            {"iam:permissionsboundary": "arn:b", "aws:requesttag/a": "1"},
        ),
        (
            "sts:AssumeRole",
            {"RoleArn": ROLE, "RoleSessionName": "s", "ExternalId": "e", "DurationSeconds": 900},
            {
                "sts:rolesessionname": "s",
                "sts:externalid": "e",
                "sts:durationseconds": "900",
                "sts:transitivetagkeys": None,
            },
        ),
        (
            "lambda:CreateFunction",
            {
                "FunctionName": "f",
                "Layers": ["arn:layer:1"],
                "VpcConfig": {"SubnetIds": ["subnet-1"], "SecurityGroupIds": []},
            },
            {
                "lambda:layer": ["arn:layer:1"],
                "lambda:subnetids": ["subnet-1"],
                "lambda:securitygroupids": None,
            },
        ),
        ("cloudwatch:PutMetricData", {"Namespace": "n"}, {"cloudwatch:namespace": "n"}),
        (
            "cloudwatch:PutMetricAlarm",
            {"AlarmName": "a", "Namespace": "n", "AlarmActions": ["x"], "OKActions": ["x", "y"]},
            {"cloudwatch:namespace": None, "cloudwatch:alarmactions": ["x", "y"]},
        ),
    ],
)
def test_parameters_become_keys(operation, parameters, expected):
    found = keys_of(operation, **parameters)

    assert {key: found.get(key) for key in expected} == expected


def test_pass_role_has_the_service_and_the_function():
    found = keys_of("lambda:CreateFunction", action="iam:PassRole", FunctionName="f", Role=ROLE)

    assert found["iam:passedtoservice"] == "lambda.amazonaws.com"
    assert found["iam:associatedresourcearn"].endswith(f":{ACCOUNT}:function:f")


def test_every_call_has_its_region_and_account():
    assert keys_of("dynamodb:ListTables") | {
        "aws:requestedregion": "eu-central-1",
        "aws:resourceaccount": ACCOUNT,
        "aws:viaawsservice": "false",
    } == keys_of("dynamodb:ListTables")
    assert keys_of("iam:GetRole", RoleName="r")["aws:requestedregion"] == "us-east-1"


def test_the_owner_of_the_resource_is_its_account():
    call = Call("s3", "GetObject", {"Bucket": "b", "Key": "k"}, "eu-central-1", ACCOUNT)
    permission = Permission("s3:GetObject", "arn:aws:s3:::b/k")

    asked = access_request(call, permission, Caller(ALICE), Request(), "222222222222")

    assert asked.context["aws:resourceaccount"] == "222222222222"
    assert asked.context["s3:resourceaccount"] == "222222222222"


def caller_keys(caller: Caller) -> dict[str, Any]:
    found = keys_of("dynamodb:ListTables", caller=caller)
    others = keys_of("dynamodb:ListTables", caller=Caller(ANONYMOUS))
    return {key: value for key, value in found.items() if others.get(key) != value}


def test_a_user_has_a_name():
    assert caller_keys(Caller(ALICE, {"Team": "blue"})) == {
        "aws:principalarn": ALICE.arn,
        "aws:principalaccount": ACCOUNT,
        "aws:principaltype": "User",
        "aws:principaltag/team": "blue",
        "aws:userid": "AIDAALICE",
        "aws:username": "alice",
    }


def test_a_session_has_the_arn_of_its_role_and_a_token():
    issued = datetime(2026, 1, 1, tzinfo=UTC)

    assert caller_keys(Caller(SESSION, token_issued_at=issued)) == {
        "aws:principalarn": ROLE,
        "aws:principalaccount": ACCOUNT,
        "aws:principaltype": "AssumedRole",
        "aws:userid": "AROAWRITER:function",
        "aws:tokenissuetime": "2026-01-01T00:00:00Z",
        "aws:multifactorauthpresent": "false",
    }


def test_a_service_has_its_source():
    source = f"arn:aws:lambda:eu-central-1:{ACCOUNT}:function:f"

    assert caller_keys(Caller(LAMBDA, source_arn=source)) == {
        "aws:principalisawsservice": "true",
        "aws:principalservicename": "lambda.amazonaws.com",
        "aws:principalservicenameslist": ["lambda.amazonaws.com"],
        "aws:sourcearn": source,
        "aws:sourceaccount": ACCOUNT,
    }


def test_an_anonymous_caller_is_called_so():
    found = keys_of("dynamodb:ListTables", caller=Caller(ANONYMOUS))

    assert found["aws:principaltype"] == "Anonymous"
    assert "aws:principalarn" not in found


def test_keys_of_the_http_request():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    request = Request(
        scheme="http",
        headers={"User-Agent": "aws-cli/2", "Referer": "http://a"},
        remote_addr="127.0.0.1",
    )

    assert http_values(request, now) == {
        "aws:currenttime": "2026-01-01T00:00:00Z",
        "aws:epochtime": "1767225600",
        "aws:securetransport": "true",
        "aws:sourceip": "127.0.0.1",
        "aws:useragent": "aws-cli/2",
        "aws:referer": "http://a",
    }


@pytest.mark.parametrize(("value", "expected"), [("false", "false"), ("true", "true")])
def test_only_a_request_that_says_so_counts_as_plain_http(value, expected):
    request = Request(headers={"X-Sandbox-Secure-Transport": value})

    assert http_values(request)["aws:securetransport"] == expected


@pytest.mark.parametrize(
    ("query", "content_type", "expected"),
    [
        ("", "", {"s3:authtype": "REST-HEADER", "s3:signatureversion": "AWS4-HMAC-SHA256"}),
        ("", "multipart/form-data; boundary=x", {"s3:authtype": "POST"}),
        (
            "X-Amz-Signature=1&X-Amz-Date=20260101T000000Z",
            "",
            {"s3:authtype": "REST-QUERY-STRING", "s3:signatureage": "60000"},
        ),
        (
            "AWSAccessKeyId=A&Signature=1",
            "",
            {"s3:authtype": "REST-QUERY-STRING", "s3:signatureversion": "AWS"},
        ),
    ],
)
def test_keys_of_the_signature(query, content_type, expected):
    request = Request(query_string=query, headers={"Content-Type": content_type})

    found = signature_values(request, datetime(2026, 1, 1, 0, 1, tzinfo=UTC))

    assert found | expected == found


def test_a_key_is_known_missing_or_unknown():
    assert conditions.is_known("aws:sourcevpce")
    assert conditions.is_known("aws:principaltag/team")
    # The sandbox cannot tell to which organization an account belongs.
    assert not conditions.is_known("aws:principalorgid")
    assert not conditions.is_known("aws:sourceipp")
