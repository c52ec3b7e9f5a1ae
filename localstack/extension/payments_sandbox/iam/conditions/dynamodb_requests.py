"""The parts of a DynamoDB call that one permission is for: a batch has one for each table."""

from typing import Any

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.services.dynamodb import TRANSACTION_ACTIONS, table_arn

Request = dict[str, Any]


def requests_of(call: Call, permission: Permission) -> list[Request]:
    """Each as the parameters of an operation on items; empty for the other operations."""
    parameters = call.parameters
    if call.operation in ("BatchGetItem", "BatchWriteItem"):
        return [
            request
            for table, entry in parameters["RequestItems"].items()
            if table_arn(call, table) == permission.resource
            for request in _of_batch(entry)
        ]
    if call.operation in ("TransactGetItems", "TransactWriteItems"):
        return [
            request
            for item in parameters["TransactItems"]
            for kind, request in item.items()
            if TRANSACTION_ACTIONS[kind] == permission.action
            and table_arn(call, request["TableName"]) == permission.resource
        ]
    # Other operations on tables, such as CreateTable, name no items.
    operations = {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"}
    return [parameters] if call.operation in operations else []


def _of_batch(entry: Any) -> list[Request]:
    if isinstance(entry, dict):
        options = {name: value for name, value in entry.items() if name != "Keys"}
        return [{**options, "Key": key} for key in entry["Keys"]]
    return [request for write in entry for request in write.values()]
