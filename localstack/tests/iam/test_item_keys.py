"""Which items and attributes a DynamoDB request names.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from collections.abc import Iterator
from typing import Any

import pytest
from localstack.services.dynamodb.models import dynamodb_stores
from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.dynamodb import values
from payments_sandbox.iam.permissions import permissions_of
from policy_requests import ACCOUNT

REGION = "eu-central-1"
PAYMENT = {"id": {"S": "p1"}, "day": {"S": "monday"}, "amount": {"N": "5"}}
KEY = {"id": {"S": "p1"}, "day": {"S": "monday"}}


@pytest.fixture(autouse=True)
def _table() -> Iterator[None]:
    definitions = dynamodb_stores[ACCOUNT][REGION].table_definitions
    definitions["payments"] = {
        "KeySchema": [
            {"AttributeName": "id", "KeyType": "HASH"},
            {"AttributeName": "day", "KeyType": "RANGE"},
        ],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by-day",
                "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
            }
        ],
    }
    yield
    definitions.clear()


def keys_of(operation: str, action: str | None = None, **parameters: Any) -> dict[str, Any]:
    call = Call("dynamodb", operation, {"TableName": "payments"} | parameters, REGION, ACCOUNT)
    wanted = f"dynamodb:{action or operation}"
    permission = next(p for p in permissions_of(call) if p.action == wanted)
    return {
        key.removeprefix("dynamodb:"): value for key, value in values(call, permission).items()
    }


@pytest.mark.parametrize(
    ("operation", "parameters", "leading", "attributes"),
    [
        ("PutItem", {"Item": PAYMENT}, ["p1"], ["id", "day", "amount"]),
        ("PutItem", {"Item": {"id": {"N": "7"}}}, ["7"], ["id"]),
        ("PutItem", {"Item": {"id": {"B": b"ABC"}}}, ["QUJD"], ["id"]),
        ("DeleteItem", {"Key": KEY}, ["p1"], ["id", "day"]),
        (
            "GetItem",
            {
                "Key": KEY,
                "ProjectionExpression": "amount, #m.#n, tags[0].name",
                "ExpressionAttributeNames": {"#m": "merchant", "#n": "city"},
            },
            ["p1"],
            ["id", "day", "amount", "merchant", "tags"],
        ),
        ("GetItem", {"Key": KEY, "AttributesToGet": ["a"]}, ["p1"], ["id", "day", "a"]),
        (
            "UpdateItem",
            {
                "Key": KEY,
                "UpdateExpression": "SET a = if_not_exists(b, :v) + :one REMOVE #c ADD d :v",
                "ConditionExpression": "attribute_not_exists(e) AND f BETWEEN :v AND :one",
                "ExpressionAttributeNames": {"#c": "c"},
            },
            ["p1"],
            ["id", "day", "a", "b", "c", "d", "e", "f"],
        ),
        (
            "Query",
            {
                "KeyConditionExpression": "#i = :id AND begins_with(day, :d)",
                "FilterExpression": "amount > :n",
                "ExpressionAttributeNames": {"#i": "id"},
                "ExpressionAttributeValues": {
                    ":id": {"S": "p9"},
                    ":d": {"S": "m"},
                    ":n": {"N": "1"},
                },
            },
            ["p9"],
            ["amount", "id", "day"],
        ),
        (
            "Query",
            {
                "IndexName": "by-day",
                "KeyConditionExpression": "day = :d",
                "ExpressionAttributeValues": {":d": {"S": "monday"}},
            },
            ["monday"],
            ["day"],
        ),
        (
            "Query",
            {
                "KeyConditions": {
                    "id": {"ComparisonOperator": "EQ", "AttributeValueList": [{"S": "p1"}]}
                }
            },
            ["p1"],
            ["id"],
        ),
        ("Scan", {"FilterExpression": "amount > :n"}, "missing", ["amount"]),
        # It cannot be told which item that is, so policies that need it are refused.
        ("PutItem", {"Item": {"day": {"S": "monday"}}}, None, ["day"]),
        ("Query", {"KeyConditionExpression": "amount = :n"}, None, ["amount"]),
        ("Query", {}, None, "missing"),
        ("DescribeTable", {}, "missing", "missing"),
        ("GetItem", {"TableName": "absent", "Key": KEY}, "missing", ["id", "day"]),
    ],
)
def test_a_request_names_items_and_attributes(operation, parameters, leading, attributes):
    found = keys_of(operation, **parameters)

    assert found.get("leadingkeys", "missing") == leading
    assert found.get("attributes", "missing") == attributes


def test_a_batch_names_the_items_of_each_table():
    other = {"PutRequest": {"Item": {"x": {"S": "y"}}}}
    writes = [
        {"PutRequest": {"Item": PAYMENT}},
        {"DeleteRequest": {"Key": {"id": {"S": "p2"}}}},
    ]
    found = keys_of("BatchWriteItem", RequestItems={"payments": writes, "other": [other]})

    assert found["leadingkeys"] == ["p1", "p2"]
    assert found["attributes"] == ["id", "day", "amount"]


def test_a_batch_of_reads_has_one_projection():
    items = {"payments": {"Keys": [KEY, {"id": {"S": "p2"}}], "ProjectionExpression": "amount"}}
    found = keys_of("BatchGetItem", RequestItems=items)

    assert found["leadingkeys"] == ["p1", "p2"]
    assert found["attributes"] == ["id", "day", "amount"]
    assert found["select"] == "SPECIFIC_ATTRIBUTES"


def test_a_transaction_names_the_items_of_each_action():
    items = [
        {"Put": {"TableName": "payments", "Item": PAYMENT}},
        {"Delete": {"TableName": "payments", "Key": {"id": {"S": "p2"}}}},
    ]
    put = keys_of("TransactWriteItems", "PutItem", TransactItems=items)
    delete = keys_of("TransactWriteItems", "DeleteItem", TransactItems=items)

    assert put["leadingkeys"] == ["p1"]
    assert delete["leadingkeys"] == ["p2"]
    assert put["enclosingoperation"] == "TransactWriteItems"
    assert "enclosingoperation" not in keys_of("PutItem", Item=PAYMENT)


@pytest.mark.parametrize(
    ("operation", "parameters", "select"),
    [
        ("GetItem", {"Key": KEY}, "ALL_ATTRIBUTES"),
        ("GetItem", {"Key": KEY, "ProjectionExpression": "a"}, "SPECIFIC_ATTRIBUTES"),
        ("Scan", {"Select": "COUNT"}, "COUNT"),
        ("Scan", {"IndexName": "by-day"}, "ALL_PROJECTED_ATTRIBUTES"),
        ("PutItem", {"Item": PAYMENT}, None),
    ],
)
def test_select_has_its_default(operation, parameters, select):
    assert keys_of(operation, **parameters).get("select") == select


def test_returned_values():
    assert keys_of("PutItem", Item=PAYMENT)["returnvalues"] == "NONE"
    assert keys_of("PutItem", Item=PAYMENT, ReturnValues="ALL_OLD")["returnvalues"] == "ALL_OLD"
    assert "returnvalues" not in keys_of("GetItem", Key=KEY)
    assert "returnconsumedcapacity" not in keys_of("GetItem", Key=KEY)
    found = keys_of("GetItem", Key=KEY, ReturnConsumedCapacity="TOTAL")
    assert found["returnconsumedcapacity"] == "TOTAL"


def test_an_index_of_a_table_in_another_account_is_found():
    table = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/payments"
    call = Call("dynamodb", "GetItem", {"TableName": table, "Key": KEY}, REGION, "222222222222")

    found = values(call, Permission("dynamodb:GetItem", table))

    assert found["dynamodb:leadingkeys"] == ["p1"]
