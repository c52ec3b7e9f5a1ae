import io
import threading
import zipfile

import pytest
from payments_sandbox.state import emulator
from payments_sandbox.state.errors import RefusedSnapshotError, UnsavableStateError
from payments_sandbox.state.gate import StateGate


class FakeState:
    """Notes what is done to it, and whether a call could run at that moment."""

    def __init__(self, name: str, log: list, gate: StateGate) -> None:
        self.name = name
        self._log = log
        self._gate = gate
        self.errors: list[Exception] = []

    def __getattr__(self, step: str):
        def note(*_) -> None:
            self._log.append((step, self.name, self._calls_can_run()))

        if step in {"interrupt", "stop", "reset", "fill", "resume"}:
            return note
        raise AttributeError(step)

    def capture(self, scratch):
        if self.errors:
            raise self.errors.pop(0)
        return {"0": b"state"}

    def read(self, parts) -> bytes:
        if self.errors:
            raise self.errors.pop(0)
        return parts["0"]

    def _calls_can_run(self) -> bool:
        entered = threading.Event()

        def call() -> None:
            with self._gate.call():
                entered.set()

        threading.Thread(target=call, daemon=True).start()
        return entered.wait(0.05)


@pytest.fixture
def gate():
    return StateGate()


@pytest.fixture
def log():
    return []


@pytest.fixture
def states(monkeypatch, log, gate):
    states = {name: FakeState(name, log, gate) for name in ("s3", "sqs", "lambda")}
    monkeypatch.setattr(emulator, "loaded_services", lambda: list(states.values()))
    monkeypatch.setattr(emulator, "required_service", states.__getitem__)
    return states


def archive_of(*services: str) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("files.json", "{}")
    for service in services:
        archive.writestr(f"{service}/0", b"state")
    return archive


def test_captures_each_service(states, tmp_path):
    parts, items = emulator.capture(tmp_path)

    assert set(parts) == {"s3/0", "sqs/0", "lambda/0"}
    assert items == {}


def test_reads_again_what_changed_while_it_was_read(states, tmp_path):
    states["sqs"].errors = [RuntimeError("dictionary changed size during iteration")]

    parts, _ = emulator.capture(tmp_path)

    assert parts["sqs/0"] == b"state"


def test_names_the_service_whose_state_cannot_be_saved(states, tmp_path):
    states["sqs"].errors = [TypeError("cannot pickle 'socket' object")]

    with pytest.raises(
        UnsavableStateError, match="of sqs cannot be saved: cannot pickle 'socket'"
    ):
        emulator.capture(tmp_path)


def test_replaces_the_state_while_no_call_runs(states, log, gate):
    saved = emulator.read(archive_of("s3", "sqs", "lambda"), "first")

    emulator.replace(saved, gate)

    assert log == [
        *(("interrupt", name, True) for name in ("s3", "sqs", "lambda")),
        *(("stop", name, True) for name in ("s3", "sqs", "lambda")),
        *(("reset", name, False) for name in ("lambda", "sqs", "s3")),
        *(("fill", name, False) for name in ("s3", "sqs", "lambda")),
        *(("resume", name, True) for name in ("s3", "sqs", "lambda")),
    ]


def test_empties_a_service_that_was_not_saved(states, log, gate):
    emulator.replace(emulator.read(archive_of("s3"), "first"), gate)

    assert ("reset", "sqs", False) in log
    assert not [step for step in log if step[:2] == ("fill", "sqs")]


def test_changes_nothing_when_a_service_cannot_be_read(states, log):
    states["sqs"].errors = [ValueError("not a pickle")]

    with pytest.raises(RefusedSnapshotError, match="first cannot be loaded: not a pickle"):
        emulator.read(archive_of("s3", "sqs"), "first")

    assert log == []
