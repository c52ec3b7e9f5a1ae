"""The context that a caller sends, from LocalStack's service to the executor."""

import base64
import json
from types import SimpleNamespace

import pytest
from localstack.aws.api.lambda_ import InvalidRequestContentException, InvocationType
from localstack.services.lambda_.invocation import lambda_service
from localstack.services.lambda_.invocation.execution_environment import (
    ExecutionEnvironment,
    RuntimeStatus,
)
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.utils.xray.trace_header import TraceHeader
from payments_sandbox.patches.client_context import pass_client_context

ACCOUNT, REGION = "111111111111", "us-east-1"


class Executor:
    """The executor's side: what it is given for an invocation."""

    client_context = None

    def invoke(self, payload):
        assert "client-context" not in payload
        return SimpleNamespace(is_error=False, payload=self.client_context)


@pytest.fixture
def invoke(monkeypatch):
    """Invokes with a client context, and returns the one that the executor has."""
    environment = object.__new__(ExecutionEnvironment)
    environment.status = RuntimeStatus.INVOKING
    environment.runtime_executor = Executor()
    config = SimpleNamespace(runtime="nodejs22.x", package_type="Zip", CapacityProviderConfig=None)
    function = SimpleNamespace(versions={"$LATEST": SimpleNamespace(config=config)})
    stores = {ACCOUNT: {REGION: SimpleNamespace(functions={"f": function})}}
    monkeypatch.setattr(lambda_service, "lambda_stores", stores)
    manager = SimpleNamespace(invoke=lambda invocation: environment.invoke(invocation))
    monkeypatch.setattr(LambdaService, "get_lambda_version_manager", lambda *_: manager)
    monkeypatch.setattr(LambdaService, "get_lambda_event_manager", lambda *_: manager)

    def send(client_context):
        return (
            object.__new__(LambdaService)
            .invoke(
                function_name="f",
                qualifier=None,
                region=REGION,
                account_id=ACCOUNT,
                invocation_type=InvocationType.RequestResponse,
                client_context=client_context,
                request_id="r-1",
                trace_context={"aws_trace_header": TraceHeader().ensure_root_exists()},
                payload=b"{}",
            )
            .payload
        )

    return send


def encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_localstack_drops_the_client_context(invoke):
    assert invoke(encode('{"custom":{}}')) is None


def test_hands_the_context_to_the_executor_as_json(invoke):
    pass_client_context()

    assert json.loads(invoke(encode('{"client":\n"é"}'))) == {"client": "é"}


def test_hands_on_none_after_an_invocation_with_one(invoke):
    pass_client_context()
    invoke(encode("{}"))

    assert invoke(None) is None


@pytest.mark.parametrize("context", ["{}", "%", encode("{"), encode("1"), encode("[]")])
def test_refuses_what_is_not_base64_of_an_object(invoke, context):
    pass_client_context()

    with pytest.raises(InvalidRequestContentException, match="valid Base64-encoded JSON object"):
        invoke(context)
