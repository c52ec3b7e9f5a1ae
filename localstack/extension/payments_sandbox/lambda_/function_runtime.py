"""A Node process that runs a function, and its Runtime API, which end together."""

import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.rules import Reach
from payments_sandbox.lambda_.environment_variables import with_places
from payments_sandbox.lambda_.function_output import FunctionOutput
from payments_sandbox.lambda_.invocation import Invocation, InvocationResult
from payments_sandbox.lambda_.runtime_api import RuntimeApi
from payments_sandbox.lambda_.runtime_process import BOOTSTRAP, RuntimeProcess

# How often it is looked whether a debugger is attached.
DEBUGGER_POLL_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 3600
# The time that a function is told it has left while a debugger is attached.
DEBUGGING_SECONDS = 24 * 3600


@dataclass(frozen=True)
class FunctionSettings:
    """The settings of a function that its environment needs."""

    version: str
    task_root: Path
    environment: dict[str, str]
    memory_mb: int
    timeout_seconds: int
    node: str
    confinement: Confinement
    gateway_port: int
    ephemeral_storage_mb: int
    # Where its process listens for a debugger; None: it does not.
    debug_port: int | None = None


class RuntimeExitedError(Exception):
    """The process exited too early; the message describes the exit."""


class InitialisationError(Exception):
    """The function's module could not be loaded; carries the error it reported."""

    def __init__(self, result: InvocationResult) -> None:
        super().__init__(result.error_type)
        self.result = result


class Runtime:
    """One process of a function."""

    def __init__(
        self,
        settings: FunctionSettings,
        output: FunctionOutput,
        temporary_folder: Path,
        *,
        is_spare: bool = False,
    ) -> None:
        self.settings = settings
        self._exited: Future[None] = Future()
        self._api = RuntimeApi()
        reach = Reach(
            node=Path(settings.node),
            task_root=settings.task_root,
            runtime=BOOTSTRAP.parent,
            writable=temporary_folder,
            ports=(settings.gateway_port, self._api.port),
            listening_port=settings.debug_port,
        )
        self.process = RuntimeProcess(
            heap_mb=settings.memory_mb,
            confinement=settings.confinement,
            reach=reach,
            environment={
                **with_places(settings.environment, settings.confinement.seen(reach)),
                "AWS_LAMBDA_RUNTIME_API": self._api.address,
                **({"SANDBOX_SPARE": "1"} if is_spare else {}),
            },
            output=output.file,
            on_exit=self._on_exit,
            debug_port=settings.debug_port,
        )

    @property
    def is_idle(self) -> bool:
        """Whether the process waits for an invocation."""
        return self._api.ready.done() and not self._exited.done()

    def wait_until_ready(self, deadline: float) -> None:
        if self._exited.done():
            raise RuntimeExitedError(self.process.describe_exit())
        failure = self._result(self._api.ready, deadline)
        if failure is not None:
            raise InitialisationError(failure)

    def invoke(self, invocation: Invocation, deadline: float) -> InvocationResult:
        # The function cannot know how long the debugger stays.
        told = time.time() + DEBUGGING_SECONDS if self.process.has_debugger else deadline
        result: InvocationResult = self._result(self._api.submit(invocation, told), deadline)
        return result

    def load_code(self) -> None:
        """Ends the waiting of a spare: the code is in its task root."""
        self._api.announce_code()

    def _result(self, future: Future[Any], deadline: float) -> Any:
        self._wait(future, deadline)
        # Checked first, because a process may respond and then exit immediately.
        if future.done():
            return future.result()
        if self._exited.done():
            raise RuntimeExitedError(self.process.describe_exit())
        raise TimeoutError

    def _wait(self, future: Future[Any], deadline: float) -> None:
        """The time during which a debugger is attached does not count."""
        ended: set[Future[Any]] = set()
        step = DEBUGGER_POLL_SECONDS if self.settings.debug_port else LONGEST_WAIT_SECONDS
        while not ended and (left := deadline - time.time()) > 0:
            started = time.time()
            ended, _ = wait({future, self._exited}, min(left, step), FIRST_COMPLETED)
            if not ended and self.process.has_debugger:
                deadline += time.time() - started

    def _on_exit(self) -> None:
        self._exited.set_result(None)
        self._api.close()
