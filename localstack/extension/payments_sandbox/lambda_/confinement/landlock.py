"""Starts a program under Landlock: `landlock.py <ABI> <rule>… -- <program> <argument>…`.

A rule is a letter and what it allows: `r:<path>` to read, `x:<file>` to read and execute,
`w:<path>` to read and write, `p:<port>` to connect over TCP. Everything else that this ABI
knows is refused, to the program and to all of its descendants. Landlock needs no root.

The program's environment comes from standard input, with NUL after each variable, so that
a variable like LD_PRELOAD cannot load code here, before the limits exist.

This file runs as a script, isolated and without site-packages, because that is how Python
starts fastest; so it imports nothing from this package.
"""

import ctypes
import os
import stat
import struct
import sys

# The newest ABI that is used. https://docs.kernel.org/userspace-api/landlock.html
NEWEST_ABI = 6

# The same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
PR_SET_NO_NEW_PRIVS = 38
ASK_VERSION = 1
PATH_BENEATH, NET_PORT = 1, 2

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
# The access rights that each ABI added; the network and scopes came with 4 and 6.
FILES = {1: (1 << 13) - 1, 2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
BIND_TCP, CONNECT_TCP = 1, 2
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1, 2

OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
ALLOWED = {
    "r": READ_FILE | READ_DIR,
    "x": READ_FILE | EXECUTE,
    "w": ((1 << 15) - 1) & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK),
}

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class LandlockError(Exception):
    """The kernel refused a call; the message names it."""


def find_abi() -> int:
    """The ABI to use; 0 where the kernel has no Landlock, or a seccomp filter forbids it."""
    if not sys.platform.startswith("linux"):
        return 0
    version = _libc.syscall(*_longs(CREATE_RULESET), None, *_longs(0, ASK_VERSION))
    return min(max(version, 0), NEWEST_ABI)


def restrict(abi: int, rules: list[str]) -> None:
    """Limits this thread, and what it executes, to the rules."""
    handled = sum(rights for since, rights in FILES.items() if since <= abi)
    # An older kernel accepts a longer structure if the fields it does not know are 0.
    attributes = struct.pack(
        "=QQQ",
        handled,
        BIND_TCP | CONNECT_TCP if abi >= 4 else 0,
        SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if abi >= 6 else 0,
    )
    ruleset = _call("landlock_create_ruleset", CREATE_RULESET, attributes, len(attributes), 0)
    for rule in rules:
        kind, _, value = rule.partition(":")
        if kind != "p":
            _allow_path(ruleset, value, ALLOWED[kind] & handled)
        elif abi >= 4:
            _add_rule(ruleset, NET_PORT, struct.pack("=QQ", CONNECT_TCP, int(value)), rule)
    _call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _call("landlock_restrict_self", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow_path(ruleset: int, path: str, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        # Not every system has all of them.
        return
    if not stat.S_ISDIR(os.fstat(folder).st_mode):
        rights &= OF_A_FILE
    _add_rule(ruleset, PATH_BENEATH, struct.pack("=Qi", rights, folder), path)
    os.close(folder)


def _add_rule(ruleset: int, kind: int, attributes: bytes, what: str) -> None:
    _call(f"landlock_add_rule of {what}", ADD_RULE, ruleset, kind, attributes, 0)


def _call(name: str, number: int, *arguments: int | bytes) -> int:
    function = _libc.prctl if name == "prctl" else _libc.syscall
    result = function(*_longs(number, *arguments))
    if result < 0:
        raise LandlockError(f"{name}: {os.strerror(ctypes.get_errno())}")
    return int(result)


def _longs(*arguments: int | bytes) -> list[object]:
    """Both functions read a whole register of each number."""
    return [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]


def main(abi: str, *arguments: str) -> None:
    environment = dict(
        each.split(b"=", 1) for each in sys.stdin.buffer.read().split(b"\0") if each
    )
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    # Node reads its memory's size there. The open descriptor makes sure that the kernel keeps
    # the folder's identity, to which the rule belongs.
    own_folder = f"/proc/{os.getpid()}"
    os.set_inheritable(os.open(own_folder, os.O_PATH), True)
    end = arguments.index("--")
    program = arguments[end + 1 :]
    try:
        restrict(int(abi), [*arguments[:end], f"r:{own_folder}"])
        os.execve(program[0], program, environment)
    except (LandlockError, OSError) as error:
        sys.exit(
            f"The function was not started, because it could not be confined: {error}.\n"
            "Next: `make local-down`, then `make local-up`, which tests the confinement again."
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
