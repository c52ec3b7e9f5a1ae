"""Makes LocalStack 4.13.1 run on a Python older than 3.13, the version in its image."""

import hashlib
import sys
import threading
import uuid
from _thread import allocate_lock


def help_older_python() -> None:
    """Must be called before LocalStack is imported."""
    make_lock_a_class()
    let_uuid5_take_bytes()


class _Lock:
    """A class whose constructor returns a plain lock."""

    def __new__(cls):
        return allocate_lock()


def make_lock_a_class() -> None:
    """LocalStack 4.13.1 evaluates the annotation `Lock | None` on import.

    Before Python 3.13 `threading.Lock` is a function, which does not support `|`.
    """
    if not isinstance(threading.Lock, type):
        threading.Lock = _Lock


def let_uuid5_take_bytes() -> None:
    """LocalStack 4.13.1 passes bytes to `uuid.uuid5`, which accepts them since Python 3.12."""
    if sys.version_info >= (3, 12):
        return
    uuid5 = uuid.uuid5

    def uuid5_of_text_or_bytes(namespace: uuid.UUID, name: str | bytes) -> uuid.UUID:
        if isinstance(name, str):
            return uuid5(namespace, name)
        digest = hashlib.sha1(namespace.bytes + name, usedforsecurity=False).digest()
        return uuid.UUID(bytes=digest[:16], version=5)

    uuid.uuid5 = uuid5_of_text_or_bytes
