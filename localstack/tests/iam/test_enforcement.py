"""The handler that authorizes a request, with roles in LocalStack's backends."""

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from localstack.aws.api import CommonServiceException
from localstack.services.s3.models import KeyStore, s3_stores
from localstack.services.sts.models import sts_stores
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends
from payments_sandbox.iam import enforcement
from payments_sandbox.iam.call_record import CallRecord
from payments_sandbox.traces import current
from sending import ACCOUNT, TABLE, policy, send

iam = iam_backends[ACCOUNT]["aws"]


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> CallRecord:
    fresh = CallRecord()
    monkeypatch.setattr(enforcement, "record", fresh)
    return fresh


@pytest.fixture(autouse=True)
def _role(record: CallRecord) -> Iterator[None]:
    iam.create_role("writer", "{}", "/", None, "", [], 3600)
    iam.put_role_policy("writer", "inline", policy("dynamodb:PutItem"))
    yield
    iam.delete_role_policy("writer", "inline")
    iam.delete_role("writer")


def assume(session_policy: str | None = None) -> str:
    sessions = sts_backends[ACCOUNT]["aws"]
    role_arn = f"arn:aws:iam::{ACCOUNT}:role/writer"
    return sessions.assume_role(
        "us-east-1", "function", role_arn, session_policy, 3600, None
    ).access_key_id


def find_session_of(key: str) -> AssumedRole:
    return sts_backends[ACCOUNT]["aws"].get_assumed_role_from_access_key(key)


def test_a_role_does_what_its_policy_allows_and_nothing_else(record):
    key = assume()
    send("dynamodb:PutItem", key)

    with pytest.raises(CommonServiceException) as refused:
        send("dynamodb:DeleteItem", key)

    assert refused.value.message == (
        f"User: arn:aws:sts::{ACCOUNT}:assumed-role/writer/function is not authorized to perform:"
        f" dynamodb:DeleteItem on resource: {TABLE}"
        " because no identity-based policy allows the dynamodb:DeleteItem action"
    )
    calls = record.read(ACCOUNT)["calls"]
    assert [(c["action"], c["allowed"], c["second_opinion"]) for c in calls] == [
        ("dynamodb:PutItem", True, "permitted"),
        ("dynamodb:DeleteItem", False, "not mentioned"),
    ]


def test_a_changed_policy_applies_immediately():
    key = assume()
    iam.put_role_policy("writer", "inline", policy("dynamodb:GetItem"))

    send("dynamodb:GetItem", key)
    with pytest.raises(CommonServiceException):
        send("dynamodb:PutItem", key)


def test_an_attached_policy_counts_too():
    attached = iam.create_policy("", "/", policy("dynamodb:GetItem"), "attached", [])
    iam.attach_role_policy(attached.arn, "writer")
    try:
        send("dynamodb:GetItem", assume())
    finally:
        iam.detach_role_policy(attached.arn, "writer")


def test_an_explicit_deny_is_named_as_one():
    iam.put_role_policy("writer", "inline", policy("dynamodb:*", effect="Deny"))

    with pytest.raises(CommonServiceException, match="with an explicit deny in an identity-based"):
        send("dynamodb:PutItem", assume())


def test_a_session_policy_narrows_the_role():
    with pytest.raises(CommonServiceException, match="because no session policy allows"):
        send("dynamodb:PutItem", assume(session_policy=policy("dynamodb:GetItem")))


def test_a_permissions_boundary_narrows_the_role(monkeypatch):
    boundary = iam.create_policy("", "/", policy("dynamodb:GetItem"), "boundary", [])
    monkeypatch.setattr(iam.get_role("writer"), "permissions_boundary_arn", boundary.arn)

    with pytest.raises(CommonServiceException, match="because no permissions boundary allows"):
        send("dynamodb:PutItem", assume())


def test_a_call_without_a_mapping_is_refused_to_a_role(record):
    with pytest.raises(CommonServiceException, match="no IAM mapping for dynamodb:ImportTable"):
        send("dynamodb:ImportTable", assume())
    assert record.read(ACCOUNT)["calls"][0]["action"] is None


def test_an_internal_call_with_a_roles_key_is_restricted():
    with pytest.raises(CommonServiceException):
        send("dynamodb:DeleteItem", assume(), internal=True)


