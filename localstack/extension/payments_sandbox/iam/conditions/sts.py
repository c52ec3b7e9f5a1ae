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
    return {
        **from_parameters(call.parameters, _PARAMETERS),
        **several("sts:TransitiveTagKeys", call.parameters.get("TransitiveTagKeys") or []),
    }
