"""One execution environment: runs one invocation after the other."""

import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.rules import Reach
from payments_sandbox.lambda_.ephemeral_storage import EphemeralStorage
from payments_sandbox.lambda_.function_output import FunctionOutput
from payments_sandbox.lambda_.invocation import (
    Invocation,
    InvocationResult,
    runtime_exited,
    timed_out,
)
from payments_sandbox.lambda_.runtime_api import RuntimeApi
from payments_sandbox.lambda_.runtime_process import BOOTSTRAP, RuntimeProcess
from payments_sandbox.lambda_.service_log import Measures, init_report, invocation_log

# AWS's limit for the phase before the first invocation.
INIT_TIMEOUT_SECONDS = 10


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


class RuntimeExitedError(Exception):
    """The process exited too early; the message describes the exit."""


class InitialisationError(Exception):
    """The function's module could not be loaded; carries the error it reported."""

    def __init__(self, result: InvocationResult) -> None:
        super().__init__(result.error_type)
        self.result = result


class Runtime:
    """A process and its Runtime API, which end together."""

    def __init__(
        self, settings: FunctionSettings, output: FunctionOutput, temporary_folder: Path
    ) -> None:
        self._exited: Future[None] = Future()
        self._api = RuntimeApi()
        self.process = RuntimeProcess(
            node=settings.node,
            heap_mb=settings.memory_mb,
            confinement=settings.confinement,
            reach=Reach(
                task_root=settings.task_root,
                runtime=BOOTSTRAP.parent,
                writable=temporary_folder,
                ports=(settings.gateway_port, self._api.port),
            ),
            environment={
                # Without HOME, Node looks up the developer's home folder, and the SDK reads
                # the AWS profile there.
                "HOME": str(temporary_folder),
                **settings.environment,
                "TMPDIR": str(temporary_folder),
                "AWS_LAMBDA_RUNTIME_API": self._api.address,
            },
            output=output.file,
            on_exit=self._on_exit,
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
        result: InvocationResult = self._result(self._api.submit(invocation, deadline), deadline)
        return result

    def _result(self, future: Future[Any], deadline: float) -> Any:
        wait({future, self._exited}, max(0, deadline - time.time()), FIRST_COMPLETED)
        # Checked first, because a process may respond and then exit immediately.
        if future.done():
            return future.result()
        if self._exited.done():
            raise RuntimeExitedError(self.process.describe_exit())
        raise TimeoutError

    def _on_exit(self) -> None:
        self._exited.set_result(None)
        self._api.close()


class Sandbox:
    """Keeps a process between invocations, and starts another when it has died.

    `start` does not raise if the function cannot be loaded. As on AWS, the environment
    then tries again at the next invocation, within the function's timeout, and the caller
    gets the error of that attempt.
    """

    def __init__(self, settings: FunctionSettings) -> None:
        self._settings = settings
        self._output = FunctionOutput()
        self._storage = EphemeralStorage(settings.ephemeral_storage_mb)
        self._runtime: Runtime | None = None
        self._output_of_start = ""
        self._init_duration_ms: float | None = None
        self._max_memory_mb = 0
        self._in_use = threading.Lock()
        self._stopping = False

    @property
    def is_idle(self) -> bool:
        """Whether a process waits for an invocation."""
        return self._runtime is not None and self._runtime.is_idle

    def start(self, timeout_seconds: float = INIT_TIMEOUT_SECONDS) -> None:
        """Returns when the function is loaded, or when loading it has failed."""
        started = time.perf_counter()
        runtime = self._runtime = self._new_runtime()
        failure: InvocationResult | None = None
        try:
            runtime.wait_until_ready(time.time() + timeout_seconds)
        except InitialisationError as error:
            failure = error.result
        except RuntimeExitedError as error:
            failure = runtime_exited("", str(error))
        except TimeoutError:
            failure = timed_out("", int(timeout_seconds))
        duration_ms = _milliseconds_since(started)
        if failure is None:
            self._init_duration_ms = duration_ms
            self._output_of_start = self._output.read_new()
        else:
            runtime.process.kill()
            self._output_of_start = self._output.read_new() + init_report(failure, duration_ms)

    def invoke(self, invocation: Invocation) -> tuple[InvocationResult, str]:
        """Returns the result and the log of the invocation."""
        with self._in_use:
            started = time.perf_counter()
            result = self._run(invocation, time.time() + self._settings.timeout_seconds)
            result = self._check_storage(invocation, result)
            duration_ms = _milliseconds_since(started)
            log = self._log(invocation.request_id, result, duration_ms)
        if self._stopping:
            self.stop(let_finish=True)
        return result, log

    def stop(self, *, let_finish: bool) -> None:
        """Ends the process; with `let_finish`, only after the current invocation."""
        self._stopping = True
        if not let_finish:
            # This also ends the current invocation, which then releases the lock.
            self._end()
        if self._in_use.acquire(blocking=not let_finish):
            try:
                self._end()
                self._output.close()
                self._storage.remove()
            finally:
                self._in_use.release()

    def _run(self, invocation: Invocation, deadline: float) -> InvocationResult:
        try:
            result = self._ready_runtime(deadline).invoke(invocation, deadline)
            self._note_memory()
            return result
        except InitialisationError as error:
            self._end()
            return error.result
        except RuntimeExitedError as error:
            return runtime_exited(invocation.request_id, str(error))
        except TimeoutError:
            self._note_memory()
            self._end()
            return timed_out(invocation.request_id, self._settings.timeout_seconds)

    def _check_storage(self, invocation: Invocation, result: InvocationResult) -> InvocationResult:
        """Fails an invocation that left too much, and starts over with an empty folder."""
        if not self._storage.is_exceeded():
            return result
        error = self._storage.error(invocation.request_id)
        self._end()
        self._storage.empty()
        return result if result.is_error else error

    def _ready_runtime(self, deadline: float) -> Runtime:
        if self._runtime is not None:
            try:
                self._runtime.wait_until_ready(deadline)
                return self._runtime
            except (RuntimeExitedError, InitialisationError):
                # The process died after its last response, did not start, or was just stopped.
                if self._stopping:
                    raise
        self._runtime = self._new_runtime()
        self._runtime.wait_until_ready(deadline)
        return self._runtime

    def _new_runtime(self) -> Runtime:
        return Runtime(self._settings, self._output, self._storage.folder)

    def _log(self, request_id: str, result: InvocationResult, duration_ms: float) -> str:
        log = self._output_of_start + invocation_log(
            request_id,
            self._settings.version,
            self._output.read_new(),
            result,
            Measures(
                # The delay until a timeout is noticed does not count.
                duration_ms=min(duration_ms, self._settings.timeout_seconds * 1000),
                memory_size_mb=self._settings.memory_mb,
                max_memory_used_mb=self._max_memory_mb,
                init_duration_ms=self._init_duration_ms,
            ),
        )
        self._output_of_start = ""
        self._init_duration_ms = None
        return log

    def _note_memory(self) -> None:
        assert self._runtime is not None
        self._max_memory_mb = max(self._max_memory_mb, self._runtime.process.memory_mb())

    def _end(self) -> None:
        if self._runtime is not None:
            self._runtime.process.kill()


def _milliseconds_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
