"""The watched code of one function."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from payments_sandbox.lambda_.watched_files import Packages


@dataclass(frozen=True)
class WatchedCode:
    """One state of the code that is being edited."""

    task_root: Path
    # Of one process of the function; None: no debugger can be attached.
    debug_port: int | None = None
    since: str = field(default_factory=lambda: datetime.now(UTC).isoformat())


@dataclass
class Watch:
    """The watched code of one function, and the applied code that it replaces."""

    applied: Any
    code: WatchedCode
    # Those that a spare process loads, also while the bundle of a build runs.
    packages: Packages

    def describe(self, *, debugger_attached: bool) -> dict[str, Any]:
        return {
            "watched": True,
            "task_root": str(self.code.task_root),
            "since": self.code.since,
            "debug_port": self.code.debug_port,
            "debugger_attached": debugger_attached,
        }
