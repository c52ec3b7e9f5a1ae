"""Runs LocalStack in this process: `python -m payments_sandbox.launch --record <file>`.

The caller detaches it (a session of its own) and configures it by environment variables.
"""

import argparse
import hashlib
import os
import sys
import threading
import uuid
from _thread import allocate_lock
from pathlib import Path

from payments_sandbox.reaper import reaper
from payments_sandbox.record import AlreadyRunningError, EmulatorRecord


class _Lock:
    """A class whose instances are plain locks."""

    def __new__(cls):
        return allocate_lock()


def make_lock_a_class() -> None:
    """LocalStack 4.13.1 annotates with `Lock | None`, and evaluates it on import.

    Before Python 3.13 `threading.Lock` is a function, which has no `|`.
    """
    if not isinstance(threading.Lock, type):
        threading.Lock = _Lock


def let_uuid5_take_bytes() -> None:
    """LocalStack 4.13.1 names KMS keys by bytes, which `uuid.uuid5` takes from Python 3.12 on."""
    if sys.version_info >= (3, 12):
        return
    uuid5 = uuid.uuid5

    def uuid5_of_text_or_bytes(namespace: uuid.UUID, name: str | bytes) -> uuid.UUID:
        if isinstance(name, str):
            return uuid5(namespace, name)
        digest = hashlib.sha1(namespace.bytes + name, usedforsecurity=False).digest()
        return uuid.UUID(bytes=digest[:16], version=5)

    uuid.uuid5 = uuid5_of_text_or_bytes


def never_cache_entry_points() -> None:
    """plux keeps the entry points it found in ~/.cache, by modification times.

    It rounds those to two minutes, so an edited extension may not be seen. Looking
    again takes 10 ms.
    """
    from plux.runtime.cache import EntryPointsCache

    EntryPointsCache._build_and_store_index = lambda cache, _: cache._resolver.get_entry_points()


def endpoint() -> str:
    """The first address that LocalStack listens on, as clients on this machine reach it."""
    address = os.environ.get("GATEWAY_LISTEN", "127.0.0.1:4566").split(",")[0]
    return f"http://{address}"


def run_localstack() -> int:
    make_lock_a_class()
    never_cache_entry_points()
    let_uuid5_take_bytes()
    from localstack.runtime.main import main

    try:
        main()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    finally:
        reaper.finish()
    return 0


def launch(record: Path) -> int:
    try:
        with EmulatorRecord(record, endpoint()):
            return run_localstack()
    except AlreadyRunningError as error:
        print(error, file=sys.stderr)
        return 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m payments_sandbox.launch")
    parser.add_argument("--record", type=Path, required=True, help="where to say what runs")
    exit_code = launch(parser.parse_args().record)
    sys.stdout.flush()
    sys.stderr.flush()
    # LocalStack leaves worker threads behind that a regular exit would wait for.
    os._exit(exit_code)


if __name__ == "__main__":
    main()
