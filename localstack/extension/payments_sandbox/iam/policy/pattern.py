"""Wildcards and policy variables in the text of a policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from payments_sandbox.iam.policy.request import AccessRequest, UnsupportedPolicyError

# `${*}`, `${?}` and `${$}` are these characters; the rest names a key, maybe with a default.
_TOKEN = re.compile(r"\$\{(?:(?P<literal>[*?$])|(?P<variable>[^}]*))\}|(?P<wildcard>[*?])")
# Version 2008-10-17 has no variables: there, `$`, `{` and `}` stand for themselves.
_TOKEN_OF_2008 = re.compile(r"(?P<wildcard>[*?])")
_VARIABLE = re.compile(r"\s*(?P<key>[^,]+?)\s*(?:,\s*'(?P<default>.*)'\s*)?", re.DOTALL)


@dataclass(frozen=True)
class Variable:
    key: str
    default: str | None


@dataclass(frozen=True)
class Wildcard:
    text: str


Token = str | Variable | Wildcard


@lru_cache(maxsize=4096)
def tokens(text: str, has_variables: bool) -> tuple[Token, ...]:
    found: list[Token] = []
    end = 0
    for match in (_TOKEN if has_variables else _TOKEN_OF_2008).finditer(text):
        found += [text[end : match.start()], _token(match)]
        end = match.end()
    return tuple(token for token in [*found, text[end:]] if token != "")


def _token(match: re.Match[str]) -> Token:
    if match["wildcard"]:
        return Wildcard(match["wildcard"])
    if match["literal"]:
        return match["literal"]
    parsed = _VARIABLE.fullmatch(match["variable"])
    if parsed is None:
        raise UnsupportedPolicyError(f"the policy variable {match[0]}")
    return Variable(parsed["key"].lower(), parsed["default"])


def resolve(parts: tuple[Token, ...], request: AccessRequest) -> tuple[str | Wildcard, ...] | None:
    """Puts the request's values in place of the variables; None if one has no value.

    Nothing matches a text that holds a variable without a value.
    """
    resolved = tuple(
        _value(part, request) if isinstance(part, Variable) else part for part in parts
    )
    return None if None in resolved else resolved


def _value(variable: Variable, request: AccessRequest) -> str | None:
    if not request.is_known(variable.key):
        raise UnsupportedPolicyError(f"the policy variable ${{{variable.key}}}")
    value = request.context.get(variable.key)
    # AWS resolves no multivalued key, and takes an empty value for none.
    return value if isinstance(value, str) and value else variable.default


def matches(parts: tuple[str | Wildcard, ...], value: str, *, fold: bool = False) -> bool:
    return _regex(parts, fold).fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _regex(parts: tuple[str | Wildcard, ...], fold: bool) -> re.Pattern[str]:
    pattern = "".join(
        {"*": ".*", "?": "."}[part.text] if isinstance(part, Wildcard) else re.escape(part)
        for part in parts
    )
    return re.compile(pattern, re.DOTALL | (re.IGNORECASE if fold else 0))


def literal(parts: tuple[str | Wildcard, ...]) -> str:
    """The text, for operators without wildcards."""
    return "".join(part.text if isinstance(part, Wildcard) else part for part in parts)
