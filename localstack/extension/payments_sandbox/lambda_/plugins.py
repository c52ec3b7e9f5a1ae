"""Plugins that LocalStack finds by entry point, without importing the modules they load."""

from typing import Any

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Selected by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type:
        from payments_sandbox.lambda_.executor import ProcessExecutor

        return ProcessExecutor
