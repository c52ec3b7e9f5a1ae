"""The file format of a snapshot.

Line 1 names the format and authenticates everything after it, line 2 is the manifest as
JSON, and the rest is a zip archive with the parts. The parts hold pickled objects, and
loading those runs code, so a file is only read after its authentication code was verified.
"""

import hashlib
import hmac
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any, BinaryIO

from payments_sandbox.state.errors import RefusedSnapshotError

FORMAT = 1
_FIRST_LINE = re.compile(rb"payments-sandbox snapshot (\d+) ([0-9a-f]{64})\n")
_LONGEST_FIRST_LINE = 200
# Room for the figures that are known only when the archive is complete.
_SPARE = 32
# Level 1 reduces 10,000 payments to a quarter; level 6 takes twice as long for 11 % less.
_LEVEL = 1

Manifest = dict[str, Any]


def write_archive(
    file: BinaryIO,
    key: bytes,
    manifest: Manifest,
    write_parts: Callable[[zipfile.ZipFile], None],
    finish: Callable[[], Manifest],
) -> Manifest:
    """Writes the parts, then the manifest with the figures that `finish` returns."""
    file.write(_first_line("0" * 64))
    start = file.tell()
    draft = json.dumps(manifest | finish()).encode()
    length = len(draft) + _SPARE
    file.write(draft.ljust(length) + b"\n")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        write_parts(archive)
    manifest = manifest | finish()
    file.seek(start)
    file.write(json.dumps(manifest).encode().ljust(length))
    code = _authentication_code(file, start, key)
    file.seek(0)
    file.write(_first_line(code))
    return manifest


@contextmanager
def open_archive(file: BinaryIO, key: bytes, name: str):
    """Yields manifest and zip archive, once the authentication code is verified."""
    first_line = file.readline(_LONGEST_FIRST_LINE)
    found = _FIRST_LINE.fullmatch(first_line)
    if found is None:
        raise RefusedSnapshotError(f"Snapshot {name} is damaged: its first line is not readable.")
    if int(found[1]) != FORMAT:
        raise RefusedSnapshotError(
            f"Snapshot {name} has format {int(found[1])}, and this checkout reads format {FORMAT}."
        )
    start = file.tell()
    code = _authentication_code(file, start, key)
    if not hmac.compare_digest(code, found[2].decode()):
        raise RefusedSnapshotError(
            f"Snapshot {name} is damaged or was not made by this checkout:"
            " its authentication code does not match."
        )
    file.seek(start)
    manifest = json.loads(file.readline())
    with zipfile.ZipFile(file) as archive:
        yield manifest, archive


def _first_line(code: str) -> bytes:
    return f"payments-sandbox snapshot {FORMAT} {code}\n".encode()


def _authentication_code(file: BinaryIO, start: int, key: bytes) -> str:
    file.seek(start)
    authentication = hmac.new(key, digestmod=hashlib.sha256)
    while block := file.read(1 << 20):
        authentication.update(block)
    return authentication.hexdigest()
