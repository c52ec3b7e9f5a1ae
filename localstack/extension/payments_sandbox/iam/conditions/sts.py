"""STS: the keys of AssumeRole, which trust policies test."""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered, several

_PARAMETERS = {
    "sts:ExternalId": "ExternalId",
    "sts:RoleSessionName": "RoleSessionName",
    "sts:SourceIdentity": "SourceIdentity",
    "sts:DurationSeconds": "DurationSeconds",
}
KEYS = lowered(*_PARAMETERS, "sts:TransitiveTagKeys")


def values(call: Call, permission: Permission) -> Values:
    found = from_parameters(call.parameters, _PARAMETERS)
    if keys := call.parameters.get("TransitiveTagKeys"):
        found["sts:transitivetagkeys"] = several(keys)
    return found
