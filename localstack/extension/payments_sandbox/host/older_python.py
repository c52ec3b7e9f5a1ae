"""What LocalStack 4.13.1 needs on a Python older than the 3.13 of its image."""

import hashlib
import sys
import threading
import uuid
from _thread import allocate_lock


def help_older_python() -> None:
    """To be called before LocalStack is imported."""
    make_lock_a_class()
    let_uuid5_take_bytes()


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
