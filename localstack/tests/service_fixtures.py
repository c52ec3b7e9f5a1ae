"""Fixtures for the state of services."""

import io
import zipfile
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.plugins import ServiceLifecycleHook
from payments_sandbox.state.services.service_state import SavedParts, ServiceState


class FakeService:
    """A service with these containers and this provider."""

    def __init__(self, name: str, containers: list[Any], provider: Any) -> None:
        self._name = name
        self._containers = containers
        self._provider = provider
        self.lifecycle_hook = ServiceLifecycleHook()

    def name(self) -> str:
        return self._name

    def accept_state_visitor(self, visitor: Any) -> None:
        for container in self._containers:
            visitor.visit(container)


@pytest.fixture
def state_of() -> Callable[..., ServiceState]:
    def build(kind: type, name: str, containers: list[Any], **provider: Any) -> ServiceState:
        return kind(FakeService(name, containers, SimpleNamespace(**provider)))

    return build


@pytest.fixture
def save(tmp_path) -> Iterator[Callable[[ServiceState], SavedParts]]:
    """Captures a state in an archive, as a file would hold it."""
    archives: list[zipfile.ZipFile] = []

    def capture(state: ServiceState) -> SavedParts:
        archive = zipfile.ZipFile(io.BytesIO(), "w")
        archives.append(archive)
        for name, part in state.capture(tmp_path).items():
            content = (
                part if isinstance(part, bytes) else part() if callable(part) else part.read()
            )
            if hasattr(part, "close"):
                part.close()
            archive.writestr(f"{state.name}/{name}", content)
        return SavedParts(archive, state.name)

    yield capture
    for archive in archives:
        archive.close()


@pytest.fixture
def restore() -> Callable[[ServiceState, SavedParts], None]:
    def replace(state: ServiceState, parts: SavedParts) -> None:
        saved = state.read(parts)
        state.reset()
        state.fill(saved)

    return replace
