"""Keeps a function away from the developer's machine, in two layers.

- `node_permissions.py`: Node's permission model, on every platform.
- `landlock.py` and `rules.py`: Linux's Landlock, if the kernel has it, also against code
  that gets around Node.
- `level.py`: which of them are in force, as a probe has just shown.
"""
