"""Who may assume a role: the role's trust policy decides."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from localstack.aws.api import CommonServiceException
from localstack.constants import INTERNAL_AWS_ACCESS_KEY_ID
from moto.iam.models import iam_backends
from sending import ACCOUNT, policy, send

ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
LAMBDA = {"Service": "lambda.amazonaws.com"}
iam = iam_backends[ACCOUNT]["aws"]


def trust(principal: Any, **more: Any) -> None:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole", **more}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.get_role("writer").assume_role_policy_document = document


@pytest.fixture(autouse=True)
def _role() -> Iterator[None]:
    iam.create_role("writer", '{"Statement": []}', "/", None, "", [], 3600)
    yield
    iam.delete_role("writer")
    iam.users.clear()


def assume(key: str = ACCOUNT, **more: Any) -> None:
    send("sts:AssumeRole", key, **{"RoleArn": ROLE, "RoleSessionName": "s"} | more)


def assume_as(service: str) -> None:
    assume(INTERNAL_AWS_ACCESS_KEY_ID, internal=True, service_principal=service)


def test_the_developer_assumes_a_role_that_trusts_the_account():
    trust({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
    assume()

    trust({"AWS": "arn:aws:iam::222222222222:root"})
    with pytest.raises(CommonServiceException) as refused:
        assume()

    assert (refused.value.code, refused.value.status_code) == ("AccessDenied", 403)
    assert refused.value.message == (
        f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: sts:AssumeRole on"
        f" resource: {ROLE} because no role trust policy allows the sts:AssumeRole action"
    )


def test_a_role_that_trusts_only_lambda_is_assumed_only_by_lambda():
    trust(LAMBDA)

    assume_as("lambda")
    with pytest.raises(CommonServiceException, match="no role trust policy allows"):
        assume_as("ec2")
    with pytest.raises(CommonServiceException, match="no role trust policy allows"):
        assume()


def test_lambda_assumes_no_role_that_trusts_the_account():
    trust({"AWS": ACCOUNT})

    with pytest.raises(CommonServiceException, match=r"User: lambda\.amazonaws\.com is not"):
        assume_as("lambda")


def test_a_role_that_does_not_exist_is_not_assumed():
    with pytest.raises(CommonServiceException, match="no role trust policy allows"):
        assume(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/missing")


def test_a_user_needs_the_trust_policy_and_in_its_name_or_by_its_own_policy():
    iam.create_user("us-east-1", "alice")
    key = iam.create_access_key("alice").access_key_id

    trust({"AWS": ACCOUNT})
    with pytest.raises(CommonServiceException, match="no identity-based policy allows"):
        assume(key)
    iam.put_user_policy("alice", "inline", policy("sts:AssumeRole", resource=ROLE))
    assume(key)
    trust(LAMBDA)
    with pytest.raises(CommonServiceException, match="no role trust policy allows"):
        assume(key)
    iam.delete_user_policy("alice", "inline")
    trust({"AWS": f"arn:aws:iam::{ACCOUNT}:user/alice"})
    assume(key)


def test_an_external_id_must_be_the_one_that_the_role_expects():
    trust({"AWS": ACCOUNT}, Condition={"StringEquals": {"sts:ExternalId": "secret"}})

    assume(ExternalId="secret")
    for wrong in ({}, {"ExternalId": "other"}):
        with pytest.raises(CommonServiceException, match="no role trust policy allows"):
            assume(**wrong)


def test_tags_and_a_source_identity_need_separate_permissions():
    trust({"AWS": ACCOUNT})
    tagged = {"Tags": [{"Key": "team", "Value": "a"}]}

    with pytest.raises(CommonServiceException, match="sts:TagSession"):
        assume(**tagged)
    with pytest.raises(CommonServiceException, match="sts:SetSourceIdentity"):
        assume(SourceIdentity="alice")
    trust({"AWS": ACCOUNT}, Action=["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])
    assume(**tagged, SourceIdentity="alice")


def test_a_role_of_another_account_needs_both_policies():
    trust({"AWS": "222222222222"})

    assume("222222222222")
    with pytest.raises(CommonServiceException, match="no role trust policy allows"):
        assume("333333333333")


@pytest.mark.parametrize("operation", ["AssumeRoleWithWebIdentity", "AssumeRoleWithSAML"])
def test_identity_providers_are_refused_by_name(operation):
    trust("*", Action="sts:*")

    with pytest.raises(CommonServiceException, match=f"no identity providers.*{operation}"):
        send(f"sts:{operation}", ACCOUNT, RoleArn=ROLE)
