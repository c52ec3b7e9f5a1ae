"""What a function may do on this machine: Node's permission model, and a folder for its files.

On AWS a function is alone. Here it runs as the developer, so that an npm package in it
could read keys, write anywhere and start programs. The network stays open to it.
"""

import re
from pathlib import Path

# `--allow-fs-read=*` and the like lift the confinement; with an inspector, every process
# of the machine runs code in the function.
LIFTING_OPTIONS = re.compile(r"--(?:allow-[\w-]+|no-(?:experimental-)?permission|inspect[\w-]*)")


def confining_options(readable: list[Path], writable: Path) -> list[str]:
    """No child process, no worker and no native addon; NODE_OPTIONS takes none of it back."""
    return [
        "--permission",
        *(f"--allow-fs-read={folder.resolve()}/" for folder in (*readable, writable)),
        f"--allow-fs-write={writable.resolve()}/",
        # It opens files past the permission model.
        "--no-experimental-sqlite",
    ]


def find_lifting_option(node_options: str) -> str | None:
    """Node lets NODE_OPTIONS add a permission, in any spelling that it takes for an option."""
    found = LIFTING_OPTIONS.search(re.sub(r"[\"'\\]", "", node_options).replace("_", "-"))
    return found and found.group()
