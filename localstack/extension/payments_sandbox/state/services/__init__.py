"""How the state of each service is saved and restored, where the general way is not enough."""

from typing import Any

from payments_sandbox.state.services.service_state import ServiceState

# S3 comes before Lambda, whose code is in a bucket, and Lambda's queues before its pollers.
_LAST = "lambda"


def state_of(service: Any) -> ServiceState:
    from payments_sandbox.state.services.cloudwatch import CloudWatchState
    from payments_sandbox.state.services.dynamodb import DynamoDbState
    from payments_sandbox.state.services.kinesis import KinesisState
    from payments_sandbox.state.services.lambda_ import LambdaState
    from payments_sandbox.state.services.logs import LogsState
    from payments_sandbox.state.services.s3 import S3State
    from payments_sandbox.state.services.sqs import SqsState

    special = {
        "cloudwatch": CloudWatchState,
        "dynamodb": DynamoDbState,
        "kinesis": KinesisState,
        "lambda": LambdaState,
        "logs": LogsState,
        "s3": S3State,
        "sqs": SqsState,
    }
    return special.get(service.name(), ServiceState)(service)


def loaded_services() -> list[ServiceState]:
    from localstack.services.plugins import SERVICE_PLUGINS

    names = sorted(SERVICE_PLUGINS.list_loaded_services(), key=lambda name: (name == _LAST, name))
    return [state_of(SERVICE_PLUGINS.get_service(name)) for name in names]


def required_service(name: str) -> ServiceState:
    """Loads the service if no call has needed it yet."""
    from localstack.services.plugins import SERVICE_PLUGINS

    return state_of(SERVICE_PLUGINS.require(name))
