"""Runs LocalStack in this process: `python -m payments_sandbox.launch --record <file>`.

The caller detaches it (a session of its own) and configures it by environment variables.
"""

import argparse
import os
import sys
import threading
from _thread import allocate_lock
from pathlib import Path

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


def endpoint() -> str:
    """The first address that LocalStack listens on, as clients on this machine reach it."""
    address = os.environ.get("GATEWAY_LISTEN", "127.0.0.1:4566").split(",")[0]
    return f"http://{address}"


def run_localstack() -> int:
    make_lock_a_class()
    from localstack.runtime.main import main

    try:
        main()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
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
