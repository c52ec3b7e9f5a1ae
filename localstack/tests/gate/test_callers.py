from collections.abc import Iterator
from datetime import timedelta

import pytest
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends
from payments_sandbox.gate import callers
from payments_sandbox.gate.refusal import Problem, RefusedError
from rolo import Request

ACCOUNT = "111111111111"
iam = iam_backends[ACCOUNT]["aws"]


@pytest.fixture(autouse=True)
def _role(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(AssumedRole, "__init__", AssumedRole.__init__)
    callers.remember_roles()
    create_role()
    yield
    if "writer" in [role.name for role in iam.get_roles()]:
        iam.delete_role("writer")


def create_role() -> None:
    iam.create_role("writer", "{}", "/", None, "", [], 3600)


def assume() -> AssumedRole:
    role_arn = f"arn:aws:iam::{ACCOUNT}:role/writer"
    return sts_backends[ACCOUNT]["aws"].assume_role(
        "us-east-1", "session", role_arn, None, 3600, None
    )


def find_caller(key: str, token: str | None) -> callers.Caller:
    """The caller of a new request."""
    return callers.find_caller(Request(), key, token)


def problem_of(key: str, token: str | None = None) -> Problem:
    with pytest.raises(RefusedError) as refused:
        find_caller(key, token)
    return refused.value.problem


def test_the_id_of_every_account_is_a_key_of_the_developer(monkeypatch):
    monkeypatch.setattr(callers, "secret_access_key", lambda: "secret")
    for account in ["000000000000", "123456789012"]:
        assert find_caller(account, None) == callers.Caller("secret", is_developer=True)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "test",
        "00000000000",
        "0000000000000",
        "000000000000x",
        "\u0660" * 12,
        "AKIAIOSFODNN7EXAMPLE",
        "__internal_call__",
        "injectedaccesskey",
    ],
)
def test_a_key_that_was_issued_to_no_caller_is_unknown(key):
    assert problem_of(key) is Problem.UNKNOWN_KEY


def test_the_developers_key_comes_without_a_token():
    assert problem_of("000000000000", "token") is Problem.UNKNOWN_KEY


def test_a_session_needs_its_own_token():
    session, other = assume(), assume()

    caller = find_caller(session.access_key_id, session.session_token)

    assert caller == callers.Caller(session.secret_access_key, is_developer=False)
    for token in [None, "", "x", other.session_token]:
        assert problem_of(session.access_key_id, token) is Problem.UNKNOWN_KEY


def test_a_key_is_case_sensitive():
    session = assume()
    assert problem_of(session.access_key_id.lower(), session.session_token) is Problem.UNKNOWN_KEY


def test_a_session_ends_when_it_expires():
    session = assume()
    session.expiration -= timedelta(hours=2)
    assert problem_of(session.access_key_id, session.session_token) is Problem.EXPIRED_TOKEN


def test_a_session_ends_with_its_role_and_does_not_come_back_with_its_name():
    session = assume()
    iam.delete_role("writer")
    assert problem_of(session.access_key_id, session.session_token) is Problem.UNKNOWN_KEY
    create_role()
    assert problem_of(session.access_key_id, session.session_token) is Problem.UNKNOWN_KEY


def test_an_iam_users_key_is_known_while_it_is_active():
    iam.create_user("us-east-1", "alice")
    try:
        key = iam.create_access_key("alice")
        caller = find_caller(key.access_key_id, None)
        assert caller == callers.Caller(key.secret_access_key, is_developer=False)
        key.status = "Inactive"
        assert problem_of(key.access_key_id) is Problem.UNKNOWN_KEY
    finally:
        iam.delete_user("alice")
