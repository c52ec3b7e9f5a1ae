"""IAM: which service gets a role, and which boundary or policy a call names."""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered

_PARAMETERS = {
    "iam:PermissionsBoundary": "PermissionsBoundary",
    "iam:PolicyARN": "PolicyArn",
    "iam:AWSServiceName": "AWSServiceName",
}
KEYS = lowered(*_PARAMETERS, "iam:PassedToService", "iam:AssociatedResourceArn")


def values(call: Call, permission: Permission) -> Values:
    if permission.action == "iam:PassRole":
        return _pass_role(call)
    return from_parameters(call.parameters, _PARAMETERS)


def _pass_role(call: Call) -> Values:
    found: Values = {"iam:passedtoservice": f"{call.service}.amazonaws.com"}
    if call.service == "lambda":
        name = call.parameters["FunctionName"]
        arn = name if name.startswith("arn:") else call.arn("lambda", f"function:{name}")
        found["iam:associatedresourcearn"] = arn
    return found
