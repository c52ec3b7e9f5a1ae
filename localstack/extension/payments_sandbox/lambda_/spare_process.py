"""A process that has loaded a function's packages, and waits for the code that imports them."""

import threading
from collections.abc import Callable
from pathlib import Path

from payments_sandbox.lambda_.function_runtime import FunctionSettings, Runtime


class SpareProcess:
    """At most one; it may start while another process runs an invocation."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runtime: Runtime | None = None
        self._closed = False

    @property
    def task_root(self) -> Path | None:
        """The folder where it expects its code; None without a process."""
        runtime = self._runtime
        return runtime.settings.task_root if runtime and runtime.process.is_alive else None

    def prepare(self, start: Callable[[], Runtime]) -> None:
        with self._lock:
            if not self._closed and self.task_root is None:
                self._runtime = start()

    def take(self, settings: FunctionSettings) -> Runtime | None:
        """Lets it load its code, which is in its folder; None if there is no such process."""
        with self._lock:
            runtime = self._runtime
            if runtime is None or runtime.settings != settings or not runtime.process.is_alive:
                return None
            self._runtime = None
            runtime.load_code()
            return runtime

    def end(self) -> None:
        with self._lock:
            runtime, self._runtime = self._runtime, None
            if runtime is not None:
                runtime.process.kill()

    def close(self) -> None:
        """Also ends one that is about to start."""
        self._closed = True
        self.end()
