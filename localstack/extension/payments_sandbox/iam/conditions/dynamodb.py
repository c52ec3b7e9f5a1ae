"""DynamoDB: partition keys, attributes and options of a request.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered

_PARAMETERS = {
    "dynamodb:Select": "Select",
    "dynamodb:ReturnValues": "ReturnValues",
    "dynamodb:ReturnConsumedCapacity": "ReturnConsumedCapacity",
}
KEYS = lowered(*_PARAMETERS, "dynamodb:EnclosingOperation")


def values(call: Call, permission: Permission) -> Values:
    return from_parameters(call.parameters, _PARAMETERS)
