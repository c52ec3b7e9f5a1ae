"""CloudWatch: the namespace of metrics and the actions of alarms."""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered, several

KEYS = lowered("cloudwatch:namespace", "cloudwatch:AlarmActions")


def values(call: Call, permission: Permission) -> Values:
    parameters = call.parameters
    names = ("AlarmActions", "OKActions", "InsufficientDataActions")
    actions = [action for name in names for action in parameters.get(name) or []]
    # AWS defines the namespace for PutMetricData only, though an alarm names one, too.
    keys = {"cloudwatch:namespace": "Namespace"} if call.operation == "PutMetricData" else {}
    return from_parameters(parameters, keys) | several("cloudwatch:AlarmActions", actions)
