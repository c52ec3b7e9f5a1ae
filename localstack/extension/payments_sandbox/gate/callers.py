"""Finds the owner of the access key that signed a request."""

import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from localstack.utils.patch import patch
from moto.iam.models import IAMBackend, iam_backends
from moto.sts.models import AssumedRole, sts_backends
from rolo import Request

from payments_sandbox.gate.refusal import Problem, RefusedError
from payments_sandbox.gate.secret import secret_access_key

PARTITION = "aws"
_ACCOUNT_ID = re.compile(r"[0-9]{12}")
# In the WSGI environment of a request, to which no client can add this name.
_SESSION = "payments_sandbox.session"


@dataclass(frozen=True)
class Caller:
    """The owner of an access key, and the secret that goes with the key."""

    secret: str
    is_developer: bool


def find_caller(request: Request, access_key_id: str, token: str | None) -> Caller:
    """Raises for a key that this emulator did not issue, or that is no longer valid."""
    if session := session_of(request, access_key_id):
        _verify(session, token)
        return Caller(session.secret_access_key, is_developer=False)
    if token is not None:
        # Only temporary keys have a session token.
        raise RefusedError(Problem.UNKNOWN_KEY)
    if is_developer(access_key_id):
        return Caller(secret_access_key(), is_developer=True)
    if found := find_user_key(access_key_id):
        backend, _ = found
        return Caller(backend.access_keys[access_key_id].secret_access_key, is_developer=False)
    raise RefusedError(Problem.UNKNOWN_KEY)


def is_developer(access_key_id: str) -> bool:
    """The developer's key is any account id: LocalStack reads such a key as the account."""
    return _ACCOUNT_ID.fullmatch(access_key_id) is not None


def session_of(request: Request, access_key_id: str) -> AssumedRole | None:
    """Returns the session with this key, which is looked up once for each request.

    The gate, IAM and the fault injection call it in turn, each with the key that it reads.
    """
    known = request.environ.get(_SESSION)
    # LocalStack may sign a request again on its way, so the result counts for this key only.
    if known is None or known[0] != access_key_id:
        known = request.environ[_SESSION] = (access_key_id, _find_session(access_key_id))
    return known[1]


def _find_session(access_key_id: str) -> AssumedRole | None:
    # In every account: a session may call resources of another account.
    for backends in list(sts_backends.values()):
        if session := backends[PARTITION].get_assumed_role_from_access_key(access_key_id):
            return session
    return None


def find_user_key(access_key_id: str) -> tuple[IAMBackend, str] | None:
    """The account and the name of the IAM user with this key, if the key is active."""
    for backends in list(iam_backends.values()):
        key = backends[PARTITION].access_keys.get(access_key_id)
        # moto also keeps the keys of sessions here, without a user.
        if key and key.user_name and key.status == "Active":
            return backends[PARTITION], key.user_name
    return None


def _verify(session: AssumedRole, token: str | None) -> None:
    if not hmac.compare_digest((token or "").encode(), session.session_token.encode()):
        raise RefusedError(Problem.UNKNOWN_KEY)
    if session.expiration.replace(tzinfo=UTC) <= datetime.now(UTC):
        raise RefusedError(Problem.EXPIRED_TOKEN)
    if role_id(session) != session.role_id:
        raise RefusedError(Problem.UNKNOWN_KEY)


def role_id(session: AssumedRole) -> str | None:
    """The id of the role that now has the session's role ARN; a recreated role has another id."""
    backend: IAMBackend = iam_backends[session.account_id][session.partition]
    return next((role.id for role in backend.roles.values() if role.arn == session.role_arn), None)


def remember_roles() -> None:
    """Stores in each session the id of its role, so that a recreated role does not revive it.

    moto looks the role up by its ARN each time. Also stores when the session began, a condition
    key that moto does not keep.
    """

    @patch(AssumedRole.__init__)
    def keep_role_id(init, self, *args, **kwargs) -> None:
        init(self, *args, **kwargs)
        self.role_id = role_id(self)
        self.issued_at = datetime.now(UTC)
