"""One execution environment: runs one invocation after the other."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from payments_sandbox.lambda_.ephemeral_storage import EphemeralStorage
from payments_sandbox.lambda_.function_output import FunctionOutput
from payments_sandbox.lambda_.function_runtime import (
    FunctionSettings,
    InitialisationError,
    Runtime,
    RuntimeExitedError,
)
from payments_sandbox.lambda_.invocation import (
    Invocation,
    InvocationResult,
    runtime_exited,
    timed_out,
)
from payments_sandbox.lambda_.service_log import Measures, init_report, invocation_log
from payments_sandbox.lambda_.spare_process import SpareProcess

# AWS's limit for the phase before the first invocation.
INIT_TIMEOUT_SECONDS = 10


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
        self._spare = SpareProcess()
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
            self._adopt_settings()
            result = self._run(invocation, time.time() + self._settings.timeout_seconds)
            result = self._check_storage(invocation, result)
            duration_ms = _milliseconds_since(started)
            log = self._log(invocation.request_id, result, duration_ms)
        if self._stopping:
            self.stop(let_finish=True)
        return result, log

    def use(self, settings: FunctionSettings) -> None:
        """Later invocations run with these, in a new process, which starts now if possible."""
        self._settings = settings
        self._between_invocations(self._adopt_settings)

    def prepare_spare(self, settings: FunctionSettings) -> None:
        """Starts a process that waits for its code, unless one does."""
        self._spare.prepare(
            lambda: Runtime(settings, self._output, self._storage.folder, is_spare=True)
        )

    @property
    def spare_root(self) -> Path | None:
        """The folder where a waiting process expects its code."""
        return self._spare.task_root

    @property
    def task_roots(self) -> set[Path]:
        """The folders that its processes read."""
        runtime, spare_root = self._runtime, self.spare_root
        own = {runtime.settings.task_root} if runtime and runtime.process.is_alive else set()
        return own | ({spare_root} if spare_root else set())

    @property
    def has_debugger(self) -> bool:
        return self._runtime is not None and self._runtime.process.has_debugger

    def _between_invocations(self, work: Callable[[], None]) -> None:
        if self._in_use.acquire(blocking=False):
            try:
                work()
            finally:
                self._in_use.release()
            if self._stopping:
                # `stop` took this for an invocation, and did not wait for it.
                self.stop(let_finish=True)

    def _adopt_settings(self) -> None:
        """Replaces the process if it runs with other settings."""
        if self._stopping or (self._runtime and self._runtime.settings == self._settings):
            return
        spare = self._spare.take(self._settings)
        if spare is not None:
            replaced, self._runtime = self._runtime, spare
            if replaced is not None:
                # Ending it takes longer than the spare needs for the code.
                threading.Thread(target=replaced.process.kill, name="end-runtime").start()
        else:
            # First, because only one process can listen for a debugger.
            self._end()
            self._runtime = self._new_runtime()

    def end_process(self) -> None:
        """Also ends its current invocation."""
        self._end()

    def end_spare(self) -> None:
        self._spare.end()

    def stop(self, *, let_finish: bool) -> None:
        """Ends the process; with `let_finish`, only after the current invocation."""
        self._stopping = True
        self._spare.close()
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
