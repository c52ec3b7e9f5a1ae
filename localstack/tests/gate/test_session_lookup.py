"""The gate, IAM and the faults need the caller's session; one request looks it up once."""

from types import SimpleNamespace

import pytest
from botocore.credentials import Credentials
from gate.signing import HOST, signed
from moto.iam.models import iam_backends
from moto.sts.models import STSBackend, sts_backends
from payments_sandbox.faults import injection
from payments_sandbox.gate import callers, gate
from payments_sandbox.iam.session import find_session

ACCOUNT = "111111111111"
iam = iam_backends[ACCOUNT]["aws"]


@pytest.fixture
def roles():
    callers.remember_roles()
    names = ["writer", "reader"]
    for name in names:
        iam.create_role(name, "{}", "/", None, "", [], 3600)
    yield names
    for name in names:
        iam.delete_role(name)


@pytest.fixture
def sessions(roles):
    """A session of each role."""
    return [
        sts_backends[ACCOUNT]["aws"].assume_role(
            "us-east-1", "session", f"arn:aws:iam::{ACCOUNT}:role/{name}", None, 3600, None
        )
        for name in roles
    ]


@pytest.fixture
def looked_up(monkeypatch):
    """The keys that were looked up in the account of the sessions."""
    keys = []
    original = STSBackend.get_assumed_role_from_access_key

    def look_up(self, access_key_id):
        if self.account_id == ACCOUNT:
            keys.append(access_key_id)
        return original(self, access_key_id)

    monkeypatch.setattr(STSBackend, "get_assumed_role_from_access_key", look_up)
    return keys


def admitted(session):
    """The context of a request of this session that has passed the gate."""
    credentials = Credentials(
        session.access_key_id, session.secret_access_key, session.session_token
    )
    request = signed(credentials=credentials)
    assert gate.admit(request, frozenset({HOST})) is None
    return SimpleNamespace(request=request)


def test_looks_up_the_session_of_a_request_once(sessions, looked_up):
    context = admitted(sessions[0])

    assert find_session(context).holder == sessions[0].role_arn
    assert injection._role_arn_of(context) == sessions[0].role_arn
    assert looked_up == [sessions[0].access_key_id]


def test_looks_up_the_session_of_each_request(sessions, looked_up):
    arns = [find_session(admitted(session)).holder for session in sessions]

    assert arns == [session.role_arn for session in sessions]
    assert looked_up == [session.access_key_id for session in sessions]


def test_looks_up_another_key_of_the_same_request(sessions):
    writer, reader = sessions
    context = admitted(writer)

    context.request.headers["Authorization"] = context.request.headers["Authorization"].replace(
        writer.access_key_id, reader.access_key_id
    )

    assert find_session(context).holder == reader.role_arn
    assert injection._role_arn_of(context) == reader.role_arn
