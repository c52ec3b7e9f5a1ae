"""Puts DynamoDB Local's jars and native libraries, verified, into one folder.

    python fetch.py --into <folder> [--cache <folder>]

jgo resolves and downloads, but never compares a download with its lock file; this
does, file by file. Downloads stay in a Maven repository layout in the cache (jgo's own
default: M2_REPO or ~/.m2/repository), so that a second run works without a network.
"""

import argparse
import fcntl
import hashlib
import shutil
import sys
import tempfile
import threading
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK_FILE = Path(__file__).with_name("jgo.lock.toml")
# Says which lock file the folder was filled from; written last.
STAMP = "lock.sha256"
PARALLEL_DOWNLOADS = 8


class ChecksumError(Exception):
    """A file is not the one that the lock file names."""


@dataclass(frozen=True)
class LockedFile:
    """One artifact of the lock file."""

    group_id: str
    artifact_id: str
    version: str
    packaging: str
    classifier: str
    sha256: str

    @property
    def coordinate(self) -> str:
        return f"{self.group_id}:{self.artifact_id}:{self.version}:{self.packaging}"


def read_lock(path: Path) -> Iterator[LockedFile]:
    for dependency in tomllib.loads(path.read_text())["dependencies"]:
        yield LockedFile(
            group_id=dependency["groupId"],
            artifact_id=dependency["artifactId"],
            version=dependency["version"],
            packaging=dependency["packaging"],
            classifier=dependency.get("classifier", ""),
            # A dependency without a checksum is refused here, by its KeyError.
            sha256=dependency["sha256"],
        )


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(locked: LockedFile, maven: Any) -> Path:
    """Returns the verified file, downloaded unless the cache holds it."""
    component = maven.project(locked.group_id, locked.artifact_id).at_version(locked.version)
    path: Path = component.artifact(locked.classifier, locked.packaging).resolve()
    actual = sha256_of(path)
    if actual != locked.sha256:
        # Otherwise the damaged file would be found again by the next run.
        path.unlink()
        raise ChecksumError(
            f"{locked.coordinate} does not match the lock file.\n"
            f"Expected SHA-256 {locked.sha256}, got {actual} ({path}, now removed).\n"
            "Next: run the same command again; if it fails again, do not trust the download."
        )
    return path


def keep_connections() -> None:
    """Lets jgo send all requests of a thread through one connection.

    It opens one for each request, and reads the certificates again for each: two requests
    per file, and 6 s of processor time in place of 0.8 s.
    """
    import requests

    connections = threading.local()

    def request(method: str, url: str, **options: Any) -> requests.Response:
        if not hasattr(connections, "session"):
            connections.session = requests.Session()
        return connections.session.request(method, url, **options)

    requests.request = request


@contextmanager
def one_at_a_time(cache: Path) -> Iterator[None]:
    """Two checkouts share the cache, and jgo fails if a file appears while it downloads it."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".payments-sandbox.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_complete(folder: Path, lock_digest: str) -> bool:
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == lock_digest


def materialise(folder: Path, cache: Path | None, lock_file: Path = LOCK_FILE) -> bool:
    """Fills the folder, all or nothing; returns False if it was complete already."""
    lock_digest = sha256_of(lock_file)
    if is_complete(folder, lock_digest):
        return False
    from jgo.maven import MavenContext

    keep_connections()
    maven = MavenContext(repo_cache=cache)
    with one_at_a_time(maven.repo_cache), ThreadPoolExecutor(PARALLEL_DOWNLOADS) as pool:
        paths = list(pool.map(lambda locked: fetch(locked, maven), read_lock(lock_file)))

    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
    try:
        for path in paths:
            shutil.copyfile(path, draft / path.name)
        (draft / STAMP).write_text(lock_digest)
        draft.chmod(0o755)
        shutil.rmtree(folder, ignore_errors=True)
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="Maven repository that keeps the downloads")
    options = parser.parse_args()
    try:
        materialise(options.into, options.cache)
    except (ChecksumError, RuntimeError, OSError) as error:
        sys.exit(f"DynamoDB Local could not be put into {options.into}.\n{error}")


if __name__ == "__main__":
    main()
