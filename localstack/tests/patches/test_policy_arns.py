"""The managed policies with which a role is assumed, through LocalStack's own provider."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from localstack.aws.api import CommonServiceException
from localstack.services.sts import provider
from localstack.services.sts.provider import StsProvider
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends
from payments_sandbox.patches.policy_arns import keep_policy_arns

ACCOUNT = "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
DOCUMENT = (
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}'
)


@pytest.fixture
def reading() -> Iterator[str]:
    """The ARN of a managed policy."""
    iam = iam_backends[ACCOUNT]["aws"]
    policy = iam.create_policy("", "/", DOCUMENT, "reading", [])
    yield policy.arn
    iam.delete_policy(policy.arn)


def assume(monkeypatch: pytest.MonkeyPatch, **parameters: object) -> AssumedRole:
    """As LocalStack does it, except that moto does not parse the request again."""
    backend = sts_backends[ACCOUNT]["aws"]
    session = backend.assume_role("us-east-1", "function", ROLE, None, 3600, None)
    response = {"Credentials": {"AccessKeyId": session.access_key_id}}
    monkeypatch.setattr(provider, "call_moto", lambda _: response)
    request = {"RoleArn": ROLE, "RoleSessionName": "function", **parameters}
    context = SimpleNamespace(
        service_request=request, account_id=ACCOUNT, request=SimpleNamespace(headers={})
    )
    sts = object.__new__(StsProvider)
    assert sts.assume_role(context, role_arn=ROLE, role_session_name="function") == response
    return session


def test_localstack_forgets_policy_arns(monkeypatch, reading):
    session = assume(monkeypatch, PolicyArns=[{"arn": reading}])

    assert not hasattr(session, "policy_arns")


def test_keeps_policy_arns_with_the_session(monkeypatch, reading):
    keep_policy_arns()

    session = assume(monkeypatch, PolicyArns=[{"arn": reading}])

    assert session.policy_arns == [reading]


def test_refuses_a_policy_that_moto_does_not_have(monkeypatch, reading):
    keep_policy_arns()

    with pytest.raises(CommonServiceException, match=f"no managed policy {READ_ONLY}"):
        assume(monkeypatch, PolicyArns=[{"arn": reading}, {"arn": READ_ONLY}])


def test_a_session_without_any_has_none(monkeypatch):
    keep_policy_arns()

    assert not hasattr(assume(monkeypatch), "policy_arns")
