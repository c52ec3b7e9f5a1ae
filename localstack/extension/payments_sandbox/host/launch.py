"""Runs LocalStack in this process: `python -m payments_sandbox.host.launch --record <file>`.

The caller starts it in a new session and configures it through environment variables.
"""

import argparse
import gc
import os
import sys
from pathlib import Path

from payments_sandbox.host.older_python import help_older_python
from payments_sandbox.host.record import AlreadyRunningError, EmulatorRecord
from payments_sandbox.reaper import reaper


def never_cache_entry_points() -> None:
    """plux caches entry points in ~/.cache, keyed by modification times.

    It rounds the times to two minutes, so it may miss an edited extension. Without the
    cache, the search takes 10 ms.
    """
    from plux.runtime.cache import EntryPointsCache

    EntryPointsCache._build_and_store_index = lambda cache, _: cache._resolver.get_entry_points()


def endpoint() -> str:
    """The first address that LocalStack listens on, as clients on this machine use it."""
    address = os.environ.get("GATEWAY_LISTEN", "127.0.0.1:4566").split(",")[0]
    return f"http://{address}"


def run_localstack() -> int:
    # Until LocalStack is ready: see garbage.py, which imports LocalStack.
    gc.disable()
    never_cache_entry_points()
    help_older_python()
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
    parser = argparse.ArgumentParser(prog="python -m payments_sandbox.host.launch")
    parser.add_argument(
        "--record", type=Path, required=True, help="file that describes the running emulator"
    )
    exit_code = launch(parser.parse_args().record)
    sys.stdout.flush()
    sys.stderr.flush()
    # A regular exit would wait for worker threads that LocalStack leaves running.
    os._exit(exit_code)


if __name__ == "__main__":
    main()
