"""Variables and resource patterns.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import pytest
from payments_sandbox.iam.policy import UnsupportedPolicyError, Verdict, evaluate
from policy_requests import allow, document, request

TAG = "aws:PrincipalTag/team"
QUEUE = "arn:aws:sqs:us-east-1:111111111111:letters"


def covers(pattern: str, resource: str, *, element: str = "Resource", **context: str) -> bool:
    policy = document(allow(**{element: pattern}))
    return evaluate([policy], request(resource=resource, **context)) is Verdict.ALLOWED


@pytest.mark.parametrize(
    ("pattern", "key", "covered"),
    [
        ("${aws:username}/*", "alice/1", True),
        ("${AWS:UserName}/*", "alice/1", True),
        ("${aws:username}/*", "bob/1", False),
        ("${aws:username}", "${aws:username}", False),
        ("${aws:PrincipalTag/team}/*", "blue/1", True),
        ("${aws:PrincipalTag/none}/*", "blue/1", False),
        ("${aws:PrincipalTag/none, 'shared'}/*", "shared/1", True),
        ("${aws:PrincipalTag/team, 'shared'}/*", "blue/1", True),
        ("${aws:PrincipalTag/empty, 'shared'}/*", "shared/1", True),
        ("${aws:PrincipalTag/star}/1", "blue/1", False),
        ("${aws:PrincipalTag/star}/1", "*/1", True),
        ("${*}/${?}/${$}", "*/?/$", True),
        ("${*}/${?}/${$}", "a/b/c", False),
        ("${unclosed", "${unclosed", True),
    ],
)
def test_variables_in_a_resource(pattern, key, covered):
    context = {
        "aws_username": "alice",
        "aws_PrincipalTag/team": "blue",
        "aws_PrincipalTag/star": "*",
        "aws_PrincipalTag/empty": "",
    }

    assert covers(f"arn:aws:s3:::b/{pattern}", f"arn:aws:s3:::b/{key}", **context) is covered


@pytest.mark.parametrize("version", ["2008-10-17", None])
def test_the_older_version_has_no_variables(version):
    policy = document(allow(Resource="arn:aws:s3:::b/${aws:username}/*"), version=version)

    def verdict(key: str) -> Verdict:
        asked = request(resource=f"arn:aws:s3:::b/{key}", aws_username="alice")
        return evaluate([policy], asked)

    assert verdict("alice/1") is Verdict.NOT_MENTIONED
    assert verdict("${aws:username}/1") is Verdict.ALLOWED


def test_a_variable_without_a_value_equals_nothing():
    def is_met(operator: str) -> bool:
        condition = {operator: {"s3:prefix": "${aws:username}"}}
        policy = document(allow(Condition=condition))
        return evaluate([policy], request(s3_prefix="alice")) is Verdict.ALLOWED

    assert not is_met("StringEquals")
    assert not is_met("StringLike")
    # "Inverted condition operators like StringNotEquals or StringNotLike do match".
    assert is_met("StringNotEquals")
    assert is_met("StringNotLike")


def test_variables_in_a_condition_are_literal_outside_strings_and_arns():
    policy = document(allow(Condition={"NumericEquals": {"s3:max-keys": "${aws:username}"}}))

    with pytest.raises(UnsupportedPolicyError, match="aws:username"):
        evaluate([policy], request(**{"s3_max-keys": "1", "aws_username": "1"}))


def test_what_has_no_documented_meaning_is_named():
    with pytest.raises(UnsupportedPolicyError, match="a variable of which has no value"):
        covers("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/k", element="NotResource")
    with pytest.raises(UnsupportedPolicyError, match="before the fifth colon"):
        covers("arn:aws:sqs:${aws:RequestedRegion}:*:letters", QUEUE)
    with pytest.raises(UnsupportedPolicyError, match="Version 2027"):
        evaluate([document(allow(), version="2027")], request())


@pytest.mark.parametrize(
    ("pattern", "resource", "covered"),
    [
        ("*", QUEUE, True),
        ("arn:aws:sqs:*:*:let*", QUEUE, True),
        ("arn:aws:sqs:us-*-1:*:letters", QUEUE, True),
        # A wildcard stays in its field, unless it is a `*` at the end of the field.
        ("arn:aws:sqs:u*1:letters", QUEUE, False),
        ("arn:aws:sqs:us-east-1?111111111111:letters:", QUEUE + ":", False),
        ("arn:aws:sqs:*", QUEUE, True),
        ("arn:aws:*:letters:*:*", QUEUE + ":x:y", True),
        # Missing fields count as wildcards.
        ("arn:aws:sqs", QUEUE, True),
        ("arn:aws:sqs:us-east-1", QUEUE, True),
        ("arn:aws:sqs:us-east-2", QUEUE, False),
        ("arn:aws:s3:::b/*x", "arn:aws:s3:::b/a:x", True),
        ("arn:aws:s3:::b/\n*", "arn:aws:s3:::b/\n\n", True),
        ("arn:aws:s3:::b", "arn:aws:s3:::b/k", False),
        ("letters", QUEUE, False),
    ],
)
def test_patterns_of_resources(pattern, resource, covered):
    assert covers(pattern, resource) is covered
    assert covers(pattern, resource, element="NotResource") is not covered
