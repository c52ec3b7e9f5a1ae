"""Linux's Landlock: a process gives up its access to files, ports and other processes.

It needs no root, and binds all descendants. https://docs.kernel.org/userspace-api/landlock.html
"""

import os
import stat
import struct
import sys

from payments_sandbox.lambda_.confinement.kernel import KernelError, syscall

# The newest ABI that is used; 7 only adds settings of the log.
NEWEST_ABI = 6

# The same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH, NET_PORT = 1, 2

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
# The access rights that each ABI added; the network and scopes came with 4 and 6.
FILES = {1: (1 << 13) - 1, 2: REFER, 3: TRUNCATE, 5: IOCTL_DEV}
BIND_TCP, CONNECT_TCP = 1, 2
ON_PORTS = {"p": CONNECT_TCP, "l": BIND_TCP}
SCOPE_ABSTRACT_SOCKETS, SCOPE_SIGNALS = 1, 2

OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
ALLOWED = {
    "r": READ_FILE | READ_DIR,
    "x": READ_FILE | EXECUTE,
    "w": ((1 << 15) - 1) & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK),
}


def find_abi() -> int:
    """The ABI to use; 0 where the kernel has no Landlock, or a seccomp filter forbids it."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        version = syscall("landlock_create_ruleset", CREATE_RULESET, None, 0, ASK_VERSION)
    except KernelError:
        return 0
    return min(version, NEWEST_ABI)


def restrict(abi: int, rules: list[str]) -> None:
    """Limits this thread, and what it executes; it must have given up new privileges."""
    handled = sum(rights for since, rights in FILES.items() if since <= abi)
    # An older kernel accepts a longer structure if the fields it does not know are 0.
    attributes = struct.pack(
        "=QQQ",
        handled,
        BIND_TCP | CONNECT_TCP if abi >= 4 else 0,
        SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if abi >= 6 else 0,
    )
    ruleset = syscall("landlock_create_ruleset", CREATE_RULESET, attributes, len(attributes), 0)
    for rule in rules:
        kind, _, value = rule.partition(":")
        if kind not in ON_PORTS:
            _allow_path(ruleset, value, ALLOWED[kind] & handled)
        elif abi >= 4:
            _add_rule(ruleset, NET_PORT, struct.pack("=QQ", ON_PORTS[kind], int(value)), rule)
    syscall("landlock_restrict_self", RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)


def _allow_path(ruleset: int, path: str, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        # It does not exist on this system, or the developer may not reach it either.
        return
    if not stat.S_ISDIR(os.fstat(folder).st_mode):
        rights &= OF_A_FILE
    _add_rule(ruleset, PATH_BENEATH, struct.pack("=Qi", rights, folder), path)
    os.close(folder)


def _add_rule(ruleset: int, kind: int, attributes: bytes, what: str) -> None:
    syscall(f"landlock_add_rule of {what}", ADD_RULE, ruleset, kind, attributes, 0)
