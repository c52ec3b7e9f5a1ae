"""Decides whether a request meets the Condition of a statement.

All operators and keys must be met (AND); one of a key's values is enough (OR), or none may match
if the operator is negated (NOR).
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

import re
from functools import partial
from typing import Any

from payments_sandbox.iam.policy import pattern
from payments_sandbox.iam.policy.document import Statement, as_list
from payments_sandbox.iam.policy.logic import all_of, any_of
from payments_sandbox.iam.policy.operators import OPERATORS, Operator
from payments_sandbox.iam.policy.request import AccessRequest, UnsupportedPolicyError

_NAME = re.compile(
    r"(?:(?P<quantifier>ForAllValues|ForAnyValue):)?(?P<base>[A-Za-z]+?)(?P<if_exists>IfExists)?"
)


def meets_condition(statement: Statement, request: AccessRequest) -> bool:
    return all_of(
        partial(_is_met, name, key, as_list(values), statement, request)
        for name, tests in statement.elements.get("Condition", {}).items()
        for key, values in tests.items()
    )


def _is_met(
    name: str, key: str, values: list[Any], statement: Statement, request: AccessRequest
) -> bool:
    parsed = _NAME.fullmatch(name)
    base = parsed["base"] if parsed else ""
    if base not in OPERATORS and name != "Null":
        raise UnsupportedPolicyError(f"the condition operator {name}")
    if not request.is_known(key.lower()):
        raise UnsupportedPolicyError(f"the condition key {key}")
    present = request.context.get(key.lower())
    texts = [_text(value) for value in values]
    if name == "Null":
        return _is_null(present, texts)
    test = Test(OPERATORS[base], texts, statement, request)
    if present is None:
        return _without_value(name, test, parsed["quantifier"], bool(parsed["if_exists"]))
    return _with_value(test, parsed["quantifier"], present, f"{name} of {key}")


class Test:
    """One operator with the policy's values for one key."""

    def __init__(
        self, test: Operator, texts: list[str], statement: Statement, request: AccessRequest
    ) -> None:
        has_variables = test.has_variables and statement.has_variables
        parts = [pattern.tokens(text, has_variables) for text in texts]
        self.negated = test.negated
        self._compare = test.compare
        self._values = [pattern.resolve(part, request) for part in parts]

    def is_met_by(self, value: str) -> bool:
        # No request value matches a policy value with an unresolved variable.
        matched = any_of(
            partial(self._compare, value, parts) for parts in self._values if parts is not None
        )
        return matched != self.negated


def _is_null(present: str | list[str] | None, texts: list[str]) -> bool:
    is_absent = "true" if present is None else "false"
    unknown = [text for text in texts if text.lower() not in ("true", "false")]
    if unknown:
        raise UnsupportedPolicyError(f"the condition value {unknown[0]}")
    return is_absent in [text.lower() for text in texts]


def _without_value(name: str, test: Test, quantifier: str | None, if_exists: bool) -> bool:
    if quantifier == "ForAnyValue":
        if if_exists:
            # IfExists is documented as true then, and ForAnyValue as false.
            raise UnsupportedPolicyError(f"{name} of a key without a value")
        return False
    return if_exists or quantifier == "ForAllValues" or test.negated


def _with_value(test: Test, quantifier: str | None, present: str | list[str], what: str) -> bool:
    values = [present] if isinstance(present, str) else present
    if quantifier and not any(values):
        # For a set operator, an empty string is an empty set.
        values = []
    if quantifier == "ForAllValues":
        return all_of(partial(test.is_met_by, value) for value in values)
    if quantifier == "ForAnyValue":
        return any_of(partial(test.is_met_by, value) for value in values)
    if isinstance(present, list):
        # AWS demands a set operator for such a key, and documents no result without one.
        raise UnsupportedPolicyError(f"{what}, a multivalued key, without ForAllValues")
    return test.is_met_by(present)


def _text(value: Any) -> str:
    """JSON may have a boolean or a number where the language means its text."""
    return str(value).lower() if isinstance(value, bool) else str(value)
