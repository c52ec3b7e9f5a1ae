"""System calls that Python has no function for."""

import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class KernelError(Exception):
    """The kernel refused a call; the message names it."""


def syscall(name: str, number: int, *arguments: int | bytes | None) -> int:
    return _check(name, _libc.syscall(*_longs(number, *arguments)))


def prctl(name: str, *arguments: int | bytes) -> int:
    return libc("prctl", name, *arguments)


def libc(function: str, name: str, *arguments: int | bytes | None) -> int:
    """Calls a function of the C library; an error has the given name."""
    return _check(name, getattr(_libc, function)(*_longs(*arguments)))


def _longs(*arguments: int | bytes | None) -> list[object]:
    """Such functions read a whole register of each number."""
    return [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]


def _check(name: str, result: int) -> int:
    if result < 0:
        raise KernelError(f"{name}: {os.strerror(ctypes.get_errno())}")
    return result
