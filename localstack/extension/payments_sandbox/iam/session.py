"""Who calls: a session of an assumed role, nobody, or the developer, whom nothing restricts."""

import re
from dataclasses import dataclass

from localstack.aws.api import RequestContext
from moto.core.exceptions import ServiceException
from moto.iam.models import IAMBackend, Role, iam_backends
from moto.sts.models import AssumedRole, sts_backends

from payments_sandbox.iam.policy import Verdict, evaluate


@dataclass(frozen=True)
class RoleSession:
    """An assumed role with the policies that restrict it now, not when it was assumed."""

    arn: str
    role_arn: str
    identity_policies: list[str]
    permissions_boundary: str | None
    session_policy: str | None

    def objection(self, action: str, resource: str) -> str | None:
        """Why AWS would refuse, in its words; None if it would not."""
        sources = [
            ("identity-based policy", self.identity_policies),
            ("permissions boundary", [self.permissions_boundary]),
            ("session policy", [self.session_policy]),
        ]
        given = [(kind, documents) for kind, documents in sources if documents != [None]]
        verdicts = {kind: evaluate(documents, action, resource) for kind, documents in given}
        for kind, verdict in verdicts.items():
            if verdict is Verdict.DENIED:
                article = "an" if kind == "identity-based policy" else "a"
                return f"with an explicit deny in {article} {kind}"
        for kind, verdict in verdicts.items():
            if verdict is Verdict.NOT_MENTIONED:
                return f"because no {kind} allows the {action} action"
        return None


# An anonymous caller has no policies; a bucket's own, which AWS would ask, is not evaluated here.
ANONYMOUS = RoleSession("anonymous", "anonymous", [], None, None)

# Version 4 of the signature, in any order and spacing, and version 2.
_CREDENTIAL = re.compile(r"\bCredential\s*=\s*([^/,\s]+)|^AWS\s+([^:\s]+):", re.IGNORECASE)
# LocalStack gives it to a request that came without a signature of its own.
_INJECTED = "injectedaccesskey"


def access_key_of(context: RequestContext) -> str:
    """A pre-signed URL carries it in its query and a pre-signed form in a field."""
    request = context.request
    fields = request.form if context.operation.name == "PostObject" else request.args
    signed = {name.lower(): value for name, value in fields.items()}
    if credential := signed.get("x-amz-credential") or signed.get("awsaccesskeyid"):
        return credential.partition("/")[0]
    found = _CREDENTIAL.search(request.headers.get("Authorization", ""))
    return (found[1] or found[2]) if found else ""


def find_session(context: RequestContext) -> RoleSession | None:
    """None for the developer: the key is not one that `sts:AssumeRole` gave out."""
    key = access_key_of(context)
    if key == _INJECTED:
        return ANONYMOUS
    # Of any account: LocalStack takes a pre-signed request to be of its default one.
    for accounts in list(sts_backends.values()):
        if assumed := accounts[context.partition].get_assumed_role_from_access_key(key):
            return _read(assumed)
    return None


def _read(assumed: AssumedRole) -> RoleSession:
    backend = iam_backends[assumed.account_id][assumed.partition]
    try:
        role = backend.get_role_by_arn(assumed.role_arn)
    except ServiceException:
        # The role was deleted; its sessions have nothing left that would allow anything.
        return RoleSession(assumed.arn, assumed.role_arn, [], None, assumed.policy)
    attached = [_default_document(backend, arn) for arn in role.managed_policies]
    return RoleSession(
        arn=assumed.arn,
        role_arn=assumed.role_arn,
        identity_policies=[*role.policies.values(), *attached],
        permissions_boundary=_boundary(backend, role),
        session_policy=assumed.policy,
    )


def _boundary(backend: IAMBackend, role: Role) -> str | None:
    arn = role.permissions_boundary_arn
    return _default_document(backend, arn) if arn else None


def _default_document(backend: IAMBackend, policy_arn: str) -> str:
    policy = backend.managed_policies[policy_arn]
    return next(version.document for version in policy.versions if version.is_default)
