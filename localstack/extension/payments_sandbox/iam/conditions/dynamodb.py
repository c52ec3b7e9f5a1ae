"""DynamoDB: which items and attributes a request names, and its options.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from typing import Any

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.dynamodb_attributes import attributes_of
from payments_sandbox.iam.conditions.dynamodb_keys import leading_keys
from payments_sandbox.iam.conditions.dynamodb_requests import requests_of
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered, several

KEYS = lowered(
    "dynamodb:Attributes",
    "dynamodb:EnclosingOperation",
    # Only PartiQL has it, of which no operation has a mapping.
    "dynamodb:FullTableScan",
    "dynamodb:LeadingKeys",
    "dynamodb:ReturnConsumedCapacity",
    "dynamodb:ReturnValues",
    "dynamodb:Select",
)

READS = {"GetItem", "BatchGetItem", "Query", "Scan"}
SINGLE_WRITES = {"PutItem", "UpdateItem", "DeleteItem"}
TRANSACTIONS = {"TransactGetItems", "TransactWriteItems"}


def values(call: Call, permission: Permission) -> Values:
    requests = requests_of(call, permission)
    found = from_parameters(
        call.parameters, {"dynamodb:ReturnConsumedCapacity": "ReturnConsumedCapacity"}
    )
    found |= leading_keys(call, permission, requests)
    names = [name for request in requests for name in attributes_of(request)]
    found |= several("dynamodb:Attributes", names)
    if call.operation in SINGLE_WRITES:
        found["dynamodb:returnvalues"] = call.parameters.get("ReturnValues") or "NONE"
    if call.operation in TRANSACTIONS:
        found["dynamodb:enclosingoperation"] = call.operation
    if call.operation in READS and requests:
        found["dynamodb:select"] = _select(requests[0])
    return found


def _select(request: dict[str, Any]) -> str:
    """What DynamoDB selects if the request does not say, as the API reference has it.

    The documented policies that force a projection on GetItem need this, too.
    """
    if select := request.get("Select"):
        return select
    if request.get("ProjectionExpression") or request.get("AttributesToGet"):
        return "SPECIFIC_ATTRIBUTES"
    return "ALL_PROJECTED_ATTRIBUTES" if request.get("IndexName") else "ALL_ATTRIBUTES"
