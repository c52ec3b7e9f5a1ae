"""Compares the caller with the Principal or NotPrincipal of a resource policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from typing import Any

from payments_sandbox.iam.policy.document import Statement, as_list
from payments_sandbox.iam.policy.request import (
    AccessRequest,
    Principal,
    PrincipalType,
    UnsupportedPolicyError,
)
from payments_sandbox.iam.policy.verdict import GrantedTo

_ACCOUNT = re.compile(r"(?:arn:aws[a-z-]*:iam::)?(?P<account>[0-9]{12})(?::root)?")
_OF_NO_ACCOUNT = {PrincipalType.ANONYMOUS, PrincipalType.SERVICE}
_KINDS = {"AWS", "Service", "Federated", "CanonicalUser"}


def concerned_principal(statement: Statement, request: AccessRequest) -> GrantedTo | None:
    """How the statement names the caller; None if it does not concern the caller."""
    if "NotPrincipal" in statement.elements:
        return _concerned_by_exception(statement, request.principal)
    if "Principal" not in statement.elements:
        raise UnsupportedPolicyError("a resource policy without Principal")
    found = _matches(statement.elements["Principal"], request.principal)
    return max(found, default=None)


def _concerned_by_exception(statement: Statement, principal: Principal) -> GrantedTo | None:
    """A Deny excepts a caller only if its account, role and session are all named.

    AWS may check each of them in turn, and documents that all should be named.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    """
    found = _matches(statement.elements["NotPrincipal"], principal)
    if GrantedTo.EVERYONE in found:
        return None
    needed = _names_of(principal) if statement.denies else set()
    excepted = needed <= found if needed else bool(found)
    return None if excepted else GrantedTo.EVERYONE


def _names_of(principal: Principal) -> set[GrantedTo]:
    if principal.type in _OF_NO_ACCOUNT:
        return {GrantedTo.CALLER}
    if principal.type is PrincipalType.ROOT:
        return {GrantedTo.ACCOUNT}
    if principal.type is PrincipalType.ASSUMED_ROLE:
        return {GrantedTo.ACCOUNT, GrantedTo.ROLE, GrantedTo.CALLER}
    return {GrantedTo.ACCOUNT, GrantedTo.CALLER}


def _matches(element: Any, principal: Principal) -> set[GrantedTo]:
    if element == "*":
        return {GrantedTo.EVERYONE}
    unknown = element.keys() - _KINDS
    if unknown:
        raise UnsupportedPolicyError(f"a principal of the kind {sorted(unknown)[0]}")
    named = [(kind, name) for kind, names in element.items() for name in as_list(names)]
    found = {_match(kind, name, principal) for kind, name in named}
    return found - {None}


def _match(kind: str, name: str, principal: Principal) -> GrantedTo | None:
    if name == "*":
        return GrantedTo.EVERYONE if kind == "AWS" else _refuse_wildcard(name)
    if "*" in name or "?" in name:
        _refuse_wildcard(name)
    if kind == "AWS":
        return _match_aws(name, principal)
    if kind == "CanonicalUser":
        if principal.canonical_user is None and principal.type not in _OF_NO_ACCOUNT:
            raise UnsupportedPolicyError("a principal of the kind CanonicalUser")
        return GrantedTo.ACCOUNT if name == principal.canonical_user else None
    expected = PrincipalType.SERVICE if kind == "Service" else PrincipalType.FEDERATED
    same = principal.type is expected and name == principal.arn
    return GrantedTo.CALLER if same else None


def _match_aws(name: str, principal: Principal) -> GrantedTo | None:
    if principal.type in _OF_NO_ACCOUNT:
        return None
    if account := _ACCOUNT.fullmatch(name):
        return GrantedTo.ACCOUNT if account["account"] == principal.account else None
    if name in (principal.arn, principal.userid):
        return GrantedTo.CALLER
    if name in (principal.role_arn, principal.userid.partition(":")[0]):
        return GrantedTo.ROLE
    return None


def _refuse_wildcard(name: str) -> None:
    """AWS accepts no policy with part of a name: a wildcard stands for everyone."""
    raise UnsupportedPolicyError(f"a wildcard in the principal {name}")
