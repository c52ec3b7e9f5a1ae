"""Identifies the caller: a session of a role, an IAM user, the developer, or a service."""

from collections.abc import Iterable
from dataclasses import dataclass

from localstack.aws.api import RequestContext
from localstack.constants import AWS_REGION_US_EAST_1, INTERNAL_AWS_ACCESS_KEY_ID
from localstack.services.sts.models import sts_stores
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.core.exceptions import ServiceException
from moto.iam.models import IAMBackend, iam_backends
from moto.sts.models import AssumedRole

from payments_sandbox.gate import callers
from payments_sandbox.iam import attached
from payments_sandbox.iam.conditions.caller import Caller
from payments_sandbox.iam.policy import Principal, PrincipalType

EVERYTHING = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
)


@dataclass(frozen=True)
class Session:
    """The caller with its current policies, not those at the time its session began."""

    caller: Caller
    identity_policies: list[str]
    # None without a boundary.
    permissions_boundary: list[str] | None = None
    # None if the session was created without one; several count as one.
    session_policies: list[str] | None = None

    @property
    def arn(self) -> str:
        return self.caller.principal.arn

    @property
    def holder(self) -> str | None:
        """The ARN of the role or user; None for the developer, who is neither."""
        principal = self.caller.principal
        if principal.type is PrincipalType.ROOT:
            return None
        return principal.role_arn or principal.arn


# The caller with an unknown key has no policies, so every action is denied.
ANONYMOUS = Session(Caller(Principal("anonymous", "", PrincipalType.ANONYMOUS)), [])


def find_session(context: RequestContext) -> Session | None:
    """None for LocalStack's internal calls, except those of a role, which are not restricted.

    The gate has already verified the signature of a request from the network.
    """
    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    if key == INTERNAL_AWS_ACCESS_KEY_ID:
        return None
    if callers.is_developer(key):
        return None if context.is_internal_call else _developer(key, context.partition)
    if session := callers.session_of(context.request, key):
        return _assumed(session)
    if user_key := callers.find_user_key(key):
        return _user(*user_key)
    return ANONYMOUS


def find_service(context: RequestContext) -> Session | None:
    """The service, such as Lambda, for which LocalStack makes this internal call."""
    name = (context.internal_request_params or {}).get("service_principal")
    if not name:
        return None
    return Session(Caller(Principal(f"{name}.amazonaws.com", "", PrincipalType.SERVICE)), [])


def _developer(account: str, partition: str) -> Session:
    """Allowed everything by identity policies, as an administrator of the account."""
    arn = f"arn:{partition}:iam::{account}:root"
    principal = Principal(arn, account, PrincipalType.ROOT, userid=account)
    return Session(Caller(principal), [EVERYTHING])


def _assumed(assumed: AssumedRole) -> Session:
    backend = iam_backends[assumed.account_id][assumed.partition]
    try:
        role = backend.get_role_by_arn(assumed.role_arn)
    except ServiceException:
        # The role was deleted, so no policy allows its sessions anything.
        return Session(_caller(assumed, {}), [])
    return Session(
        caller=_caller(assumed, _tags(role.tags)),
        identity_policies=attached.policies(backend, [role]),
        permissions_boundary=attached.boundary(backend, role.permissions_boundary_arn),
        session_policies=attached.session_policies(backend, assumed),
    )


def _caller(assumed: AssumedRole, role_tags: dict[str, str]) -> Caller:
    principal = Principal(
        arn=assumed.arn,
        account=assumed.account_id,
        type=PrincipalType.ASSUMED_ROLE,
        userid=assumed.user_id,
        role_arn=assumed.role_arn,
    )
    tags = role_tags | _session_tags(assumed)
    return Caller(principal, tags, token_issued_at=getattr(assumed, "issued_at", None))


def _session_tags(assumed: AssumedRole) -> dict[str, str]:
    """Those passed to AssumeRole, which LocalStack keeps in its own store."""
    sessions = sts_stores[assumed.account_id][AWS_REGION_US_EAST_1].sessions
    config = sessions.get(assumed.access_key_id)
    return _tags(config["tags"].values()) if config else {}


def _user(backend: IAMBackend, user_name: str) -> Session:
    user = backend.get_user(user_name)
    principal = Principal(
        user.arn, backend.account_id, PrincipalType.USER, userid=user.id, username=user.name
    )
    return Session(
        caller=Caller(principal, _tags(user.tags)),
        identity_policies=attached.policies(
            backend, [user, *backend.get_groups_for_user(user_name)]
        ),
        # LocalStack sets this attribute only if the user has a boundary.
        permissions_boundary=attached.boundary(
            backend, getattr(user, "permissions_boundary", None)
        ),
    )


def _tags(tags: Iterable[dict[str, str]] | None) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags or []}
