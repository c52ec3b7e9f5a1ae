"""The record of the running emulator: a JSON file, and a lock that its owner holds."""

import fcntl
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from payments_sandbox import __version__


class AlreadyRunningError(Exception):
    """Another launcher holds the record."""


def process_start_time(pid: int) -> str:
    """Identifies a process together with its pid, because the system reuses pids.

    The scripts that stop the emulator compute the same string and compare it.
    """
    if sys.platform == "linux":
        stat = Path(f"/proc/{pid}/stat").read_text()
        # Field 22, counted after field 2, the command, which may contain spaces and parentheses.
        return stat.rpartition(")")[2].split()[19]
    started = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=True
    )
    return started.stdout.strip()


class EmulatorRecord:
    """Context manager: holds the lock and keeps the record while the emulator runs.

    The lock, not the file, decides whether an emulator runs: the system releases it when
    its holder dies, so the record of a killed emulator does not block the next one.
    """

    def __init__(self, path: Path, endpoint: str) -> None:
        self._path = path
        self._endpoint = endpoint
        self._lock_path = path.with_name(path.name + ".lock")

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Append mode keeps the pid that the current holder of the lock wrote.
        self._lock = self._lock_path.open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with self._lock:
                self._lock.seek(0)
                holder = self._lock.read().strip() or "unknown"
            raise AlreadyRunningError(
                f"The emulator of {self._path} is running already.\n"
                f"Its lock {self._lock_path} is held by pid {holder}.\n"
                f"Next: stop it with `kill {holder}`, or use another record."
            ) from None
        self._lock.truncate(0)
        self._lock.write(f"{os.getpid()}\n")
        self._lock.flush()
        self._write()
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._path.unlink(missing_ok=True)
        # The lock file is kept: if it were removed, two launchers could lock different files.
        self._lock.close()

    def _write(self) -> None:
        record = {
            "pid": os.getpid(),
            "processStartTime": process_start_time(os.getpid()),
            "startedAt": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "endpoint": self._endpoint,
            "version": __version__,
        }
        # The rename is atomic, so a reader sees a complete record or none.
        draft = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        draft.write_text(json.dumps(record, indent=2) + "\n")
        draft.replace(self._path)
