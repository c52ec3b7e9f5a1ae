"""Starts without the garbage collector, which took a quarter of a start's processor time.

A start makes a million objects, almost all of which are kept. Each time their number has
grown by some hundreds, Python looks for garbage among them.
"""

import gc

from localstack.runtime import hooks


@hooks.on_infra_ready()
def collect_garbage_again() -> None:
    """In LocalStack's image the collector was never off, and this does nothing."""
    if not gc.isenabled():
        # What a start leaves is kept until the end: not worth looking through again.
        gc.freeze()
        gc.enable()
