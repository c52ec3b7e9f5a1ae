"""Evaluates policy documents: an explicit deny wins over an allow."""

import json
import re
from enum import Enum
from functools import lru_cache
from typing import Any


class Verdict(Enum):
    ALLOWED = "allowed"
    DENIED = "denied"
    NOT_MENTIONED = "not mentioned"


class UnsupportedPolicyError(Exception):
    """The policy uses a feature that is not evaluated here; the message names the feature."""


def evaluate(documents: list[str], action: str, resource: str) -> Verdict:
    """The verdict of all these policies together on one action on one resource."""
    effects = {
        statement["Effect"]
        for document in documents
        for statement in _statements(document)
        if _concerns(statement, action, resource)
    }
    if "Deny" in effects:
        return Verdict.DENIED
    return Verdict.ALLOWED if "Allow" in effects else Verdict.NOT_MENTIONED


@lru_cache(maxsize=256)
def _statements(document: str) -> list[dict[str, Any]]:
    return _as_list(json.loads(document)["Statement"])


def _concerns(statement: dict[str, Any], action: str, resource: str) -> bool:
    # In IAM, actions are case-insensitive and resources case-sensitive.
    concerned = _matches(statement, "Action", action.lower(), str.lower) and _matches(
        statement, "Resource", resource
    )
    if concerned and "Condition" in statement:
        operators = ", ".join(statement["Condition"])
        raise UnsupportedPolicyError(f"a Condition ({operators})")
    return concerned


def _matches(statement: dict[str, Any], element: str, value: str, fold: Any = str) -> bool:
    """Whether `value` matches the element, or does not match its Not… form."""
    negated = f"Not{element}" in statement
    patterns = _as_list(statement[f"Not{element}" if negated else element])
    return negated != any(_pattern(fold(pattern)).fullmatch(value) for pattern in patterns)


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    """`*` matches any text, `?` any single character, and other characters match themselves."""
    if "${" in text:
        raise UnsupportedPolicyError(f"a policy variable ({text})")
    wildcards = {"*": ".*", "?": "."}
    return re.compile("".join(wildcards.get(c) or re.escape(c) for c in text), re.DOTALL)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
