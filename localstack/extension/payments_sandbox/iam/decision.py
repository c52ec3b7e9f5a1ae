"""Combines the policies of the caller with that of the resource.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from payments_sandbox.iam.policy import (
    AccessRequest,
    Decision,
    GrantedTo,
    PrincipalType,
    Verdict,
    decide,
    decide_resource_policy,
)
from payments_sandbox.iam.resource_policies import needs_resource_policy
from payments_sandbox.iam.session import Session
from payments_sandbox.traces import current

IDENTITY, BOUNDARY = "identity-based policy", "permissions boundary"
SESSION, RESOURCE, TRUST = "session policy", "resource-based policy", "role trust policy"

# What the account's root user may always do with a policy that locks out everyone.
# https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
UNLOCKING = {
    "s3:DeleteBucketPolicy",
    "s3:GetBucketPolicy",
    "s3:PutBucketPolicy",
    "sqs:GetQueueAttributes",
    "sqs:SetQueueAttributes",
}


def objection(
    session: Session, request: AccessRequest, owner: str, resource_policy: str | None
) -> str | None:
    """AWS's reason for denying the request; None if it is allowed.

    `owner` is the account that owns the resource; empty if no account does.
    """
    is_own = owner in ("", request.principal.account)
    if is_own and _unlocks(request):
        return None
    of_resource = _decide_resource(resource_policy, request)
    decisions = {
        IDENTITY: decide(session.identity_policies, request),
        BOUNDARY: _limit(session.permissions_boundary, request),
        SESSION: _limit(session.session_policies, request),
        TRUST if request.action.startswith("sts:") else RESOURCE: of_resource,
    }
    for kind, decision in decisions.items():
        if decision.verdict is Verdict.DENIED:
            current.note_statements(kind, decision.decided_by)
            return f"with an explicit deny in {'an' if kind == IDENTITY else 'a'} {kind}"
    needed = _needed(request, of_resource.granted_to, is_own=is_own)
    for kind, decision in decisions.items():
        if decision.verdict is Verdict.NOT_MENTIONED and kind in needed:
            return f"because no {kind} allows the {request.action} action"
    # Boundaries and session policies only restrict.
    for kind in (IDENTITY, TRUST, RESOURCE):
        if kind in decisions and decisions[kind].decided_by:
            current.note_statements(kind, decisions[kind].decided_by)
            break
    return None


def _unlocks(request: AccessRequest) -> bool:
    return request.principal.type is PrincipalType.ROOT and request.action in UNLOCKING


def _decide_resource(policy: str | None, request: AccessRequest) -> Decision:
    return decide_resource_policy(policy, request) if policy else Decision(Verdict.NOT_MENTIONED)


def _limit(policies: list[str] | None, request: AccessRequest) -> Decision:
    """A boundary or session policy only restricts, so without one everything is allowed."""
    return Decision(Verdict.ALLOWED) if policies is None else decide(policies, request)


def _needed(request: AccessRequest, granted_to: GrantedTo | None, *, is_own: bool) -> set[str]:
    """The kinds of policies that must allow the request."""
    if request.principal.type is PrincipalType.SERVICE:
        return {RESOURCE, TRUST}
    if not is_own:
        return {IDENTITY, BOUNDARY, SESSION, RESOURCE, TRUST}
    if granted_to is GrantedTo.CALLER:
        return set()
    if granted_to in (GrantedTo.ROLE, GrantedTo.EVERYONE):
        return {BOUNDARY, SESSION}
    # A grant to the account leaves the decision to the identity policies.
    must = needs_resource_policy(request.action) and granted_to is None
    return {IDENTITY, BOUNDARY, SESSION} | ({RESOURCE, TRUST} if must else set())
