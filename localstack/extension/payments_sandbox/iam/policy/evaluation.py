"""Decides on a request: an explicit deny wins over an allow.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from collections.abc import Callable, Iterable
from functools import partial

from payments_sandbox.iam.policy import pattern
from payments_sandbox.iam.policy.condition import meets_condition
from payments_sandbox.iam.policy.document import Statement, read_statements
from payments_sandbox.iam.policy.logic import all_of
from payments_sandbox.iam.policy.principal import concerned_principal
from payments_sandbox.iam.policy.request import AccessRequest, UnsupportedPolicyError
from payments_sandbox.iam.policy.resource import matches_resources
from payments_sandbox.iam.policy.verdict import Decision, GrantedTo, StatementRef, Verdict

# How a statement concerns the request; None if it does not.
Concern = Callable[[Statement, AccessRequest], GrantedTo | None]


def evaluate(documents: list[str], request: AccessRequest) -> Verdict:
    """The verdict of all these identity, boundary or session policies together."""
    return decide(documents, request).verdict


def evaluate_resource_policy(document: str, request: AccessRequest) -> Verdict:
    """The verdict of a resource policy or trust policy, whose statements name principals."""
    return decide_resource_policy(document, request).verdict


def decide(documents: list[str], request: AccessRequest) -> Decision:
    """As `evaluate`, with the statements that decided."""
    return _decide(documents, request, _concerns_identity)


def decide_resource_policy(document: str, request: AccessRequest) -> Decision:
    """As `evaluate_resource_policy`, with the statements that decided and whom they grant to."""
    return _decide([document], request, _concerns_caller)


def _concerns_identity(statement: Statement, request: AccessRequest) -> GrantedTo | None:
    concerned = all_of(
        [
            partial(_matches_action, statement, request),
            partial(matches_resources, statement, request, complete=True),
            partial(meets_condition, statement, request),
        ]
    )
    return GrantedTo.CALLER if concerned else None


def _concerns_caller(statement: Statement, request: AccessRequest) -> GrantedTo | None:
    checks = [
        partial(_matches_action, statement, request),
        partial(meets_condition, statement, request),
    ]
    # A trust policy has no Resource: its resource is the role that holds it.
    if statement.elements.keys() & {"Resource", "NotResource"}:
        checks.append(partial(matches_resources, statement, request, complete=False))
    checks.append(lambda: concerned_principal(statement, request) is not None)
    return concerned_principal(statement, request) if all_of(checks) else None


def _matches_action(statement: Statement, request: AccessRequest) -> bool:
    # In IAM, actions are case-insensitive and resources case-sensitive. They have no variables.
    patterns, negated = statement.patterns("Action")
    action = request.action.lower()
    return negated != any(
        pattern.matches(pattern.tokens(text.lower(), has_variables=False), action)
        for text in patterns
    )


def _decide(documents: list[str], request: AccessRequest, concern: Concern) -> Decision:
    denies: list[StatementRef] = []
    allows: list[tuple[GrantedTo, StatementRef]] = []
    unsupported: dict[bool, UnsupportedPolicyError] = {}
    for ref, statement in _all_statements(documents):
        try:
            concerned = concern(statement, request)
        except UnsupportedPolicyError as error:
            unsupported.setdefault(statement.denies, error)
            continue
        if concerned and statement.denies:
            denies.append(ref)
        elif concerned:
            allows.append((concerned, ref))
    if denies:
        return Decision(Verdict.DENIED, tuple(denies))
    if True in unsupported:
        raise unsupported[True]
    if False in unsupported and not allows:
        raise unsupported[False]
    if not allows:
        return Decision(Verdict.NOT_MENTIONED)
    return Decision(
        Verdict.ALLOWED, tuple(ref for _, ref in allows), max(granted for granted, _ in allows)
    )


def _all_statements(documents: Iterable[str]) -> Iterable[tuple[StatementRef, Statement]]:
    for number, document in enumerate(documents):
        for statement in read_statements(document):
            ref = StatementRef(number, statement.index, statement.sid, statement.text)
            yield ref, statement
