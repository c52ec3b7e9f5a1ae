import json

import pytest
from payments_sandbox.iam.policy import (
    AccessRequest,
    Principal,
    PrincipalType,
    UnsupportedPolicyError,
    Verdict,
)
from payments_sandbox.iam.policy import evaluate as evaluate_request

TABLE = "arn:aws:dynamodb:us-east-1:111111111111:table/payments"


WRITER = Principal("arn:aws:iam::111111111111:user/alice", "111111111111", PrincipalType.USER)


def evaluate(documents: list[str], action: str, resource: str) -> Verdict:
    return evaluate_request(documents, AccessRequest(action, resource, WRITER))


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


def only_known(*keys: str) -> AccessRequest:
    return AccessRequest("s3:GetObject", "arn:aws:s3:::b/k", WRITER, {}, keys.__contains__)


def test_an_unknown_key_is_named_instead_of_ignored():
    conditional = allow("s3:*", Condition={"StringEquals": {"aws:PrincipalOrgID": "1"}})

    with pytest.raises(UnsupportedPolicyError, match="the condition key aws:PrincipalOrgID"):
        evaluate_request([document(conditional)], only_known())
    # A condition on another action has no effect.
    assert evaluate([document(conditional)], "iam:GetRole", "*") is Verdict.NOT_MENTIONED


def test_an_unknown_operator_is_named_instead_of_ignored():
    conditional = allow("s3:*", Condition={"StringIs": {"aws:SourceAccount": "1"}})

    with pytest.raises(UnsupportedPolicyError, match="the condition operator StringIs"):
        evaluate_request([document(conditional)], only_known("aws:sourceaccount"))


def test_an_unknown_variable_is_named_instead_of_ignored():
    own_folder = allow("s3:GetObject", "arn:aws:s3:::b/${aws:PrincipalOrgID}/*")

    with pytest.raises(UnsupportedPolicyError, match="aws:principalorgid"):
        evaluate_request([document(own_folder)], only_known())
