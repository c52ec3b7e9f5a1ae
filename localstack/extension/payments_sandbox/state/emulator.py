"""Captures the state of all services, and replaces it."""

import zipfile
from pathlib import Path
from typing import Any

from payments_sandbox.state.errors import RefusedSnapshotError, UnsavableStateError
from payments_sandbox.state.gate import StateGate
from payments_sandbox.state.services import loaded_services, required_service
from payments_sandbox.state.services.service_state import Part, SavedParts, ServiceState

Parts = dict[str, Part]

# A dictionary that a background thread changes cannot be read at that moment.
_ATTEMPTS = 3


def capture(scratch: Path) -> tuple[Parts, dict[str, int]]:
    """The parts of all services, and the number of items in each table."""
    parts: Parts = {}
    items: dict[str, int] = {}
    for state in loaded_services():
        for name, part in _capture(state, scratch).items():
            parts[f"{state.name}/{name}"] = part
        items |= getattr(state, "items", {})
    return parts, items


def _capture(state: ServiceState, scratch: Path) -> Parts:
    for attempt in range(_ATTEMPTS):
        try:
            return state.capture(scratch)
        except RuntimeError as error:
            if "during iteration" not in str(error) or attempt == _ATTEMPTS - 1:
                raise UnsavableStateError(_unsavable(state, error)) from error
        except Exception as error:
            raise UnsavableStateError(_unsavable(state, error)) from error
    raise AssertionError("the last attempt returns or raises")


def _unsavable(state: ServiceState, error: Exception) -> str:
    return f"The state of {state.name} cannot be saved: {error}."


def read(archive: zipfile.ZipFile, name: str) -> dict[ServiceState, Any]:
    """The saved state of each service; raises if one cannot be read."""
    paths = [path.partition("/") for path in archive.namelist()]
    services = sorted({service for service, _, part in paths if part})
    try:
        return {
            state: state.read(SavedParts(archive, state.name))
            for state in map(required_service, services)
        }
    except Exception as error:
        raise RefusedSnapshotError(f"Snapshot {name} cannot be loaded: {error}.") from error


def replace(saved: dict[ServiceState, Any], gate: StateGate) -> None:
    """Makes the emulator's state the saved one; what was not saved is empty afterwards."""
    by_name = {state.name: state for state in saved}
    states = [by_name.get(state.name, state) for state in loaded_services()]
    # New invocations wait until the restored functions can run them.
    with gate.no_invocations(timeout_seconds=0):
        for state in states:
            state.interrupt()
        with gate.no_invocations():
            for state in states:
                state.stop()
            with gate.alone():
                for state in reversed(states):
                    state.reset()
                for state in states:
                    if state in saved:
                        state.fill(saved[state])
            for state in states:
                state.resume()
