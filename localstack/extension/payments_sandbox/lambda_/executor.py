"""Adapts a sandbox to the executor interface of LocalStack's Lambda service."""

import shutil
from pathlib import Path

from localstack import config as localstack_config
from localstack.aws.api.lambda_ import PackageType
from localstack.runtime import events
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from payments_sandbox.lambda_.confinement.level import debuggable
from payments_sandbox.lambda_.confinement.node_permissions import find_lifting_option
from payments_sandbox.lambda_.confinement.probe import find_confinement
from payments_sandbox.lambda_.environment_variables import function_environment
from payments_sandbox.lambda_.execution_environment import Sandbox
from payments_sandbox.lambda_.function_runtime import FunctionSettings
from payments_sandbox.lambda_.invocation import Invocation
from payments_sandbox.lambda_.latest_version import find_latest
from payments_sandbox.lambda_.level_route import running
from payments_sandbox.lambda_.runtime_process import find_node
from payments_sandbox.lambda_.watch import WatchedCode
from payments_sandbox.lambda_.watched_code import watches

# LocalStack and its functions run on the same machine or in the same container.
LOOPBACK = "127.0.0.1"


class UnsupportedFunctionError(Exception):
    """The function needs a feature that the sandbox does not have."""


class ProcessExecutor(RuntimeExecutor):
    """Runs an execution environment of a Node function as a process, without Docker."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._sandbox: Sandbox | None = None
        self._env_vars: dict[str, str] = {}
        # Of the next invocation; set by patches/client_context.py.
        self.client_context: str | None = None

    def start(self, env_vars: dict[str, str]) -> None:
        self._env_vars = env_vars
        watches.add(self)
        settings = self._settings(watches.code_for(self))
        self._sandbox = Sandbox(settings)
        self._note_confinement(settings)
        self._sandbox.start()

    def stop(self) -> None:
        watches.remove(self)
        if self._sandbox is not None:
            running.remove(self.id)
            # As on AWS, an update or deletion of a function does not end its current invocations.
            self._sandbox.stop(let_finish=not events.infra_stopping.is_set())

    def kill(self) -> None:
        """Ends the process at once, also during an invocation, which then fails."""
        if self._sandbox is not None:
            self._sandbox.stop(let_finish=False)

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        assert self._sandbox is not None, "LocalStack starts an environment before it invokes it"
        request_id = payload["invoke-id"]
        self.use_current_code()
        result, log = self._sandbox.invoke(
            Invocation(
                request_id=request_id,
                payload=payload["payload"].encode(),
                function_arn=payload["invoked-function-arn"],
                trace_id=payload.get("trace-id", ""),
                client_context=self.client_context,
            )
        )
        watches.after_invocation(self)
        return InvocationResult(request_id, result.payload, is_error=result.is_error, logs=log)

    def use_current_code(self) -> None:
        """Starts a new process if `make watch` has replaced the code."""
        if self._sandbox is not None:
            settings = self._settings(watches.code_for(self))
            self._sandbox.use(settings)
            self._note_confinement(settings)

    def _note_confinement(self, settings: FunctionSettings) -> None:
        function = self.function_version.id
        running.add(self.id, function.function_name, function.qualifier, settings.confinement)

    def prepare_spare(self, code: WatchedCode) -> None:
        if self._sandbox is not None:
            self._sandbox.prepare_spare(self._settings(code))

    def end_spare(self) -> None:
        if self._sandbox is not None:
            self._sandbox.end_spare()

    def end_process(self) -> None:
        if self._sandbox is not None:
            self._sandbox.end_process()

    @property
    def spare_root(self) -> Path | None:
        return self._sandbox and self._sandbox.spare_root

    @property
    def task_roots(self) -> set[Path]:
        return self._sandbox.task_roots if self._sandbox is not None else set()

    @property
    def has_debugger(self) -> bool:
        return self._sandbox is not None and self._sandbox.has_debugger

    def _settings(self, code: WatchedCode | None) -> FunctionSettings:
        return _settings(self.function_version, self._env_vars, code)

    def get_logs(self) -> str:
        """Empty, because each invocation returns its log."""
        return ""

    def get_address(self) -> str:
        return LOOPBACK

    def get_endpoint_from_executor(self) -> str:
        return LOOPBACK

    def get_runtime_endpoint(self) -> str:
        """Used only by the init binary of LocalStack's images."""
        return f"http://{LOOPBACK}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        _refuse_unsupported(function_version)
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """LocalStack deletes the code, but does not know of watched code in its place."""
        function = function_version.id
        latest = find_latest(function.account, function.region, function.function_name)
        # An update of the configuration alone keeps the code.
        if latest is None or latest.config.code is not function_version.config.code:
            watches.forget(function_version)

    @classmethod
    def validate_environment(cls) -> bool:
        return shutil.which(find_node()) is not None


def _refuse_unsupported(function_version: FunctionVersion) -> None:
    """The message becomes the function's StateReason, which Terraform shows."""
    config = function_version.config
    if config.package_type != PackageType.Zip:
        raise UnsupportedFunctionError("The sandbox runs functions from a zip, not from an image.")
    if not (config.runtime or "").startswith("nodejs"):
        raise UnsupportedFunctionError(
            f"The sandbox runs Node functions only, got runtime `{config.runtime}`."
            " Next: set `runtime` to nodejs22.x."
        )
    if config.layers:
        raise UnsupportedFunctionError("The sandbox does not unpack layers: bundle the code.")
    option = find_lifting_option((config.environment or {}).get("NODE_OPTIONS", ""))
    if option:
        raise UnsupportedFunctionError(
            f"NODE_OPTIONS of the function holds `{option}`, which would let its code out of"
            " the sandbox. Next: remove it from the function's environment."
        )


def _settings(
    function_version: FunctionVersion, env_vars: dict[str, str], code: WatchedCode | None
) -> FunctionSettings:
    config = function_version.config
    task_root = code.task_root if code else Path(config.code.get_unzipped_code_location())
    debug_port = code and code.debug_port
    node = shutil.which(find_node())
    if node is None:
        raise UnsupportedFunctionError(
            f"Node was not found: {find_node()}. Next: set SANDBOX_NODE to its path."
        )
    return FunctionSettings(
        version=function_version.id.qualifier,
        task_root=task_root,
        environment=function_environment(
            from_service=env_vars,
            from_owner=config.environment or {},
            runtime=config.runtime,
        ),
        memory_mb=config.memory_size,
        timeout_seconds=config.timeout,
        node=node,
        confinement=debuggable(find_confinement(node)) if debug_port else find_confinement(node),
        gateway_port=localstack_config.GATEWAY_LISTEN[0].port,
        ephemeral_storage_mb=config.ephemeral_storage.size,
        debug_port=debug_port,
    )
