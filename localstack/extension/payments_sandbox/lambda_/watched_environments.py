"""The execution environments that run watched code."""

from pathlib import Path
from typing import Any, Protocol

from payments_sandbox.lambda_.watch import WatchedCode


class Environment(Protocol):
    """The executor of one execution environment."""

    @property
    def function_version(self) -> Any: ...

    @property
    def spare_root(self) -> Path | None: ...

    @property
    def task_roots(self) -> set[Path]: ...

    @property
    def has_debugger(self) -> bool: ...

    def use_current_code(self) -> None: ...

    def prepare_spare(self, code: WatchedCode) -> None: ...

    def end_spare(self) -> None: ...

    def end_process(self) -> None: ...


class Environments:
    """Every running environment of every function, oldest first."""

    def __init__(self) -> None:
        self._environments: list[Environment] = []

    def add(self, environment: Environment) -> None:
        self._environments.append(environment)

    def remove(self, environment: Environment) -> None:
        if environment in self._environments:
            self._environments.remove(environment)

    def of(self, applied: Any) -> list[Environment]:
        """Those of the function with this applied code."""
        return [
            each for each in self._environments if each.function_version.config.code is applied
        ]

    def first_of(self, applied: Any) -> Environment | None:
        """LocalStack prefers the oldest environment that is idle."""
        return next(iter(self.of(applied)), None)

    @property
    def task_roots(self) -> set[Path]:
        """The folders that their processes read."""
        none: set[Path] = set()
        return none.union(*(each.task_roots for each in self._environments))
