import os
import stat

import pytest
from payments_sandbox.state.errors import InvalidRequestError, UnknownSnapshotError
from payments_sandbox.state.folder import SnapshotFolder, checked_name


@pytest.fixture
def folder(tmp_path):
    folder = SnapshotFolder(tmp_path / "snapshots")
    folder.prepare()
    return folder


def names_in(folder: SnapshotFolder) -> list[str]:
    return sorted(file.name for file in folder.path.iterdir())


def content_of(folder: SnapshotFolder, name: str) -> bytes:
    with folder.open(name) as file:
        return file.read()


@pytest.mark.parametrize("name", ["a", "0", "before-load", "a" * 64])
def test_accepts_names(name):
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "-a", "A", "a" * 65, "a.b", "../a", "a/b", "ä", "a\n", "a b", "autosave.snapshot"]
)
def test_refuses_names_that_could_be_a_path_or_an_option(name, folder):
    with pytest.raises(InvalidRequestError, match="Expected a snapshot name"):
        folder.open(name)


def test_keeps_the_last_snapshot_when_a_save_fails(folder):
    folder.replace("first", lambda file: file.write(b"good"))

    def fail(file):
        file.write(b"half")
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        folder.replace("first", fail)

    assert content_of(folder, "first") == b"good"
    assert names_in(folder) == ["first.snapshot"]


def test_keeps_the_last_snapshot_when_it_is_killed_during_a_save(folder):
    folder.replace("first", lambda file: file.write(b"good"))
    pid = os.fork()
    if pid == 0:

        def die(file):
            file.write(b"half")
            file.flush()
            os._exit(9)

        folder.replace("first", die)
    os.waitpid(pid, 0)
    left_over = names_in(folder)

    folder.prepare()

    assert left_over == ["first.draft", "first.snapshot"]
    assert names_in(folder) == ["first.snapshot"]
    assert content_of(folder, "first") == b"good"


def test_replaces_the_snapshot_only_when_its_content_is_on_the_disk(folder, monkeypatch):
    folder.replace("first", lambda file: file.write(b"old"))
    synced = []

    def note(descriptor):
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            synced.append((os.fstat(descriptor).st_size, content_of(folder, "first")))

    monkeypatch.setattr(os, "fsync", note)

    folder.replace("first", lambda file: file.write(b"new one"))

    assert synced == [(len(b"new one"), b"old")]
    assert content_of(folder, "first") == b"new one"


def test_lets_only_the_owner_read_a_snapshot(folder):
    folder.replace("first", lambda file: file.write(b"secret"))

    assert stat.S_IMODE((folder.path / "first.snapshot").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_gives_the_file_to_the_owner_of_the_folder(folder, monkeypatch):
    given = []
    monkeypatch.setattr(os, "geteuid", lambda: folder.path.stat().st_uid + 1)
    monkeypatch.setattr(os, "fchown", lambda descriptor, *owner: given.append(owner))

    folder.replace("first", lambda file: file.write(b"mine"))

    assert given == [(folder.path.stat().st_uid, folder.path.stat().st_gid)]


def test_names_a_snapshot_that_is_missing(folder):
    with pytest.raises(UnknownSnapshotError, match="There is no snapshot second"):
        folder.open("second")
