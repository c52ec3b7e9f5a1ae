"""Limits a function with Node's permission model to its code and a temporary folder.

On AWS a function is isolated. Here it runs as the developer's user, so without limits an
npm package in it could read keys, write any file and start programs. Node does not limit
the network.
"""

import re

from payments_sandbox.lambda_.confinement.rules import Reach

# Options like `--allow-fs-read=*` remove the limits. An inspector would let every process
# on the machine run code in the function.
LIFTING_OPTIONS = re.compile(r"--(?:allow-[\w-]+|no-(?:experimental-)?permission|inspect[\w-]*)")


def confining_options(reach: Reach) -> list[str]:
    """Options that allow no child process, worker or native addon; NODE_OPTIONS is checked too."""
    readable = (reach.task_root, reach.runtime, reach.writable)
    return [
        "--permission",
        *(f"--allow-fs-read={folder.resolve()}/" for folder in readable),
        *(f"--allow-fs-read={file.resolve()}" for file in reach.package_jsons),
        f"--allow-fs-write={reach.writable.resolve()}/",
        # SQLite opens files without asking the permission model.
        "--no-experimental-sqlite",
    ]


def find_lifting_option(node_options: str) -> str | None:
    """Finds an option in NODE_OPTIONS that adds a permission, in any spelling Node accepts."""
    found = LIFTING_OPTIONS.search(re.sub(r"[\"'\\]", "", node_options).replace("_", "-"))
    return found and found.group()
