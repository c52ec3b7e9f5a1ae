"""Evaluates a role's policies with moto's IAMPolicy, which shares no code with policy.py.

moto reads a pattern as a regular expression in which only `*` is IAM's, and compares actions
with regard to case; `_in_moto_terms` makes up for both. It passes over NotResource and, without
the values to compare with, over a Condition: a statement with one of these gets no opinion. moto
has no list of AWS's actions and resource types; scripts/iam/aws-reference.ts has. Conditions and
resource policies are decided again by scripts/iam/reference/.
"""

import json
import re
from functools import lru_cache
from typing import Any

from moto.iam.access_control import IAMPolicy, PermissionResult

Statement = dict[str, Any]

PASSED_OVER = {"Condition", "NotResource"}


def opinion(documents: list[str], action: str, resource: str) -> str:
    """`permitted`, or why not. Only `permitted` agrees with a call that was allowed."""
    action = action.lower()
    for statement in [statement for text in documents for statement in _statements(text)]:
        passed_over = PASSED_OVER & statement.keys()
        if passed_over and _concerns(statement, action, resource):
            return f"no opinion, because of {' and '.join(sorted(passed_over))}"
    results = {_policy(text).is_action_permitted(action, resource) for text in documents}
    if PermissionResult.DENIED in results:
        return "denied"
    return "permitted" if PermissionResult.PERMITTED in results else "not mentioned"


def _concerns(statement: Statement, action: str, resource: str) -> bool:
    """Without what moto passes over: on every resource, if the statement only excepts some."""
    plain = {key: value for key, value in statement.items() if key not in PASSED_OVER}
    policy = IAMPolicy(json.dumps({"Statement": {"Resource": "*", **plain}}))
    return policy.is_action_permitted(action, resource) is not PermissionResult.NEUTRAL


@lru_cache(maxsize=256)
def _policy(document: str) -> IAMPolicy:
    return IAMPolicy(json.dumps({"Statement": _statements(document)}))


@lru_cache(maxsize=256)
def _statements(document: str) -> list[Statement]:
    statements = json.loads(document)["Statement"]
    listed = statements if isinstance(statements, list) else [statements]
    return [_in_moto_terms(statement) for statement in listed]


def _in_moto_terms(statement: Statement) -> Statement:
    terms = dict(statement)
    for element in {"Action", "NotAction", "Resource"} & statement.keys():
        patterns = statement[element]
        texts = [patterns] if isinstance(patterns, str) else patterns
        terms[element] = [
            _literal(text if element == "Resource" else text.lower()) for text in texts
        ]
    return terms


def _literal(pattern: str) -> str:
    """A regular expression for this very text, except for the wildcards of IAM."""
    return re.escape(pattern).replace(r"\*", "*").replace(r"\?", ".")
