"""Checks on processes for the tests."""

import psutil


def is_running(pid: int) -> bool:
    try:
        # A zombie has ended; in a container, process 1 may not collect it.
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
