"""Ends the emulator's child processes when the emulator is gone, however it went.

A process that is killed with SIGKILL cleans nothing up, and DynamoDB's JVM runs in a
session of its own. So one small process watches: it reads a pipe whose other end only
the emulator holds. Each line adds (`+pid`) or drops (`-pid`) a process group; end of
file means that the emulator died, and every group that is left is killed.

A pipe works on Linux and macOS alike, notices at once, and has no thread or polling
to get wrong (Linux' PR_SET_PDEATHSIG fires when the parent *thread* ends).
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
    """Starts the watching process with the first process to watch."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: set[int] = set()

    def adopt(self, process_group: int) -> None:
        """From now on the group does not outlive this process."""
        with self._lock:
            self._groups.add(process_group)
            self._tell(f"+{process_group}\n")

    def release(self, process_group: int) -> None:
        """To be called once the group has ended, since its number may be used again."""
        with self._lock:
            self._groups.discard(process_group)
            self._tell(f"-{process_group}\n")

    def finish(self, timeout_seconds: float = 1) -> None:
        """Kills every group that is left, and returns when they are gone."""
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
            # A new watcher is told of every group, the last one may have been killed.
            line = "".join(f"+{group}\n" for group in self._groups)
        assert self._process.stdin is not None
        # A watcher that was killed just now is replaced at the next call.
        with suppress(BrokenPipeError):
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()


def _start_watching() -> subprocess.Popen[bytes]:
    # Isolated and without site-packages: starts in 15 ms, and nothing in the environment matters.
    # A session of its own, because a signal to the emulator's group must not end the reaper too.
    return subprocess.Popen(
        [sys.executable, "-I", "-S", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={},
    )


def _collect(process_groups: set[int], timeout_seconds: float) -> None:
    """Otherwise they stay as zombies where process 1 does not collect them, as in a container."""
    deadline = time.monotonic() + timeout_seconds
    for leader in process_groups:
        # A child that was collected already is none any more.
        with suppress(ChildProcessError):
            while os.waitpid(leader, os.WNOHANG) == (0, 0) and time.monotonic() < deadline:
                time.sleep(0.01)


def kill_group(process_group: int) -> None:
    """Kills a process and everything it started; one that is gone already is fine."""
    # macOS answers PermissionError for a group of which only a zombie is left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process_group, signal.SIGKILL)


def watch(lines: BinaryIO) -> set[int]:
    """Reads until the emulator is gone; returns the process groups it left behind."""
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
