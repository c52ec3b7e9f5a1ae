"""One Node process that runs a function, in a new process group."""

import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import psutil

from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.rules import Reach
from payments_sandbox.reaper import kill_group, reaper

BOOTSTRAP = Path(__file__).parent / "runtime" / "bootstrap.mjs"


class RuntimeProcess:
    """Starts when it is created. When it ends, so do all processes of its group."""

    def __init__(
        self,
        heap_mb: int,
        confinement: Confinement,
        reach: Reach,
        environment: dict[str, str],
        output: BinaryIO,
        on_exit: Callable[[], None],
        debug_port: int | None = None,
    ) -> None:
        self._debug_port = debug_port
        if not confinement.private_root:
            for file in reach.package_jsons:
                file.write_text("{}")
        arguments = [
            f"--max-old-space-size={heap_mb}",
            *module_options(environment.get("NODE_OPTIONS", "")),
            *confinement.node_options(reach),
            *(debugger_options(debug_port) if debug_port else []),
            str(confinement.seen(reach).runtime / BOOTSTRAP.name),
        ]
        self._process = confinement.start(
            arguments, reach, environment, cwd=reach.task_root, output=output
        )
        reaper.adopt(self._process.pid)
        self._on_exit = on_exit
        self._ended = threading.Event()
        threading.Thread(target=self._wait, name="runtime-process", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        return not self._ended.is_set()

    def kill(self) -> None:
        """Returns when the process has ended."""
        # The pid of an ended process may belong to another process.
        if self.is_alive:
            kill_group(self._process.pid)
            self._ended.wait()

    def describe_exit(self) -> str:
        """In the format of the Lambda service: `exit status 1`, `signal: killed`."""
        code = self._process.wait()
        if code >= 0:
            return f"exit status {code}"
        return f"signal: {signal.strsignal(-code) or -code}".lower()

    @property
    def has_debugger(self) -> bool:
        """Whether a debugger is attached now."""
        if self._debug_port is None:
            return False
        with suppress(psutil.Error):
            return any(
                each.status == psutil.CONN_ESTABLISHED and each.laddr.port == self._debug_port
                for each in psutil.Process(self._process.pid).net_connections("tcp")
            )
        return False

    def memory_mb(self) -> int:
        """The current resident memory; 0 if the process has ended."""
        try:
            return psutil.Process(self._process.pid).memory_info().rss >> 20
        except psutil.Error:
            return 0

    def _wait(self) -> None:
        self._process.wait()
        # Kills remaining children. Until they have ended, the system does not reuse the number.
        kill_group(self._process.pid)
        reaper.release(self._process.pid)
        self._ended.set()
        self._on_exit()


def debugger_options(port: int) -> list[str]:
    """The port can be reached over loopback only, but by every user of the machine."""
    return [f"--inspect=127.0.0.1:{port}"]


def module_options(node_options: str) -> list[str]:
    """AWS turns these features of Node 22 off, unless the function's NODE_OPTIONS turn them on."""
    features = ("experimental-require-module", "experimental-detect-module")
    return [f"--no-{each}" for each in features if f"--{each}" not in node_options.split()]


def find_node() -> str:
    """The pinned Node of the host engine, or the one on PATH in the image."""
    return os.environ.get("SANDBOX_NODE") or "node"
