"""The managed policies with which a role is assumed, through LocalStack's own provider."""

from types import SimpleNamespace

import pytest
from localstack.services.sts import provider
from localstack.services.sts.provider import StsProvider
from moto.sts.models import AssumedRole, sts_backends
from payments_sandbox.patches.policy_arns import keep_policy_arns

ACCOUNT = "111111111111"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/writer"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


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


def test_localstack_forgets_policy_arns(monkeypatch):
    session = assume(monkeypatch, PolicyArns=[{"arn": READ_ONLY}])

    assert not hasattr(session, "policy_arns")


def test_keeps_policy_arns_with_the_session(monkeypatch):
    keep_policy_arns()

    session = assume(monkeypatch, PolicyArns=[{"arn": READ_ONLY}])

    assert session.policy_arns == [READ_ONLY]


def test_a_session_without_any_has_none(monkeypatch):
    keep_policy_arns()

    assert not hasattr(assume(monkeypatch), "policy_arns")
