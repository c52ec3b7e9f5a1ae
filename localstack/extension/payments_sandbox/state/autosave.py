"""Saves by itself while something changes, and at a clean stop."""

import logging
import threading
from typing import Any

from payments_sandbox.state.archive import Manifest
from payments_sandbox.state.changes import Changes
from payments_sandbox.state.snapshots import Snapshots

LOG = logging.getLogger(__name__)

NAME = "autosave"


class Autosave:
    """A failure leaves the last good snapshot, and the next save may succeed."""

    def __init__(self, snapshots: Snapshots, changes: Changes, seconds: int) -> None:
        self._snapshots = snapshots
        self._changes = changes
        self._seconds = seconds
        self._started = False
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._stored: tuple[dict[str, str], dict[str, str]] = {}, {}
        self._last: Manifest | None = None
        self._error: str | None = None

    def start(self) -> None:
        """Until then the last emulator's save is kept: it may not have been restored yet."""
        with self._lock:
            if self._started:
                return
            self._started = True
        if self._seconds:
            threading.Thread(target=self._run, name="autosave", daemon=True).start()

    def stop(self) -> None:
        """Saves what has changed since the last save."""
        self._stopped.set()
        if self._started and self._seconds:
            self.save_if_changed()

    def store_with_it(self, labels: dict[str, str], files: dict[str, str]) -> None:
        """Each automatic save contains them until they are replaced."""
        self._stored = labels, files
        self._changes.note("sandbox", "PutAutosave", internal=False)

    def describe(self) -> dict[str, Any]:
        last = self._last
        return {
            "started": self._started,
            "seconds": self._seconds,
            "savedAt": last and last["savedAt"],
            "tookMs": last and last["tookMs"],
            "error": self._error,
        }

    def save_if_changed(self) -> None:
        with self._lock:
            if self._snapshots.includes_all_changes(NAME):
                return
            try:
                self._last = self._snapshots.save(NAME, *self._stored)
                self._error = None
            except Exception as error:
                self._error = str(error)
                LOG.exception("The automatic save failed; the last one is kept.")

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            self.save_if_changed()
