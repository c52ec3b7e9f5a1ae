"""What a snapshot was made with, and whether this emulator can restore it."""

import hashlib
import sys
from functools import cache
from pathlib import Path

from payments_sandbox.state.errors import RefusedSnapshotError

# Pickled objects refer to LocalStack's classes, and Python may change how it stores its own.
# The extension is not compared: its own classes are in no snapshot, and what it means by a
# part is told by the number of the format. So an edit of it makes no snapshot useless.
_MUST_BE_EQUAL = ("localstack", "python")


@cache
def versions() -> dict[str, str]:
    from localstack.version import version

    return {
        "localstack": version,
        "extension": _digest(Path(__file__).parents[1]),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }


def refuse_other_versions(name: str, saved: dict[str, str]) -> None:
    for program in _MUST_BE_EQUAL:
        if saved.get(program) != versions()[program]:
            raise RefusedSnapshotError(
                f"Snapshot {name} was made with {program} {saved.get(program)},"
                f" and this emulator runs {program} {versions()[program]}."
            )


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            content = file.read_bytes()
            digest.update(f"{file.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