@pytest.mark.parametrize("key", ["injectedaccesskey", "AKIAIOSFODNN7EXAMPLE", "000000000000x", ""])
def test_an_unknown_key_is_denied_everything(key):
    with pytest.raises(CommonServiceException, match="User: anonymous is not authorized"):
        send("s3:GetObject", key, Bucket="journal", Key="k")


def test_a_user_does_what_its_own_and_its_groups_policies_allow():
    iam.create_user("us-east-1", "alice")
    iam.create_group("readers")
    try:
        key = iam.create_access_key("alice").access_key_id
        with pytest.raises(CommonServiceException, match="user/alice is not authorized"):
            send("dynamodb:GetItem", key)
        iam.put_group_policy("readers", "inline", policy("dynamodb:GetItem"))
        iam.add_user_to_group("readers", "alice")
        iam.put_user_policy("alice", "inline", policy("dynamodb:PutItem"))

        send("dynamodb:GetItem", key)
        send("dynamodb:PutItem", key)
    finally:
        iam.users.clear()
        iam.groups.clear()


TEAM_A = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "dynamodb:GetItem",
            "Resource": "*",
            "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}},
        },
    }
)


def test_tags_of_the_role_and_the_session_are_those_of_the_caller(monkeypatch):
    iam.put_role_policy("writer", "inline", TEAM_A)
    key = assume()
    with pytest.raises(CommonServiceException):
        send("dynamodb:GetItem", key)

    iam.tag_role("writer", [{"Key": "team", "Value": "a"}])
    send("dynamodb:GetItem", key)

    tags = {"team": {"Key": "team", "Value": "b"}}
    sessions = sts_stores[ACCOUNT]["us-east-1"].sessions
    monkeypatch.setitem(sessions, key, {"tags": tags, "transitive_tags": [], "iam_context": {}})
    with pytest.raises(CommonServiceException):
        send("dynamodb:GetItem", key)


def test_tags_of_the_user_are_those_of_the_caller():
    iam.create_user("us-east-1", "alice", tags=[{"Key": "team", "Value": "a"}])
    iam.create_user("us-east-1", "bob", tags=[{"Key": "team", "Value": "b"}])
    try:
        for name in ("alice", "bob"):
            iam.put_user_policy(name, "inline", TEAM_A)
        send("dynamodb:GetItem", iam.create_access_key("alice").access_key_id)
        with pytest.raises(CommonServiceException):
            send("dynamodb:GetItem", iam.create_access_key("bob").access_key_id)
    finally:
        iam.users.clear()


def test_managed_session_policies_narrow_the_role_together():
    iam.put_role_policy("writer", "inline", policy("dynamodb:*"))
    for_reading = iam.create_policy("", "/", policy("dynamodb:GetItem"), "reading", [])
    for_writing = iam.create_policy("", "/", policy("dynamodb:PutItem"), "writing", [])
    key = assume()
    find_session_of(key).policy_arns = [for_reading.arn, for_writing.arn]

    send("dynamodb:GetItem", key)
    send("dynamodb:PutItem", key)
    with pytest.raises(CommonServiceException, match="because no session policy allows"):
        send("dynamodb:DeleteItem", key)

    iam.delete_policy(for_reading.arn)
    with pytest.raises(CommonServiceException, match="because no session policy allows"):
        send("dynamodb:GetItem", key)
    iam.delete_policy(for_writing.arn)


def test_a_permissions_boundary_narrows_a_user():
    boundary = iam.create_policy("", "/", policy("dynamodb:GetItem"), "of-user", [])
    user = iam.create_user("us-east-1", "alice")
    try:
        iam.put_user_policy("alice", "inline", policy("dynamodb:*"))
        key = iam.create_access_key("alice").access_key_id
        send("dynamodb:PutItem", key)
        user.permissions_boundary = boundary.arn

        send("dynamodb:GetItem", key)
        with pytest.raises(CommonServiceException, match="because no permissions boundary allows"):
            send("dynamodb:PutItem", key)
    finally:
        iam.users.clear()
        iam.delete_policy(boundary.arn)


