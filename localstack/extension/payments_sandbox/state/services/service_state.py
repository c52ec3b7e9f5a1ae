"""The state of a service that keeps all of it in LocalStack's usual containers."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, BinaryIO

from payments_sandbox.state.containers import ContainerCollector, clear, contents_of, fill
from payments_sandbox.state.pickling import dumps, loads

# Bytes, a file with them, or what produces them when calls run again.
Part = bytes | BinaryIO | Callable[[], bytes]


class SavedParts:
    """The parts of one service in an archive."""

    def __init__(self, archive: zipfile.ZipFile, service: str) -> None:
        self._archive = archive
        self._service = service

    def __getitem__(self, name: str) -> bytes:
        return self._archive.read(f"{self._service}/{name}")

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(f"{self._service}/{name}")


class ServiceState:
    """`capture`, `reset` and `fill` run while no call does, the other methods do not."""

    def __init__(self, service: Any) -> None:
        self.service = service
        self.name: str = service.name()

    @property
    def provider(self) -> Any:
        return self.service._provider

    def capture(self, scratch: Path) -> dict[str, Part]:
        """A copy of the state, in parts. Files for it may be created in `scratch`."""
        return {
            f"{position}": dumps(contents_of(container))
            for position, container in enumerate(self._containers())
        }

    def read(self, parts: SavedParts) -> Any:
        """Turns the parts into what `fill` takes, and changes nothing."""
        return [loads(parts[f"{position}"]) for position in range(len(self._containers()))]

    def interrupt(self) -> None:
        """Ends invocations of functions that would otherwise hold up a restore."""

    def stop(self) -> None:
        """Ends what works on the state in the background, without an invocation running."""

    def reset(self) -> None:
        self.service.lifecycle_hook.on_before_state_reset()
        self._clear_containers()
        self.service.lifecycle_hook.on_after_state_reset()

    def fill(self, saved: Any) -> None:
        """Takes what `read` returned, after a `reset`."""
        self.service.lifecycle_hook.on_before_state_load()
        self._fill_containers(saved)
        self.service.lifecycle_hook.on_after_state_load()

    def resume(self) -> None:
        """Starts what works on the state in the background."""

    def _clear_containers(self) -> None:
        for container in self._containers():
            clear(container)

    def _fill_containers(self, saved: list[Any]) -> None:
        for container, contents in zip(self._containers(), saved, strict=True):
            fill(container, contents)

    def _containers(self) -> list[Any]:
        collector = ContainerCollector()
        self.service.accept_state_visitor(collector)
        return collector.containers
