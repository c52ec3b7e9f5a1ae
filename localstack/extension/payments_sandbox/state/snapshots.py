"""Saves the emulator's state under a name, and restores it."""

import json
import logging
import shutil
import threading
import time
import zipfile
from datetime import UTC, datetime
from typing import Any, BinaryIO

from payments_sandbox.state.archive import Manifest, open_archive, write_archive
from payments_sandbox.state.changes import Changes
from payments_sandbox.state.emulator import Parts, capture, read, replace
from payments_sandbox.state.errors import HalfRestoredError, UnsavableStateError
from payments_sandbox.state.folder import SnapshotFolder, checked_name
from payments_sandbox.state.gate import StateGate
from payments_sandbox.state.services.service_state import ServiceState
from payments_sandbox.state.versions import refuse_other_versions, versions

LOG = logging.getLogger(__name__)

_FILES = "files.json"


class Snapshots:
    """One save or restore at a time."""

    def __init__(
        self, folder: SnapshotFolder, key: bytes, gate: StateGate, changes: Changes
    ) -> None:
        self._folder = folder
        self._key = key
        self._gate = gate
        self._changes = changes
        self._lock = threading.Lock()
        self._half_restored = False
        # How many changes the last save under each name includes.
        self._included: dict[str, int] = {}

    def includes_all_changes(self, name: str) -> bool:
        """Whether nothing has changed since this emulator saved the snapshot."""
        return self._included.get(name) == self._changes.count

    def save(self, name: str, labels: dict[str, str], files: dict[str, str]) -> Manifest:
        checked_name(name)
        with self._lock:
            return self._save(name, labels, files)

    def restore(self, name: str) -> dict[str, Any]:
        with self._lock, self._folder.open(name) as file:
            with open_archive(file, self._key, name) as (manifest, archive):
                refuse_other_versions(name, manifest["versions"])
                files = json.loads(archive.read(_FILES))
                self._replace(name, read(archive, name))
            self._changes.note("sandbox", "Restore", internal=False)
            return {"manifest": manifest, "files": files}

    def _replace(self, name: str, saved: dict[ServiceState, Any]) -> None:
        self._half_restored = True
        try:
            replace(saved, self._gate)
        except Exception as error:
            LOG.exception("Restoring %s failed half way.", name)
            raise HalfRestoredError(
                f"Restoring {name} failed half way, so the emulator's state is incomplete and is"
                f" not saved until a restore succeeds: {error!r}."
            ) from error
        self._half_restored = False

    def _save(self, name: str, labels: dict[str, str], files: dict[str, str]) -> Manifest:
        if self._half_restored:
            raise UnsavableStateError(
                "The state was not saved, because it is incomplete: a restore failed half way."
            )
        started = time.perf_counter()
        with self._gate.no_invocations(), self._gate.alone():
            saved_at = datetime.now(UTC)
            included = self._changes.count
            parts, items = capture(self._folder.path)
        held_ms = _milliseconds_since(started)
        from localstack.utils.analytics.metadata import get_session_id

        manifest = {
            "savedAt": saved_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "sessionId": get_session_id(),
            "versions": versions(),
            "labels": labels,
            "items": items,
        }
        parts[_FILES] = json.dumps(files).encode()

        def write(file: BinaryIO) -> Manifest:
            return write_archive(
                file,
                self._key,
                manifest,
                lambda archive: _write_parts(archive, parts),
                lambda: {"tookMs": _milliseconds_since(started)},
            )

        written = self._folder.replace(name, write)
        self._included[name] = included
        LOG.info(
            "Saved snapshot %s in %d ms, calls waited %d ms", name, written["tookMs"], held_ms
        )
        return written


def _write_parts(archive: zipfile.ZipFile, parts: Parts) -> None:
    for name, part in parts.items():
        if isinstance(part, bytes):
            archive.writestr(name, part)
        elif callable(part):
            archive.writestr(name, part())
        else:
            with part, archive.open(name, "w", force_zip64=True) as out:
                shutil.copyfileobj(part, out)


def _milliseconds_since(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)
