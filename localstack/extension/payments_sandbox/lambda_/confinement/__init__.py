"""Keeps a function away from the developer's machine, in three layers.

- `node_permissions.py`: Node's permission model, on every platform.
- `launch.py`: Linux's Landlock, with the rules of `rules.py`, and seccomp, if the kernel has
  them, also against code that gets around Node.
- `mounts.py`: a private root folder, if the kernel lets a program without rights have one.
- `level.py`: which of them are in force, as a probe has just shown.
"""
