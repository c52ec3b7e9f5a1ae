"""Reads the policies that are attached to a role, a user, a group or a session."""

from collections.abc import Iterable

from moto.iam.models import Group, IAMBackend, Role, User
from moto.sts.models import AssumedRole

NOTHING = '{"Version": "2012-10-17", "Statement": []}'


def policies(backend: IAMBackend, holders: Iterable[Role | User | Group]) -> list[str]:
    """The inline policies of all holders, and those attached to them."""
    return [
        document
        for holder in holders
        for document in [
            *holder.policies.values(),
            *(_default_document(backend, arn) for arn in holder.managed_policies),
        ]
    ]


def boundary(backend: IAMBackend, policy_arn: str | None) -> list[str] | None:
    return [_default_document(backend, policy_arn)] if policy_arn else None


def session_policies(backend: IAMBackend, assumed: AssumedRole) -> list[str] | None:
    """The inline policy of a session and the managed ones, which together are its limit."""
    # patches/policy_arns.py sets this attribute.
    arns = getattr(assumed, "policy_arns", [])
    if not arns and assumed.policy is None:
        return None
    inline = [] if assumed.policy is None else [assumed.policy]
    return [*inline, *(_default_document(backend, arn) for arn in arns)]


def _default_document(backend: IAMBackend, policy_arn: str) -> str:
    policy = backend.managed_policies.get(policy_arn)
    if policy is None:
        # It was deleted, or never existed, so it allows nothing.
        return NOTHING
    return next(version.document for version in policy.versions if version.is_default)
