"""Lambda: what a function is created with."""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered, several

_PARAMETERS = {
    "lambda:CodeSigningConfigArn": "CodeSigningConfigArn",
    "lambda:FunctionUrlAuthType": "AuthType",
    "lambda:Principal": "Principal",
}
KEYS = lowered(
    *_PARAMETERS,
    # Only calls on event source mappings have it, which have no mapping to permissions.
    "lambda:FunctionArn",
    "lambda:Layer",
    "lambda:SecurityGroupIds",
    "lambda:SubnetIds",
)


def values(call: Call, permission: Permission) -> Values:
    network = call.parameters.get("VpcConfig") or {}
    return {
        **from_parameters(call.parameters, _PARAMETERS),
        **several("lambda:Layer", call.parameters.get("Layers") or []),
        **several("lambda:SecurityGroupIds", network.get("SecurityGroupIds") or []),
        **several("lambda:SubnetIds", network.get("SubnetIds") or []),
    }
