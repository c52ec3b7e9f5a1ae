import json

import pytest
from payments_sandbox.iam.second_opinion import opinion

TABLE = "arn:aws:dynamodb:us-east-1:111111111111:table/payments"


def document(*statements: dict) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action: object, resource: object = "*", **more: object) -> dict:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


DENY = {"Effect": "Deny", "Action": "dynamodb:PutItem", "Resource": TABLE}


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:PutItem", TABLE),
        ("DynamoDB:putitem", TABLE),
        ("dynamodb:Put*", "*"),
        ("dynamodb:Pu?Item", TABLE[:-1] + "?"),
        (["dynamodb:GetItem", "dynamodb:PutItem"], ["x", TABLE]),
    ],
)
def test_what_a_policy_allows_is_permitted(action, resource):
    assert opinion([document(allow(action, resource))], "dynamodb:PutItem", TABLE) == "permitted"


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:DeleteItem", TABLE),
        ("dynamodb:PutItems", TABLE),
        ("dynamodb:PutIte", TABLE),
        ("dynamodb:PutItem", TABLE.upper()),
        ("dynamodb:PutItem", TABLE + "/index/*"),
        # Regular expressions that fit, and patterns of IAM that do not.
        ("dynamodb:PutI.em", TABLE),
        ("dynamodb:PutItem?", TABLE),
        ("dynamodb:PutItem", TABLE.replace("dynamodb", "dynamo.b")),
        ("dynamodb:PutItem", TABLE.replace("payments", "[a-z]+")),
    ],
)
def test_what_no_policy_allows_is_not_mentioned(action, resource):
    assert (
        opinion([document(allow(action, resource))], "dynamodb:PutItem", TABLE) == "not mentioned"
    )


def test_no_policy_mentions_nothing():
    assert opinion([], "dynamodb:PutItem", TABLE) == "not mentioned"


def test_a_deny_wins_over_every_allow_whatever_their_order():
    for documents in ([document(allow("*")), document(DENY)], [document(DENY, allow("*"))]):
        assert opinion(documents, "dynamodb:PutItem", TABLE) == "denied"


def test_a_statement_may_stand_alone_and_name_what_it_is_not_about():
    alone = json.dumps({"Statement": {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}})

    assert opinion([alone], "dynamodb:PutItem", TABLE) == "permitted"
    assert opinion([alone], "iam:GetRole", "*") == "not mentioned"


def test_a_policy_variable_permits_nothing():
    own_folder = allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}/*")

    assert opinion([document(own_folder)], "s3:GetObject", "arn:aws:s3:::b/k/a") == "not mentioned"


# moto reads neither element, so it would go by what is left of the statement.
@pytest.mark.parametrize(
    ("statement", "element"),
    [
        (allow("s3:*", Condition={"StringEquals": {"aws:SourceAccount": "1"}}), "Condition"),
        ({**DENY, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}, "Condition"),
        ({"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::b/*"}, "NotResource"),
        ({"Effect": "Deny", "NotAction": "iam:*", "NotResource": TABLE}, "NotResource"),
    ],
)
def test_what_moto_passes_over_gets_no_opinion(statement, element):
    call = ("dynamodb:PutItem", TABLE)
    if statement.get("Action") == "s3:*":
        call = ("s3:GetObject", "arn:aws:s3:::b/k")
    everything = document(allow("*"))

    assert opinion([everything, document(statement)], *call) == (
        f"no opinion, because of {element}"
    )
    # A statement about another action changes nothing.
    assert opinion([everything, document(statement)], "iam:GetRole", "*") == "permitted"
