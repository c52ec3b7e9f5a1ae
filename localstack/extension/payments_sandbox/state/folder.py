"""The folder with the snapshots of a checkout."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from payments_sandbox.state.errors import InvalidRequestError, UnknownSnapshotError

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_SUFFIX = ".snapshot"
_DRAFT = ".draft"


class SnapshotFolder:
    """Each snapshot is one file, which is replaced as a whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Creates the folder, and removes what a save that was killed has left in it."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for draft in self.path.glob(f"*{_DRAFT}"):
            draft.unlink(missing_ok=True)

    def open(self, name: str) -> BinaryIO:
        path = self._path(name)
        try:
            return path.open("rb")
        except FileNotFoundError:
            raise UnknownSnapshotError(f"There is no snapshot {name}.") from None

    def replace(self, name: str, write: Callable[[BinaryIO], Any]) -> Any:
        """Writes a draft beside the snapshot, and renames it when it is on the disk."""
        path = self._path(name)
        draft = path.with_name(f"{name}{_DRAFT}")
        draft.unlink(missing_ok=True)
        try:
            descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
            with os.fdopen(descriptor, "w+b") as file:
                written = write(file)
                file.flush()
                self._give_to_owner(file.fileno())
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        self._sync()
        return written

    def _path(self, name: str) -> Path:
        return self.path / f"{checked_name(name)}{_SUFFIX}"

    def _give_to_owner(self, descriptor: int) -> None:
        """In the container LocalStack runs as root, and the folder is the developer's."""
        owner = self.path.stat()
        if owner.st_uid != os.geteuid():
            with suppress(PermissionError):
                os.fchown(descriptor, owner.st_uid, owner.st_gid)

    def _sync(self) -> None:
        # Otherwise a power failure could undo the rename.
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def checked_name(name: str) -> str:
    if NAME.fullmatch(name) is None:
        raise InvalidRequestError(
            "Expected a snapshot name of 1 to 64 lower-case letters, digits and hyphens,"
            f" which does not start with a hyphen, got `{name}`."
        )
    return name
