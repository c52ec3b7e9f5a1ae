import pytest
from payments_sandbox.state.autosave import Autosave
from payments_sandbox.state.changes import Changes

STORED = ({"stack": "digest"}, {"terraform.tfstate": "{}"})


class FakeSnapshots:
    """Stores nothing, but notes each save."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._included: int | None = None
        self.saved: list[tuple] = []
        self.error: Exception | None = None

    def includes_all_changes(self, name: str) -> bool:
        return self._included == self._changes.count

    def save(self, name: str, labels: dict[str, str], files: dict[str, str]):
        if self.error:
            raise self.error
        self._included = self._changes.count
        self.saved.append((name, labels, files))
        return {"savedAt": f"time {len(self.saved)}", "tookMs": 9}


@pytest.fixture
def changes():
    return Changes()


@pytest.fixture
def snapshots(changes):
    return FakeSnapshots(changes)


@pytest.fixture
def autosave(snapshots, changes):
    return Autosave(snapshots, changes, seconds=60)


def change(changes: Changes) -> None:
    changes.note("s3", "PutObject", internal=False)


def test_saves_what_the_caller_stores_with_the_state(autosave, snapshots):
    autosave.store_with_it(*STORED)

    autosave.save_if_changed()

    assert snapshots.saved == [("autosave", *STORED)]


def test_saves_nothing_before_it_is_started(autosave, snapshots, changes):
    change(changes)

    autosave.store_with_it(*STORED)
    autosave.stop()

    assert snapshots.saved == []


def test_saves_once_per_change(autosave, snapshots, changes):
    autosave.store_with_it(*STORED)
    autosave.save_if_changed()
    autosave.save_if_changed()
    changes.note("s3", "GetObject", internal=False)
    autosave.save_if_changed()
    assert len(snapshots.saved) == 1

    change(changes)
    autosave.save_if_changed()

    assert len(snapshots.saved) == 2


def test_describes_the_last_save(autosave):
    assert autosave.describe() == {
        "started": False,
        "seconds": 60,
        "savedAt": None,
        "tookMs": None,
        "error": None,
    }
    autosave.store_with_it(*STORED)

    autosave.save_if_changed()

    assert autosave.describe() == {
        "started": False,
        "seconds": 60,
        "savedAt": "time 1",
        "tookMs": 9,
        "error": None,
    }


def test_shows_a_failure_until_a_save_succeeds(autosave, snapshots):
    autosave.store_with_it(*STORED)
    autosave.save_if_changed()
    autosave.store_with_it(*STORED)
    snapshots.error = OSError("No space left on device")

    autosave.save_if_changed()
    failed = autosave.describe()
    snapshots.error = None
    autosave.save_if_changed()

    assert failed["error"] == "No space left on device"
    assert failed["savedAt"] == "time 1"
    assert autosave.describe()["error"] is None


def test_saves_at_a_clean_stop(autosave, snapshots):
    autosave.store_with_it(*STORED)
    autosave.start()

    autosave.stop()

    assert len(snapshots.saved) == 1


def test_never_saves_when_it_is_off(snapshots, changes):
    autosave = Autosave(snapshots, changes, seconds=0)
    autosave.store_with_it(*STORED)

    autosave.start()
    autosave.stop()

    assert snapshots.saved == []


def test_saves_while_something_changes(snapshots, changes, wait_until):
    autosave = Autosave(snapshots, changes, seconds=0.01)
    autosave.store_with_it(*STORED)

    autosave.start()

    wait_until(lambda: len(snapshots.saved) == 1)
    change(changes)
    wait_until(lambda: len(snapshots.saved) == 2)
    autosave.stop()
    assert len(snapshots.saved) == 2
