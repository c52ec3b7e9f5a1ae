"""The executor through LocalStack's interface."""

import json

import pytest
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor
from payments_sandbox.lambda_.executor import (
    ProcessExecutor,
    UnsupportedFunctionError,
)
from payments_sandbox.lambda_.plugins import ProcessExecutorPlugin


@pytest.fixture
def executor(function_version, tmp_path, node, monkeypatch):
    monkeypatch.setenv("SANDBOX_NODE", node)
    (tmp_path / "index.mjs").write_text("export const handler = async () => process.env.STAGE;")
    executor = ProcessExecutor("environment-1", function_version)
    yield executor
    executor.stop()


def invocation(payload="{}"):
    return {
        "invoke-id": "r-1",
        "invoked-function-arn": "arn:f",
        "payload": payload,
        "trace-id": "Root=1",
    }


def test_is_what_the_plugin_loads():
    assert ProcessExecutorPlugin().load() is ProcessExecutor
    assert issubclass(ProcessExecutor, RuntimeExecutor)


def test_runs_an_invocation(executor):
    executor.start({"_HANDLER": "index.handler", "STAGE": "local"})

    result = executor.invoke(invocation())

    assert result.request_id == "r-1"
    assert json.loads(result.payload) == "local"
    assert not result.is_error
    assert result.logs.startswith("START RequestId: r-1 Version: $LATEST\n")


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("runtime", "python3.12", "Node functions only, got runtime `python3.12`"),
        ("runtime", None, "Node functions only"),
        ("package_type", "Image", "not from an image"),
        ("layers", ["arn:layer"], "layers"),
    ],
)
def test_refuses_a_function_it_cannot_run(function_version, setting, value, message):
    setattr(function_version.config, setting, value)

    with pytest.raises(UnsupportedFunctionError, match=message):
        ProcessExecutor.prepare_version(function_version)


def test_says_when_node_is_missing(executor, monkeypatch):
    monkeypatch.setenv("SANDBOX_NODE", "/no/such/node")

    assert not ProcessExecutor.validate_environment()
    with pytest.raises(UnsupportedFunctionError, match="/no/such/node"):
        executor.start({})


def test_limits_the_temporary_folder_to_the_functions_ephemeral_storage(
    executor, function_version, tmp_path
):
    function_version.config.ephemeral_storage.size = 1
    (tmp_path / "index.mjs").write_text(
        "import fs from 'node:fs'; import os from 'node:os'; export const handler = async () =>"
        " fs.writeFileSync(os.tmpdir() + '/file', Buffer.alloc(2 << 20, 'x'));"
    )
    executor.start({"_HANDLER": "index.handler"})

    result = executor.invoke(invocation())

    assert json.loads(result.payload)["errorType"] == "Sandbox.NoSpaceLeft"
