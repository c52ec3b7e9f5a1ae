"""Identifies the caller: a session of a role, an IAM user, or the unrestricted developer."""

from dataclasses import dataclass

from localstack.aws.api import RequestContext
from localstack.constants import AWS_REGION_US_EAST_1, INTERNAL_AWS_ACCESS_KEY_ID
from localstack.services.sts.models import sts_stores
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header
from moto.core.exceptions import ServiceException
from moto.iam.models import IAMBackend, iam_backends
from moto.sts.models import AssumedRole

from payments_sandbox.gate import callers
from payments_sandbox.iam.conditions.caller import Caller
from payments_sandbox.iam.policy import AccessRequest, Principal, PrincipalType, Verdict, evaluate

NOTHING = '{"Version": "2012-10-17", "Statement": []}'


@dataclass(frozen=True)
class RoleSession:
    """An assumed role with its current policies, not those at the time it was assumed.

    Also stands for an IAM user, whose ARN is in both `arn` and `role_arn`.
    """

    caller: Caller
    identity_policies: list[str]
    permissions_boundary: str | None
    # None if the session was created without one; several count as one.
    session_policies: list[str] | None

    @property
    def arn(self) -> str:
        return self.caller.principal.arn

    @property
    def role_arn(self) -> str:
        return self.caller.principal.role_arn or self.arn

    @property
    def account(self) -> str:
        return self.caller.principal.account

    def objection(self, request: AccessRequest) -> str | None:
        """AWS's reason for denying the action; None if it is allowed."""
        sources = [
            ("identity-based policy", self.identity_policies),
            ("permissions boundary", self.permissions_boundary and [self.permissions_boundary]),
            ("session policy", self.session_policies),
        ]
        given = [(kind, documents) for kind, documents in sources if documents is not None]
        verdicts = {kind: evaluate(documents, request) for kind, documents in given}
        for kind, verdict in verdicts.items():
            if verdict is Verdict.DENIED:
                article = "an" if kind == "identity-based policy" else "a"
                return f"with an explicit deny in {article} {kind}"
        for kind, verdict in verdicts.items():
            if verdict is Verdict.NOT_MENTIONED:
                return f"because no {kind} allows the {request.action} action"
        return None


# The caller with an unknown key has no policies, so every action is denied.
ANONYMOUS = RoleSession(
    Caller(Principal("anonymous", "", PrincipalType.ANONYMOUS)), [], None, None
)


def find_session(context: RequestContext) -> RoleSession | None:
    """None for the developer and for LocalStack's internal calls, which are unrestricted.

    The gate has already verified the signature of a request from the network.
    """
    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    if key == INTERNAL_AWS_ACCESS_KEY_ID or callers.is_developer(key):
        return None
    if session := callers.session_of(context.request, key):
        return _read(session)
    if user_key := callers.find_user_key(key):
        return _read_user(*user_key)
    return ANONYMOUS


def _read(assumed: AssumedRole) -> RoleSession:
    backend = iam_backends[assumed.account_id][assumed.partition]
    try:
        role = backend.get_role_by_arn(assumed.role_arn)
    except ServiceException:
        # The role was deleted, so no policy allows its sessions anything.
        return RoleSession(_caller(assumed, {}), [], None, [])
    attached = [_default_document(backend, arn) for arn in role.managed_policies]
    return RoleSession(
        caller=_caller(assumed, {tag["Key"]: tag["Value"] for tag in role.tags or []}),
        identity_policies=[*role.policies.values(), *attached],
        permissions_boundary=_boundary(backend, role.permissions_boundary_arn),
        session_policies=_session_policies(backend, assumed),
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
    config = sts_stores[assumed.account_id][AWS_REGION_US_EAST_1].sessions.get(
        assumed.access_key_id
    )
    return {tag["Key"]: tag["Value"] for tag in config["tags"].values()} if config else {}


def _read_user(backend: IAMBackend, user_name: str) -> RoleSession:
    user = backend.get_user(user_name)
    holders = [user, *backend.get_groups_for_user(user_name)]
    inline = [document for holder in holders for document in holder.policies.values()]
    attached = [
        _default_document(backend, arn) for holder in holders for arn in holder.managed_policies
    ]
    principal = Principal(
        user.arn, backend.account_id, PrincipalType.USER, userid=user.id, username=user.name
    )
    tags = {tag["Key"]: tag["Value"] for tag in user.tags or []}
    # LocalStack sets this attribute only if the user has a boundary.
    boundary = _boundary(backend, getattr(user, "permissions_boundary", None))
    return RoleSession(Caller(principal, tags), [*inline, *attached], boundary, None)


def _session_policies(backend: IAMBackend, assumed: AssumedRole) -> list[str] | None:
    # patches/policy_arns.py sets this attribute.
    arns = getattr(assumed, "policy_arns", [])
    if not arns and assumed.policy is None:
        return None
    inline = [] if assumed.policy is None else [assumed.policy]
    return [*inline, *(_default_document(backend, arn) for arn in arns)]


def _boundary(backend: IAMBackend, policy_arn: str | None) -> str | None:
    return _default_document(backend, policy_arn) if policy_arn else None


def _default_document(backend: IAMBackend, policy_arn: str) -> str:
    policy = backend.managed_policies.get(policy_arn)
    if policy is None:
        # It was deleted, or never existed, so it allows nothing.
        return NOTHING
    return next(version.document for version in policy.versions if version.is_default)
