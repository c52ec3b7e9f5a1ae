import json

import pytest
from payments_sandbox.iam.policy import UnsupportedPolicyError, Verdict, evaluate

TABLE = "arn:aws:dynamodb:us-east-1:111111111111:table/payments"


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: object, resource: object = "*", **more: object) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


@pytest.mark.parametrize(
    ("action", "resource", "verdict"),
    [
        ("dynamodb:PutItem", TABLE, Verdict.ALLOWED),
        ("DynamoDB:putitem", TABLE, Verdict.ALLOWED),
        ("dynamodb:Put*", "*", Verdict.ALLOWED),
        ("dynamodb:Pu?Item", TABLE[:-1] + "?", Verdict.ALLOWED),
        (["dynamodb:GetItem", "dynamodb:PutItem"], ["x", TABLE], Verdict.ALLOWED),
        ("dynamodb:PutItems", TABLE, Verdict.NOT_MENTIONED),
        ("dynamodb:PutItem", TABLE.upper(), Verdict.NOT_MENTIONED),
        ("dynamodb:PutItem", TABLE.replace("dynamodb", "dynamo.b"), Verdict.NOT_MENTIONED),
        ("dynamodb:PutItem", TABLE + "/index/*", Verdict.NOT_MENTIONED),
    ],
)
def test_an_allow_applies_if_action_and_resource_match(action, resource, verdict):
    assert evaluate([document(allow(action, resource))], "dynamodb:PutItem", TABLE) is verdict


def test_a_deny_wins_over_every_allow_whatever_their_order():
    deny = {"Effect": "Deny", "Action": "dynamodb:PutItem", "Resource": TABLE}
    for documents in ([document(allow("*"), deny)], [document(deny), document(allow("*"))]):
        assert evaluate(documents, "dynamodb:PutItem", TABLE) is Verdict.DENIED


def test_the_not_forms_match_everything_else():
    everything_but = {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::*"}

    assert evaluate([document(everything_but)], "dynamodb:PutItem", TABLE) is Verdict.ALLOWED
    assert evaluate([document(everything_but)], "iam:GetRole", TABLE) is Verdict.NOT_MENTIONED
    assert evaluate([document(everything_but)], "s3:GetObject", "arn:aws:s3:::b") is (
        Verdict.NOT_MENTIONED
    )


def test_a_single_statement_needs_no_list():
    alone = json.dumps({"Statement": allow("dynamodb:PutItem")})
    assert evaluate([alone], "dynamodb:PutItem", TABLE) is Verdict.ALLOWED


def test_no_policy_mentions_nothing():
    assert evaluate([], "dynamodb:PutItem", TABLE) is Verdict.NOT_MENTIONED


def test_a_condition_is_named_instead_of_ignored():
    conditional = allow("s3:*", Condition={"StringEquals": {"aws:SourceAccount": "1"}})

    with pytest.raises(UnsupportedPolicyError, match="StringEquals"):
        evaluate([document(conditional)], "s3:GetObject", "arn:aws:s3:::b/k")
    # A condition on another action has no effect.
    assert evaluate([document(conditional)], "iam:GetRole", "*") is Verdict.NOT_MENTIONED


def test_a_policy_variable_is_named_instead_of_ignored():
    own_folder = allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/*")

    with pytest.raises(UnsupportedPolicyError, match="aws:username"):
        evaluate([document(own_folder)], "s3:GetObject", "arn:aws:s3:::b/k")
