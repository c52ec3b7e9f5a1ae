"""The items in a call of DynamoDB: how many it writes, and how many were not processed."""

from collections.abc import Mapping
from typing import Any

Items = list[Any]


def items_of(operation: str, parameters: Mapping[str, Any] | None) -> Items | None:
    """None for a call that writes no items."""
    if not parameters:
        return None
    if operation == "PutItem":
        return [parameters.get("Item")]
    if operation == "BatchWriteItem":
        return _in_all_tables(parameters.get("RequestItems"))
    return None


def unprocessed_in(operation: str, response: Any) -> Items | None:
    if operation != "BatchWriteItem" or not isinstance(response, Mapping):
        return None
    return _in_all_tables(response.get("UnprocessedItems"))


def _in_all_tables(tables: Mapping[str, Items] | None) -> Items:
    return [request for requests in (tables or {}).values() for request in requests]
