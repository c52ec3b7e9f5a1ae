"""Patch for LocalStack 4.13.1: it drops the `ClientContext` of an invocation.

On AWS the function gets it as `context.clientContext`. LocalStack keeps it up to the
execution environment, which does not hand it to the executor.

Remove it when `test_localstack_drops_the_client_context` fails.
"""

import base64
import json
from collections.abc import Callable
from typing import Any

from localstack.aws.api.lambda_ import InvalidRequestContentException
from localstack.runtime import hooks
from localstack.utils.patch import patch


@hooks.on_infra_start()
def pass_client_context() -> None:
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment
    from localstack.services.lambda_.invocation.lambda_service import LambdaService

    @patch(LambdaService.invoke)
    def accept(
        original: Callable[..., Any], self: Any, *, client_context: str | None, **more: Any
    ) -> Any:
        return original(self, client_context=decode(client_context), **more)

    @patch(ExecutionEnvironment.invoke)
    def invoke(original: Callable[..., Any], self: ExecutionEnvironment, invocation: Any) -> Any:
        # An environment runs one invocation after the other.
        self.runtime_executor.client_context = invocation.client_context
        return original(self, invocation)


def decode(client_context: str | None) -> str | None:
    """Callers send base64; the function gets the JSON in it."""
    if not client_context:
        return None
    try:
        text = base64.b64decode(client_context, validate=True).decode()
        if not isinstance(json.loads(text), dict):
            raise ValueError("not an object")
    except ValueError:
        raise InvalidRequestContentException(
            "Client context must be a valid Base64-encoded JSON object.", Type="User"
        ) from None
    # A header of the Runtime API carries it, which has no line breaks and only ASCII.
    return json.dumps(json.loads(text))
