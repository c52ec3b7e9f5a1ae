"""Limits a function with Node's permission model to its code and a temporary folder.

On AWS a function is isolated. Here it runs as the developer's user, so without limits an
npm package in it could read keys, write any file and start programs. The network is not
limited.
"""

import re
from pathlib import Path

# Options like `--allow-fs-read=*` remove the limits. An inspector would let every process
# on the machine run code in the function.
LIFTING_OPTIONS = re.compile(r"--(?:allow-[\w-]+|no-(?:experimental-)?permission|inspect[\w-]*)")


def confining_options(task_root: Path, runtime: Path, writable: Path) -> list[str]:
    """Options that allow no child process, worker or native addon; NODE_OPTIONS is checked too."""
    return [
        "--permission",
        *(f"--allow-fs-read={folder.resolve()}/" for folder in (task_root, runtime, writable)),
        f"--allow-fs-read={end_package_scope(task_root).resolve()}",
        f"--allow-fs-write={writable.resolve()}/",
        # SQLite opens files without asking the permission model.
        "--no-experimental-sqlite",
    ]


def end_package_scope(task_root: Path) -> Path:
    """Ends Node's search for a package.json above the code; returns the file that ends it.

    The code is unpacked below the checkout, whose package.json has "type": "module". On AWS
    there is none above /var/task.
    """
    package_json = task_root.parent / "package.json"
    package_json.write_text("{}")
    return package_json


def find_lifting_option(node_options: str) -> str | None:
    """Finds an option in NODE_OPTIONS that adds a permission, in any spelling Node accepts."""
    found = LIFTING_OPTIONS.search(re.sub(r"[\"'\\]", "", node_options).replace("_", "-"))
    return found and found.group()
