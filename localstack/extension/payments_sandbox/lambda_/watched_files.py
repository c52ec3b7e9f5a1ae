"""The files of watched code: in archives, in memory and in temporary folders."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

# The folder of the packages in a zip; scripts/build/packages.ts and spare.mjs name it too.
PACKAGES = "packages/"


@dataclass(frozen=True)
class Packages:
    """Files by name, and what the client calls these versions of them."""

    digest: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


class UnknownPackagesError(Exception):
    """The archive leaves out packages that were not sent before."""


def read_archive(archive: bytes) -> dict[str, bytes]:
    """Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(archive)) as zip_file:
        return {each: zip_file.read(each) for each in zip_file.namelist()}


def packages_of(files: dict[str, bytes], digest: str | None, known: Packages) -> Packages:
    """The packages that these files import: their own, or those that were sent before.

    Raises UnknownPackagesError.
    """
    sent = {each: files[each] for each in files if each.startswith(PACKAGES)}
    if digest is None or digest == known.digest:
        return known
    if not sent:
        raise UnknownPackagesError
    return Packages(digest, sent)


class TaskRoots:
    """Temporary folders of functions' code, which are removed once no process reads them."""

    def __init__(self) -> None:
        self._folders: list[Path] = []

    def add(self, files: dict[str, bytes]) -> Path:
        # A package.json is written next to it.
        task_root = Path(tempfile.mkdtemp(prefix="watched-")) / "task"
        task_root.mkdir()
        self._folders.append(task_root)
        write_files(task_root, files)
        return task_root

    def remove_unused(self, used: Set[Path]) -> None:
        for task_root in [each for each in self._folders if each not in used]:
            self._folders.remove(task_root)
            shutil.rmtree(task_root.parent, ignore_errors=True)

    def __bool__(self) -> bool:
        return bool(self._folders)


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Raises BadZipFile for a file outside the folder."""
    for name, content in files.items():
        file = folder / name
        if not file.resolve().is_relative_to(folder.resolve()):
            raise zipfile.BadZipFile(f"{name} is not a file of the function.")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
