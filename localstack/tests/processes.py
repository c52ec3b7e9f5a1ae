"""What the tests ask about processes."""

import psutil


def is_running(pid: int) -> bool:
    try:
        # A zombie has ended; in a container nobody may collect it.
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
