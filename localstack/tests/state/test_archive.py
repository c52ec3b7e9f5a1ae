import io
import json
import random
import zipfile

import pytest
from payments_sandbox.state.archive import open_archive, write_archive
from payments_sandbox.state.errors import RefusedSnapshotError

KEY = bytes(range(32))
MANIFEST = {"savedAt": "2026-11-27T04:00:00.000Z", "labels": {"a": "ü"}}


def written(key: bytes = KEY) -> bytes:
    file = io.BytesIO()

    def write_parts(archive: zipfile.ZipFile) -> None:
        archive.writestr("s3/small", b"body" * 100)

    took = iter([7, 12345])
    write_archive(file, key, MANIFEST, write_parts, lambda: {"tookMs": next(took)})
    return file.getvalue()


def read(content: bytes, key: bytes = KEY) -> tuple[dict, bytes]:
    with open_archive(io.BytesIO(content), key, "first") as (manifest, archive):
        return manifest, archive.read("s3/small")


def test_reads_what_was_written():
    assert read(written()) == ({**MANIFEST, "tookMs": 12345}, b"body" * 100)


def test_has_the_manifest_as_json_in_the_second_line():
    first, second, _ = written().split(b"\n", 2)

    assert first.startswith(b"payments-sandbox snapshot 1 ")
    assert json.loads(second) == {**MANIFEST, "tookMs": 12345}


def test_refuses_a_file_with_one_changed_byte_anywhere():
    content = written()
    changes = random.Random(7)

    for _ in range(300):
        damaged = bytearray(content)
        damaged[changes.randrange(len(content))] ^= changes.randrange(1, 256)
        with pytest.raises(RefusedSnapshotError):
            read(bytes(damaged))


def test_refuses_a_file_that_was_cut_anywhere():
    content = written()

    for length in range(0, len(content), 7):
        with pytest.raises(RefusedSnapshotError):
            read(content[:length])


def test_refuses_bytes_at_the_end():
    with pytest.raises(RefusedSnapshotError, match="authentication code does not match"):
        read(written() + b"\0")


def test_refuses_the_key_of_another_checkout():
    with pytest.raises(RefusedSnapshotError, match=r"first .*not made by this checkout"):
        read(written(), key=bytes(32))


def test_names_another_format():
    content = written().replace(b"snapshot 1 ", b"snapshot 2 ", 1)

    with pytest.raises(
        RefusedSnapshotError, match="has format 2, and this checkout reads format 1"
    ):
        read(content)
