"""Conditions, each as AWS documents it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from typing import Any

import pytest
from payments_sandbox.iam.policy import UnsupportedPolicyError, Verdict, evaluate
from policy_requests import allow, deny, document, request

FUNCTION = "arn:aws:lambda:us-east-1:111111111111:function:writer"


def is_met(condition: dict[str, Any], **context: str | list[str]) -> bool:
    policy = document(allow(Condition=condition))
    return evaluate([policy], request(**context)) is Verdict.ALLOWED


@pytest.mark.parametrize(
    ("operator", "expected", "matching", "others"),
    [
        ("StringEquals", "a*", ["a*"], ["ab", "A*", "a"]),
        ("StringEqualsIgnoreCase", "Ab", ["ab", "AB"], ["abc"]),
        ("StringLike", "a?c*", ["abc", "abcde/f"], ["ac", "Abc", "xabc"]),
        ("ArnEquals", "arn:aws:lambda:*:*:function:w*", [FUNCTION], ["arn:aws:s3:::w"]),
        ("ArnLike", "arn:aws:lambda:us-*-1:*:function:*", [FUNCTION], ["function:writer"]),
        ("ArnLike", "arn:aws:*:function:writer:", [], [FUNCTION]),
        ("Bool", "True", ["true"], ["false", "1"]),
        ("NumericEquals", "10", ["10", "10.0"], ["1", "ten", "1e1"]),
        ("NumericLessThan", "10", ["9", "-1", "9.9"], ["10", "11"]),
        ("NumericLessThanEquals", "10", ["9", "10"], ["11"]),
        ("NumericGreaterThan", "10", ["11"], ["10", "9"]),
        ("NumericGreaterThanEquals", "10", ["10", "11"], ["9"]),
        ("DateEquals", "2026-01-01T00:00:00Z", ["2026-01-01", "1767225600"], ["2026-01-02"]),
        ("DateLessThan", "2026-01-01", ["2025-12-31T23:59:59Z"], ["2026-01-01", "today"]),
        ("DateLessThanEquals", "2026-01-01", ["2026-01-01T01:00:00+01:00"], ["2026-01-02"]),
        ("DateGreaterThan", "1767225600", ["2026-01-01T00:00:01Z"], ["2026-01-01"]),
        ("DateGreaterThanEquals", "2026-01-01", ["2026-01-01"], ["2025-12-31"]),
        ("BinaryEquals", "QUJD", ["QUJD"], ["QUJE", "no base64"]),
        ("IpAddress", "203.0.113.0/24", ["203.0.113.9"], ["203.0.114.9", "2001:db8::1"]),
        ("IpAddress", "2001:db8::/32", ["2001:db8::1"], ["2001:db9::1", "nowhere"]),
        ("IpAddress", "0.0.0.0/0", ["203.0.113.9"], ["2001:db8::1"]),
    ],
)
def test_an_operator_compares_with_the_request(operator, expected, matching, others):
    condition = {operator: {"aws:key": expected}}

    assert [value for value in matching if not is_met(condition, aws_key=value)] == []
    assert [value for value in others if is_met(condition, aws_key=value)] == []
    assert not is_met(condition)


@pytest.mark.parametrize(
    ("operator", "expected", "matching", "other"),
    [
        ("StringNotEquals", ["a", "b"], "a", "c"),
        ("StringNotEqualsIgnoreCase", ["a", "b"], "B", "c"),
        ("StringNotLike", ["a*", "b*"], "ab", "cb"),
        ("ArnNotEquals", [FUNCTION, "arn:aws:s3:::*"], FUNCTION, f"{FUNCTION}:1"),
        ("ArnNotLike", ["arn:aws:s3:::*", "arn:*:sqs:*:*:*"], "arn:aws:s3:::b", FUNCTION),
        ("NumericNotEquals", ["1", "2"], "2.0", "3"),
        ("DateNotEquals", ["2026-01-01", "2026-01-02"], "2026-01-02", "2026-01-03"),
        ("NotIpAddress", ["10.0.0.0/8", "203.0.113.7"], "203.0.113.7", "203.0.113.8"),
    ],
)
def test_a_negated_operator_is_met_by_no_value_and_by_a_missing_key(
    operator, expected, matching, other
):
    condition = {operator: {"aws:key": expected}}

    assert not is_met(condition, aws_key=matching)
    assert is_met(condition, aws_key=other)
    assert is_met(condition)


def test_all_operators_and_keys_are_needed_and_one_value_of_a_key():
    condition = {
        "StringEquals": {"aws:a": ["1", "2"], "aws:b": "3"},
        "Bool": {"aws:c": True},
    }

    assert is_met(condition, aws_a="2", aws_b="3", aws_c="true")
    assert not is_met(condition, aws_a="4", aws_b="3", aws_c="true")
    assert not is_met(condition, aws_a="2", aws_b="2", aws_c="true")
    assert not is_met(condition, aws_a="2", aws_b="3", aws_c="false")


def test_names_of_keys_are_case_insensitive():
    assert is_met({"StringEquals": {"AWS:USERNAME": "alice"}}, aws_username="alice")


def test_if_exists_is_met_by_a_missing_key_only():
    condition = {"StringEqualsIfExists": {"aws:key": "a"}}

    assert is_met(condition)
    assert is_met(condition, aws_key="a")
    assert not is_met(condition, aws_key="b")


def test_null_tells_whether_the_key_is_missing():
    assert is_met({"Null": {"aws:key": "true"}})
    assert not is_met({"Null": {"aws:key": "true"}}, aws_key="a")
    assert is_met({"Null": {"aws:key": False}}, aws_key="a")
    assert not is_met({"Null": {"aws:key": False}})
    assert is_met({"Null": {"aws:key": ["true", "false"]}})


@pytest.mark.parametrize(
    ("operator", "values", "met"),
    [
        ("ForAllValues:StringEquals", ["a", "b"], True),
        ("ForAllValues:StringEquals", ["a", "c"], False),
        ("ForAllValues:StringEquals", None, True),
        ("ForAllValues:StringEquals", [], True),
        ("ForAllValues:StringEquals", "", True),
        ("ForAllValues:StringNotEquals", ["c", "d"], True),
        ("ForAllValues:StringNotEquals", ["a", "d"], False),
        ("ForAllValues:StringNotEquals", None, True),
        ("ForAllValues:StringEqualsIfExists", None, True),
        ("ForAnyValue:StringEquals", ["c", "b"], True),
        ("ForAnyValue:StringEquals", ["c", "d"], False),
        ("ForAnyValue:StringEquals", None, False),
        ("ForAnyValue:StringEquals", "", False),
        ("ForAnyValue:StringNotEquals", ["a", "d"], True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], False),
        ("ForAnyValue:StringNotEquals", None, False),
        ("ForAnyValue:StringEquals", "b", True),
    ],
)
def test_set_operators(operator, values, met):
    context = {} if values is None else {"aws_keys": values}

    assert is_met({operator: {"aws:keys": ["a", "b"]}}, **context) is met


@pytest.mark.parametrize(
    ("condition", "context", "named"),
    [
        ({"StringIs": {"aws:key": "a"}}, {}, "the condition operator StringIs"),
        ({"NullIfExists": {"aws:key": "a"}}, {}, "the condition operator NullIfExists"),
        ({"Null": {"aws:key": "maybe"}}, {}, "the condition value maybe"),
        ({"ForSome:Bool": {"aws:key": "true"}}, {}, "the condition operator ForSome:Bool"),
        ({"Bool": {"aws:key": "yes"}}, {"aws_key": "true"}, "the condition value yes"),
        ({"NumericEquals": {"aws:key": "x"}}, {"aws_key": "1"}, "the condition value x"),
        ({"DateEquals": {"aws:key": "soon"}}, {"aws_key": "1"}, "the condition value soon"),
        ({"BinaryEquals": {"aws:key": "?"}}, {"aws_key": "QUJD"}, "the condition value ?"),
        ({"IpAddress": {"aws:key": "home"}}, {"aws_key": "1.2.3.4"}, "the condition value home"),
        ({"ArnLike": {"aws:key": "*"}}, {"aws_key": FUNCTION}, "the condition value *, no ARN"),
        (
            {"ForAnyValue:StringEqualsIfExists": {"aws:key": "a"}},
            {},
            "ForAnyValue:StringEqualsIfExists of a key without a value",
        ),
        (
            {"StringEquals": {"aws:keys": "a"}},
            {"aws_keys": ["a"]},
            "StringEquals of aws:keys, a multivalued key, without ForAllValues",
        ),
    ],
)
def test_what_has_no_documented_result_is_named(condition, context, named):
    with pytest.raises(UnsupportedPolicyError) as refused:
        is_met(condition, **context)
    assert str(refused.value) == named


def test_what_is_unknown_counts_only_if_the_verdict_depends_on_it():
    unknown = {"StringIs": {"aws:key": "a"}}
    false = {"StringEquals": {"aws:key": "a"}}

    def verdict(*statements: dict) -> Verdict:
        return evaluate([document(*statements)], request())

    assert not is_met(unknown | false)
    assert verdict(allow(Condition=unknown), deny()) is Verdict.DENIED
    assert verdict(allow(Condition=unknown), allow()) is Verdict.ALLOWED
    assert verdict(deny(Condition=unknown, NotResource="*")) is Verdict.NOT_MENTIONED
    with pytest.raises(UnsupportedPolicyError):
        verdict(deny(Condition=unknown), allow())


def test_one_matching_value_outweighs_an_unreadable_one():
    assert is_met({"NumericEquals": {"aws:key": ["x", "1"]}}, aws_key="1")
    assert not is_met({"NumericNotEquals": {"aws:key": ["x", "1"]}}, aws_key="1")
