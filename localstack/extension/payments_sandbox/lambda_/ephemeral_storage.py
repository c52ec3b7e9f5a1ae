"""A function's own temporary folder, and the size that EphemeralStorage allows it.

A quota that refuses the write itself would need a separate file system, and so root. The
folder is measured after each invocation instead.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from payments_sandbox.lambda_.invocation import InvocationResult, service_error

BLOCK_BYTES = 512


class EphemeralStorage:
    """All processes of an environment share it, like /tmp on AWS."""

    def __init__(self, size_mb: int) -> None:
        self._size_mb = size_mb
        self.folder = Path(tempfile.mkdtemp(prefix="function-"))

    def is_exceeded(self) -> bool:
        return self._used_bytes() > self._size_mb << 20

    def error(self, request_id: str) -> InvocationResult:
        return service_error(
            "Sandbox.NoSpaceLeft",
            f"RequestId: {request_id} Error: The function left {self._used_bytes() >> 20} MB in"
            f" its temporary folder, and its EphemeralStorage is {self._size_mb} MB. On AWS the"
            " write fails with ENOSPC. Next: delete files, or set `ephemeral_storage`.",
        )

    def empty(self) -> None:
        """The processes must have ended."""
        for each in self.folder.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink()

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _used_bytes(self) -> int:
        """Of the disk: a hole in a file takes none."""
        used = 0
        folders = [str(self.folder)]
        while folders:
            # The function may have made a folder unreadable, or still be removing files.
            with suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        used += BLOCK_BYTES * entry.stat(follow_symlinks=False).st_blocks
        return used
