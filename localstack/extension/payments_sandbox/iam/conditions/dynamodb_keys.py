"""The partition keys of the items in a DynamoDB request, for dynamodb:LeadingKeys."""

import base64
from typing import Any

from localstack.services.dynamodb.models import dynamodb_stores
from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.parsing.key_condition_expression import parse_expression

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, several

Schema = list[dict[str, str]]
KEY = "dynamodb:leadingkeys"


def leading_keys(call: Call, permission: Permission, requests: list[dict[str, Any]]) -> Values:
    """Missing for a Scan, which has none; unknown if the request cannot be read."""
    if not requests or call.operation == "Scan":
        return {}
    schema = _schema_of(permission.resource)
    if schema is None:
        # Without the table, the call fails whatever the policies say.
        return {}
    try:
        found = [_leading_key(request, schema) for request in requests]
    except (KeyError, IndexError, TypeError, ValueError, MockValidationException):
        return {KEY: None}
    return several(KEY, [_text(value) for value in found])


def _schema_of(resource: str) -> Schema | None:
    """The key schema of a table, or of one of its indexes."""
    _, _, _, region, account, path = resource.split(":", 5)
    table, _, index = path.removeprefix("table/").partition("/index/")
    definition = dynamodb_stores[account][region].table_definitions.get(table)
    if definition is None or not index:
        return definition and definition["KeySchema"]
    indexes = [
        *(definition.get("GlobalSecondaryIndexes") or []),
        *(definition.get("LocalSecondaryIndexes") or []),
    ]
    return next((known["KeySchema"] for known in indexes if known["IndexName"] == index), None)


def _leading_key(request: dict[str, Any], schema: Schema) -> dict[str, Any]:
    name = next(key["AttributeName"] for key in schema if key["KeyType"] == "HASH")
    if item := request.get("Item") or request.get("Key"):
        return item[name]
    if conditions := request.get("KeyConditions"):
        return conditions[name]["AttributeValueList"][0]
    value, *_ = parse_expression(
        request["KeyConditionExpression"],
        request.get("ExpressionAttributeValues") or {},
        request.get("ExpressionAttributeNames") or {},
        schema,
    )
    return value


def _text(value: dict[str, Any]) -> str:
    ((kind, content),) = value.items()
    if kind == "B":
        return base64.b64encode(content).decode() if isinstance(content, bytes) else content
    return str(content)
