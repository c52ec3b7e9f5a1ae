"""Snapshots: the emulator's whole state in one file, saved, restored and kept over a restart.

`gate` makes a save a point in time: it waits until no service call runs. `services/` reads
and writes the state of each service, `pickling` turns objects into bytes, `archive` is the
file format and `folder` the files. `snapshots` puts them together, `autosave` saves while
something changes, and `routes` serves `/_sandbox/snapshots` for `make snapshot`.
"""
