"""Plugins that LocalStack finds by entry point; finding one imports nothing else."""

from typing import Any

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    """Chosen by LAMBDA_RUNTIME_EXECUTOR=process."""

    name = "process"

    def load(self, *args: Any, **kwargs: Any) -> type:
        from payments_sandbox.lambda_.executor import ProcessExecutor

        return ProcessExecutor
