"""Kills the emulator's child processes when the emulator ends for any reason.

A process that is killed with SIGKILL cannot clean up, and DynamoDB's JVM runs in a
separate session. So a small watchdog process reads a pipe whose other end only the
emulator holds. Each line adds (`+pid`) or removes (`-pid`) a process group. End of file
means that the emulator has ended, and the watchdog kills every group that is left.

A pipe works on Linux and macOS, and reports the end at once, without polling. Linux's
PR_SET_PDEATHSIG would fire when the parent *thread* ends.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import BinaryIO


class Reaper:
    """Starts the watchdog when the first process group is added."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: set[int] = set()
        self._finished = False

    @property
    def has_finished(self) -> bool:
        """Whether the emulator is ending, so that nothing may be started any more."""
        return self._finished

    def adopt(self, process_group: int) -> None:
        """Makes sure that the group does not outlive this process."""
        with self._lock:
            if self._finished:
                kill_group(process_group)
                return
            self._groups.add(process_group)
            self._tell(f"+{process_group}\n")

    def release(self, process_group: int) -> None:
        """Must be called when the group has ended, because its number may be reused."""
        with self._lock:
            self._groups.discard(process_group)
            if self._finished:
                return
            self._tell(f"-{process_group}\n")

    def finish(self, timeout_seconds: float = 1) -> None:
        """Kills every group that is left, and returns when they have ended."""
        # Before the kills: a thread that starts a killed process again looks here first.
        self._finished = True
        with self._lock:
            if self._process is None:
                return
            for group in self._groups:
                kill_group(group)
            _collect(self._groups, timeout_seconds)
            self._groups.clear()
            assert self._process.stdin is not None
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout_seconds)
            self._process = None

    def _tell(self, line: str) -> None:
        if self._process is None or self._process.poll() is not None:
            self._process = _start_watching()
            # The previous watchdog was killed: the new one needs every group.
            line = "".join(f"+{group}\n" for group in self._groups)
        assert self._process.stdin is not None
        # A watchdog that was killed at this moment is replaced at the next call.
        with suppress(BrokenPipeError):
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()


def _start_watching() -> subprocess.Popen[bytes]:
    # Isolated and without site-packages, it starts in 15 ms and ignores the environment.
    # In a new session, a signal to the emulator's group does not end the watchdog too.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={},
    )


def _collect(process_groups: set[int], timeout_seconds: float) -> None:
    """Waits for them: in a container, process 1 may not collect zombies."""
    deadline = time.monotonic() + timeout_seconds
    for leader in process_groups:
        # The child was collected already.
        with suppress(ChildProcessError):
            while os.waitpid(leader, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
                time.sleep(0.01)


def kill_group(process_group: int) -> None:
    """Kills a process and everything it started; does nothing if it has ended."""
    # macOS raises PermissionError if only a zombie is left of the group.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process_group, signal.SIGKILL)


def watch(lines: BinaryIO) -> set[int]:
    """Reads until the emulator ends; returns the process groups that it left behind."""
    process_groups: set[int] = set()
    for line in lines:
        process_group = int(line[1:])
        if line.startswith(b"+"):
            process_groups.add(process_group)
        else:
            process_groups.discard(process_group)
    return process_groups


reaper = Reaper()

if __name__ == "__main__":
    for group_left_behind in watch(sys.stdin.buffer):
        kill_group(group_left_behind)
