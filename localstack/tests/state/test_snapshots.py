import io
import json

import pytest
from payments_sandbox.state import snapshots as module
from payments_sandbox.state.changes import Changes
from payments_sandbox.state.errors import (
    HalfRestoredError,
    RefusedSnapshotError,
    UnknownSnapshotError,
    UnsavableStateError,
)
from payments_sandbox.state.folder import SnapshotFolder
from payments_sandbox.state.gate import StateGate
from payments_sandbox.state.snapshots import Snapshots
from payments_sandbox.state.versions import versions

KEY = bytes(range(32))
LABELS, FILES = {"stack": "digest"}, {"terraform.tfstate": '{"a": "ü"}'}


class FakeEmulator:
    """Its state is one text."""

    def __init__(self) -> None:
        self.state = b"saved"
        self.error: Exception | None = None
        self.during_capture = lambda: None

    def capture(self, scratch):
        self.during_capture()
        parts = {
            "s3/bytes": self.state,
            "s3/file": io.BytesIO(self.state),
            "s3/later": lambda: self.state,
        }
        return parts, {"us-east-1/table": 3}

    def read(self, archive, name):
        read = {archive.read(f"s3/{each}") for each in ("bytes", "file", "later")}
        [state] = read
        return state

    def replace(self, saved, gate):
        self.state = b"incomplete"
        if self.error:
            raise self.error
        self.state = saved


@pytest.fixture
def emulator(monkeypatch):
    emulator = FakeEmulator()
    for name in ("capture", "read", "replace"):
        monkeypatch.setattr(module, name, getattr(emulator, name))
    return emulator


@pytest.fixture
def changes():
    return Changes()


@pytest.fixture
def folder(tmp_path):
    folder = SnapshotFolder(tmp_path)
    folder.prepare()
    return folder


@pytest.fixture
def snapshots(folder, changes, emulator):
    return Snapshots(folder, KEY, StateGate(), changes)


def test_restores_what_was_saved(snapshots, emulator):
    manifest = snapshots.save("first", LABELS, FILES)
    emulator.state = b"changed"

    restored = snapshots.restore("first")

    assert emulator.state == b"saved"
    assert restored == {"manifest": manifest, "files": FILES}


def test_describes_what_was_saved(snapshots, folder):
    manifest = snapshots.save("first", LABELS, FILES)

    assert manifest["versions"] == versions()
    assert manifest["labels"] == LABELS
    assert manifest["items"] == {"us-east-1/table": 3}
    assert manifest["savedAt"].endswith("Z")
    assert manifest["sessionId"]
    assert isinstance(manifest["tookMs"], int)
    assert json.loads((folder.path / "first.snapshot").read_bytes().split(b"\n")[1]) == manifest


def test_refuses_a_damaged_snapshot_before_it_changes_anything(snapshots, emulator, folder):
    snapshots.save("first", LABELS, FILES)
    emulator.state = b"kept"
    file = folder.path / "first.snapshot"
    file.write_bytes(file.read_bytes()[:-1])

    with pytest.raises(RefusedSnapshotError):
        snapshots.restore("first")

    assert emulator.state == b"kept"


def test_refuses_another_version_before_it_changes_anything(
    snapshots, emulator, folder, monkeypatch
):
    monkeypatch.setattr(module, "versions", lambda: versions() | {"localstack": "4.14.0"})
    snapshots.save("first", LABELS, FILES)
    emulator.state = b"kept"

    with pytest.raises(RefusedSnapshotError, match=r"localstack 4\.14\.0"):
        snapshots.restore("first")

    assert emulator.state == b"kept"


def test_names_a_snapshot_that_is_missing(snapshots):
    with pytest.raises(UnknownSnapshotError, match="no snapshot second"):
        snapshots.restore("second")


def test_saves_no_state_that_a_failed_restore_left_incomplete(snapshots, emulator, folder):
    snapshots.save("first", LABELS, FILES)
    before = (folder.path / "first.snapshot").read_bytes()
    emulator.error = OSError("No space left on device")

    with pytest.raises(HalfRestoredError, match="No space left on device"):
        snapshots.restore("first")
    with pytest.raises(UnsavableStateError, match="incomplete"):
        snapshots.save("first", LABELS, FILES)

    assert (folder.path / "first.snapshot").read_bytes() == before
    emulator.error = None
    snapshots.restore("first")
    snapshots.save("second", LABELS, FILES)
    assert emulator.state == b"saved"


def test_counts_a_change_during_a_save_as_one_after_it(snapshots, emulator, changes):
    def change():
        changes.note("s3", "PutObject", internal=False)

    change()
    snapshots.save("first", LABELS, FILES)
    assert snapshots.includes_all_changes("first")

    emulator.during_capture = change
    snapshots.save("first", LABELS, FILES)

    assert not snapshots.includes_all_changes("first")


def test_counts_a_restore_as_a_change(snapshots):
    snapshots.save("first", LABELS, FILES)
    snapshots.save("autosave", LABELS, FILES)

    snapshots.restore("first")

    assert not snapshots.includes_all_changes("autosave")
