"""The condition operators, each as a comparison of one request value with one policy value.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import base64
import ipaddress
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from payments_sandbox.iam.policy import pattern
from payments_sandbox.iam.policy.pattern import Wildcard
from payments_sandbox.iam.policy.request import UnsupportedPolicyError

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

Parts = tuple[str | Wildcard, ...]


@dataclass(frozen=True)
class Operator:
    """`negated` is true if none of the policy's values may match."""

    compare: Callable[[str, Parts], bool]
    negated: bool = False
    # Only the operators of strings and ARNs have variables.
    has_variables: bool = False


def _equals(value: str, parts: Parts) -> bool:
    return value == pattern.literal(parts)


def _equals_in_any_case(value: str, parts: Parts) -> bool:
    return value.casefold() == pattern.literal(parts).casefold()


def _is_like(value: str, parts: Parts) -> bool:
    return pattern.matches(parts, value)


def _is_arn_like(value: str, parts: Parts) -> bool:
    """Compares the six fields one by one; ArnEquals and ArnLike are the same."""
    expected = _fields(parts)
    if len(expected) != 6:
        raise UnsupportedPolicyError(f"the condition value {pattern.literal(parts)}, no ARN")
    fields = value.split(":", 5)
    return len(fields) == 6 and all(
        pattern.matches(part, field) for part, field in zip(expected, fields, strict=True)
    )


def _fields(parts: Parts) -> list[Parts]:
    fields: list[list[str | Wildcard]] = [[]]
    for part in parts:
        if isinstance(part, Wildcard):
            fields[-1].append(part)
            continue
        first, *rest = part.split(":", 6 - len(fields))
        fields[-1].append(first)
        fields += [[text] for text in rest]
    return [tuple(field) for field in fields]


def _is_same_boolean(value: str, parts: Parts) -> bool:
    return value.lower() == _read(pattern.literal(parts).lower(), _boolean)


def _boolean(text: str) -> str:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text


def _is_same_binary(value: str, parts: Parts) -> bool:
    return _compare(value, parts, operator.eq, lambda text: base64.b64decode(text, validate=True))


def _is_in_network(value: str, parts: Parts) -> bool:
    network = _read(pattern.literal(parts), lambda text: ipaddress.ip_network(text, strict=False))
    try:
        return ipaddress.ip_address(value) in network
    except ValueError:
        return False


def _number(text: str) -> Decimal:
    """AWS accepts integers and decimal fractions, without an exponent."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _moment(text: str) -> Decimal:
    """ISO 8601, or seconds since 1970."""
    try:
        return _number(text)
    except ValueError:
        parsed = datetime.fromisoformat(text)
        return Decimal(str((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()))


def _numeric(compare: Callable[[Any, Any], bool]) -> Callable[[str, Parts], bool]:
    return lambda value, parts: _compare(value, parts, compare, _number)


def _date(compare: Callable[[Any, Any], bool]) -> Callable[[str, Parts], bool]:
    return lambda value, parts: _compare(value, parts, compare, _moment)


def _compare(
    value: str, parts: Parts, compare: Callable[[Any, Any], bool], read: Callable[[str], Any]
) -> bool:
    expected = _read(pattern.literal(parts), read)
    try:
        return compare(read(value), expected)
    except ValueError:
        # A request's value of another type matches nothing.
        return False


def _read(text: str, read: Callable[[str], Any]) -> Any:
    """A policy's own value of another type is a mistake, which is named."""
    try:
        return read(text)
    except ValueError:
        raise UnsupportedPolicyError(f"the condition value {text}") from None


COMPARISONS = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}

OPERATORS: dict[str, Operator] = {
    "StringEquals": Operator(_equals, has_variables=True),
    "StringNotEquals": Operator(_equals, negated=True, has_variables=True),
    "StringEqualsIgnoreCase": Operator(_equals_in_any_case, has_variables=True),
    "StringNotEqualsIgnoreCase": Operator(_equals_in_any_case, negated=True, has_variables=True),
    "StringLike": Operator(_is_like, has_variables=True),
    "StringNotLike": Operator(_is_like, negated=True, has_variables=True),
    "ArnEquals": Operator(_is_arn_like, has_variables=True),
    "ArnLike": Operator(_is_arn_like, has_variables=True),
    "ArnNotEquals": Operator(_is_arn_like, negated=True, has_variables=True),
    "ArnNotLike": Operator(_is_arn_like, negated=True, has_variables=True),
    "Bool": Operator(_is_same_boolean),
    "BinaryEquals": Operator(_is_same_binary),
    "IpAddress": Operator(_is_in_network),
    "NotIpAddress": Operator(_is_in_network, negated=True),
    **{f"Numeric{name}": Operator(_numeric(compare)) for name, compare in COMPARISONS.items()},
    **{f"Date{name}": Operator(_date(compare)) for name, compare in COMPARISONS.items()},
    "NumericNotEquals": Operator(_numeric(operator.eq), negated=True),
    "DateNotEquals": Operator(_date(operator.eq), negated=True),
}