def test_another_accounts_queue_and_bucket_are_out_of_reach():
    iam.put_role_policy("writer", "inline", policy("sqs:*", "s3:*", resource="*"))
    key = assume()
    buckets = s3_stores["000000000000"]["us-east-1"].global_bucket_map
    buckets |= {"mine": ACCOUNT, "theirs": "222222222222"}
    try:
        send("s3:GetObject", key, Bucket="mine", Key="k")
        send("sqs:SendMessage", key, QueueUrl=f"http://127.0.0.1:4566/{ACCOUNT}/mine")
        for operation, parameters in [
            ("s3:GetObject", {"Bucket": "theirs", "Key": "k"}),
            ("sqs:SendMessage", {"QueueUrl": "http://127.0.0.1:4566/222222222222/theirs"}),
        ]:
            with pytest.raises(CommonServiceException, match="no resource-based policy allows"):
                send(operation, key, **parameters)
    finally:
        buckets.clear()


def test_a_missing_key_is_refused_unless_the_caller_may_list_the_bucket(record):
    iam.put_role_policy("writer", "inline", policy("s3:GetObject", resource="*"))
    store = s3_stores[ACCOUNT]["us-east-1"]
    store.global_bucket_map["mine"] = ACCOUNT
    store.buckets["mine"] = SimpleNamespace(objects=KeyStore(), policy=None)
    key = assume()
    try:
        with pytest.raises(CommonServiceException) as refused:
            send("s3:GetObject", key, Bucket="mine", Key="missing")
        iam.put_role_policy("writer", "inline", policy("s3:*", resource="*"))
        send("s3:GetObject", key, Bucket="mine", Key="missing")
    finally:
        store.global_bucket_map.clear()
        store.buckets.clear()

    assert refused.value.status_code == 403
    assert refused.value.message.endswith(
        'is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::mine"'
        " because no identity-based policy allows the s3:ListBucket action"
    )
    # The role needs no permission to list: the report of `make iam` must not ask for it.
    calls = record.read(ACCOUNT)["calls"]
    assert [(call["action"], call["allowed"]) for call in calls] == [("s3:GetObject", True)]


def test_a_call_that_names_no_resource_is_refused_to_a_role():
    with pytest.raises(CommonServiceException, match="no IAM mapping for dynamodb:PutItem with"):
        send("dynamodb:PutItem", assume(), TableName=None)


def test_the_developer_may_do_everything_and_is_recorded(record):
    send("dynamodb:DeleteItem", ACCOUNT)
    send("dynamodb:DeleteItem", ACCOUNT)
    send("dynamodb:ImportTable", ACCOUNT)

    calls = record.read(ACCOUNT)["calls"]
    assert [(c["role"], c["action"], c["count"]) for c in calls] == [
        (None, "dynamodb:DeleteItem", 2),
        (None, None, 1),
    ]


def test_an_internal_call_is_not_recorded(record):
    send("dynamodb:DeleteItem", "__internal_call__", internal=True)
    assert record.read(ACCOUNT)["calls"] == []


def test_only_the_record_of_the_given_account_is_removed(record):
    send("dynamodb:PutItem", ACCOUNT)
    record.forget("222222222222")
    assert len(record.read(ACCOUNT)["calls"]) == 1
    record.forget(ACCOUNT)
    assert record.read(ACCOUNT)["calls"] == []


ALLOWS = "statement 1 of policy 1 in identity-based policy"
DENIES = ALLOWS.replace("identity-based", "session")


def test_notes_the_statement_that_denies():
    verdicts = []
    recorded = SimpleNamespace(decide=lambda *facts, decided_by, **_: verdicts.append(decided_by))
    current.enter(recorded)
    with pytest.raises(CommonServiceException):
        send("dynamodb:PutItem", assume(policy("dynamodb:*", effect="Deny")))
    current.leave()

    [decided_by] = verdicts
    assert decided_by.names == DENIES
    assert json.loads(*decided_by.texts)["Effect"] == "Deny"


def test_notes_its_verdict_in_the_recorded_call():
    verdicts = []
    recorded = SimpleNamespace(
        decide=lambda *facts, allowed, decided_by: verdicts.append(
            (*facts, allowed, decided_by.names)
        )
    )
    current.enter(recorded)
    send("dynamodb:PutItem", assume())
    with pytest.raises(CommonServiceException):
        send("dynamodb:DeleteItem", assume())
    current.leave()

    assert verdicts == [
        ("dynamodb:PutItem", TABLE, True, ALLOWS),
        ("dynamodb:DeleteItem", TABLE, False, None),
    ]
