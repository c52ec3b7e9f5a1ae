"""Whether a caller has a permission: all that decides it."""

from dataclasses import dataclass
from typing import Any, Self

from payments_sandbox.iam import decision
from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.call_record import Basis
from payments_sandbox.iam.conditions import access_request
from payments_sandbox.iam.permissions import owner_of
from payments_sandbox.iam.policy import AccessRequest
from payments_sandbox.iam.resource_policies import resource_policy
from payments_sandbox.iam.session import Session


@dataclass(frozen=True)
class Question:
    """One permission that a call needs, with the policies as they are now."""

    call: Call
    permission: Permission
    session: Session
    request: AccessRequest
    owner: str
    resource_policy: str | None

    @classmethod
    def of(cls, call: Call, permission: Permission, session: Session, http: Any) -> Self:
        # A new bucket belongs to the caller; S3 itself refuses the name of another one.
        is_new = permission.action == "s3:CreateBucket"
        owner = "" if is_new else owner_of(permission.resource)
        return cls(
            call=call,
            permission=permission,
            session=session,
            request=access_request(call, permission, session.caller, http, owner),
            owner=owner,
            resource_policy=None if is_new else resource_policy(permission),
        )

    def objection(self) -> str | None:
        """AWS's reason for denying the permission; None if it is allowed."""
        return decision.objection(self.session, self.request, self.owner, self.resource_policy)

    def basis(self) -> Basis:
        principal = self.request.principal
        names = {
            "userid": principal.userid,
            "username": principal.username,
            "role_arn": principal.role_arn,
        }
        return Basis(
            principal={
                "type": principal.type.value,
                "arn": principal.arn,
                "account": principal.account,
                **{name: value for name, value in names.items() if value},
            },
            context=dict(self.request.context),
            owner=self.owner,
            permissions_boundary=self.session.permissions_boundary,
            session_policies=self.session.session_policies,
            resource_policy=self.resource_policy,
        )
