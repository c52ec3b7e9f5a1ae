"""Policies of buckets, queues, functions and keys, read from LocalStack's stores."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws.api import CommonServiceException
from localstack.services.kms.models import kms_stores
from localstack.services.lambda_.invocation.lambda_models import (
    Function,
    FunctionResourcePolicy,
    ResourcePolicy,
)
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.s3.models import KeyStore, s3_stores
from localstack.services.sqs.models import sqs_stores
from moto.iam.models import iam_backends
from payments_sandbox.iam import enforcement
from payments_sandbox.iam.call_record import CallRecord
from payments_sandbox.iam.session import EVERYTHING
from sending import ACCOUNT, send

EVERY_CALLER = "*"
ALICE = f"arn:aws:iam::{ACCOUNT}:user/alice"
iam = iam_backends[ACCOUNT]["aws"]


def document(effect: str, principal: Any, action: str, **more: Any) -> str:
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, **more}]})


def tls_only(action: str) -> str:
    return document(
        "Deny", EVERY_CALLER, action, Condition={"Bool": {"aws:SecureTransport": "false"}}
    )


@pytest.fixture
def alice() -> Iterator[str]:
    """The key of a user without any policy."""
    iam.create_user("us-east-1", "alice")
    yield iam.create_access_key("alice").access_key_id
    iam.users.clear()


@pytest.fixture(autouse=True)
def _stores() -> Iterator[None]:
    yield
    for stores in (s3_stores, sqs_stores, lambda_stores, kms_stores):
        stores.reset()


def put_bucket(policy: str | None, account: str = ACCOUNT) -> None:
    store = s3_stores[account]["us-east-1"]
    store.global_bucket_map["journal"] = account
    objects = KeyStore()
    objects.set("k", SimpleNamespace())
    store.buckets["journal"] = SimpleNamespace(policy=policy, objects=objects)


def put_queue(policy: str) -> None:
    queue = SimpleNamespace(attributes={"Policy": policy}, tags={})
    sqs_stores[ACCOUNT]["us-east-1"].queues["letters"] = queue


def put_function(statement: dict[str, Any], qualifier: str) -> None:
    policy = FunctionResourcePolicy(ResourcePolicy("2012-10-17", "default", [statement]))
    function = Function("pay", permissions={qualifier: policy})
    lambda_stores[ACCOUNT]["us-east-1"].functions["pay"] = function


READ = {"Bucket": "journal", "Key": "k"}
SEND = {"QueueUrl": f"http://127.0.0.1:4566/{ACCOUNT}/letters"}
PLAIN = {"X-Sandbox-Secure-Transport": "false"}


@pytest.mark.parametrize("key", ["alice", "developer"])
def test_a_tls_only_bucket_refuses_plain_http_and_accepts_the_sandboxs_own_road(alice, key):
    put_bucket(tls_only("s3:*"))
    iam.put_user_policy("alice", "all", EVERYTHING)
    caller = alice if key == "alice" else ACCOUNT

    send("s3:GetObject", caller, **READ)
    with pytest.raises(CommonServiceException, match="explicit deny in a resource-based policy"):
        send("s3:GetObject", caller, headers=PLAIN, **READ)


def test_a_tls_only_queue_refuses_plain_http_too():
    put_queue(tls_only("sqs:*"))

    send("sqs:SendMessage", ACCOUNT, **SEND)
    with pytest.raises(CommonServiceException, match="explicit deny in a resource-based policy"):
        send("sqs:SendMessage", ACCOUNT, headers=PLAIN, **SEND)


def test_a_bucket_grants_without_an_identity_policy(alice):
    put_bucket(document("Allow", {"AWS": ALICE}, "s3:GetObject"))

    send("s3:GetObject", alice, **READ)
    with pytest.raises(CommonServiceException, match="no identity-based policy allows"):
        send("s3:PutObject", alice, **READ)


def test_another_accounts_bucket_needs_both_policies(alice):
    put_bucket(document("Allow", {"AWS": ACCOUNT}, "s3:GetObject"), account="222222222222")

    with pytest.raises(CommonServiceException, match="no identity-based policy allows"):
        send("s3:GetObject", alice, **READ)
    send("s3:GetObject", ACCOUNT, **READ)
    with pytest.raises(CommonServiceException, match="no resource-based policy allows"):
        send("s3:PutObject", ACCOUNT, **READ)


def test_the_name_of_another_accounts_bucket_is_left_to_s3():
    put_bucket(document("Deny", "*", "s3:*"), account="222222222222")

    send("s3:CreateBucket", ACCOUNT, Bucket="journal")
    with pytest.raises(CommonServiceException):
        send("s3:DeleteBucket", ACCOUNT, Bucket="journal")


def test_a_queue_grants_without_an_identity_policy(alice):
    put_queue(document("Allow", {"AWS": ALICE}, "SQS:SendMessage"))

    send("sqs:SendMessage", alice, **SEND)
    with pytest.raises(CommonServiceException, match="no identity-based policy allows"):
        send("sqs:ReceiveMessage", alice, **SEND)


@pytest.mark.parametrize(
    ("qualifier", "parameters"), [("$LATEST", {}), ("live", {"Qualifier": "live"})]
)
def test_a_function_or_alias_grants_without_an_identity_policy(alice, qualifier, parameters):
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": ALICE},
        "Action": "lambda:InvokeFunction",
        "Resource": "*",
    }
    put_function(statement, qualifier)

    send("lambda:Invoke", alice, FunctionName="pay", **parameters)
    with pytest.raises(CommonServiceException, match="no identity-based policy allows"):
        send("lambda:Invoke", alice, FunctionName="pay", Qualifier="1")


def test_a_key_needs_its_own_policy(alice):
    iam.put_user_policy("alice", "all", EVERYTHING)
    keys = kms_stores[ACCOUNT]["us-east-1"].keys
    keys["1234"] = SimpleNamespace(policy=document("Allow", {"AWS": ACCOUNT}, "kms:*"))
    keys["5678"] = SimpleNamespace(policy=document("Allow", {"AWS": "222222222222"}, "kms:*"))

    send("kms:DescribeKey", alice, KeyId="1234")
    send("kms:DescribeKey", alice, KeyId="alias/aws/dynamodb")
    with pytest.raises(CommonServiceException, match="no resource-based policy allows"):
        send("kms:DescribeKey", alice, KeyId="5678")


def test_the_record_holds_what_a_call_was_decided_by(alice, monkeypatch):
    record = CallRecord()
    monkeypatch.setattr(enforcement, "record", record)
    grant = document("Allow", {"AWS": ALICE}, "s3:GetObject")
    put_bucket(grant)

    send("s3:GetObject", alice, **READ)
    send("s3:GetObject", ACCOUNT, **READ)

    by_alice, by_developer = record.read(ACCOUNT)["calls"]
    assert by_alice["basis"] == {
        "principal": {
            "type": "user",
            "arn": ALICE,
            "account": ACCOUNT,
            "userid": iam.get_user("alice").id,
            "username": "alice",
        },
        "context": by_alice["basis"]["context"],
        "owner": ACCOUNT,
        "permissions_boundary": None,
        "session_policies": None,
        "resource_policy": grant,
    }
    assert by_alice["basis"]["context"]["aws:securetransport"] == "true"
    assert by_developer["basis"] is None


def test_a_policy_with_an_unknown_condition_key_is_refused_by_name():
    put_bucket(
        document("Deny", "*", "s3:*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})
    )

    with pytest.raises(CommonServiceException, match="aws:PrincipalOrgID"):
        send("s3:GetObject", ACCOUNT, **READ)
