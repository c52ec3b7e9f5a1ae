"""Compares the ARN of a resource with the patterns of a statement.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from functools import lru_cache, partial

from payments_sandbox.iam.policy import pattern
from payments_sandbox.iam.policy.document import Statement
from payments_sandbox.iam.policy.logic import any_of
from payments_sandbox.iam.policy.pattern import Token, Variable, Wildcard
from payments_sandbox.iam.policy.request import AccessRequest, UnsupportedPolicyError

FIELDS = 6


def matches_resources(statement: Statement, request: AccessRequest, *, complete: bool) -> bool:
    """`complete` adds wildcards for missing fields, which AWS does in identity policies only."""
    patterns, negated = statement.patterns("Resource")
    found = any_of(
        partial(_matches, text, statement, request, complete=complete, negated=negated)
        for text in patterns
    )
    return found != negated


def _matches(
    text: str, statement: Statement, request: AccessRequest, *, complete: bool, negated: bool
) -> bool:
    if text == "*":
        return True
    parts = pattern.tokens(_completed(text) if complete else text, statement.has_variables)
    _refuse_early_variables(text, parts)
    resolved = pattern.resolve(parts, request)
    if resolved is None and negated:
        # AWS documents only that such a statement might be invalid.
        raise UnsupportedPolicyError(f"NotResource {text}, a variable of which has no value")
    return resolved is not None and _regex(resolved).fullmatch(request.resource) is not None


def _completed(text: str) -> str:
    missing = FIELDS - 1 - text.count(":")
    return text + ":*" * missing if text.startswith("arn:") and missing > 0 else text


def _refuse_early_variables(text: str, parts: tuple[Token, ...]) -> None:
    colons = 0
    for part in parts:
        if isinstance(part, Variable) and colons < FIELDS - 1:
            raise UnsupportedPolicyError(f"a policy variable before the fifth colon of {text}")
        colons += part.count(":") if isinstance(part, str) else 0


@lru_cache(maxsize=1024)
def _regex(parts: tuple[str | Wildcard, ...]) -> re.Pattern[str]:
    """A wildcard stays in its field, unless it is a `*` that ends the field."""
    result = ""
    colons = 0
    for index, part in enumerate(parts):
        if isinstance(part, str):
            result += re.escape(part)
            colons += part.count(":")
            continue
        following = parts[index + 1] if index + 1 < len(parts) else ":"
        ends_field = part.text == "*" and isinstance(following, str) and following[0] == ":"
        anything = "." if ends_field or colons >= FIELDS - 1 else "[^:]"
        result += anything + ("*" if part.text == "*" else "")
    return re.compile(result, re.DOTALL)
