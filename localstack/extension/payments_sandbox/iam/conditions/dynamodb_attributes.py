"""The names of the attributes in a DynamoDB request, for dynamodb:Attributes."""

import re
from collections.abc import Iterator
from typing import Any

# Parameters whose keys are attributes.
MAPS = (
    "Item",
    "Key",
    "AttributeUpdates",
    "Expected",
    "KeyConditions",
    "QueryFilter",
    "ScanFilter",
)
EXPRESSIONS = (
    "ProjectionExpression",
    "UpdateExpression",
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
)
KEYWORDS = {"ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET"}
# A name that follows no dot or colon: neither nested in another attribute nor a value.
_NAME = re.compile(r"(?<![.:\w#])(?P<name>#?[A-Za-z_]\w*|#\w+)(?P<call>\s*\()?")


def attributes_of(request: dict[str, Any]) -> Iterator[str]:
    for parameter in MAPS:
        yield from request.get(parameter) or ()
    yield from request.get("AttributesToGet") or ()
    names = request.get("ExpressionAttributeNames") or {}
    for parameter in EXPRESSIONS:
        for match in _NAME.finditer(request.get(parameter) or ""):
            name = match["name"]
            if name.startswith("#"):
                yield names.get(name, name)
            elif name.upper() not in KEYWORDS and not match["call"]:
                yield name
