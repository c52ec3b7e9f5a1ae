"""Linux's seccomp: refuses the sockets that Landlock has no rule for.

Unix sockets reach programs of the developer, such as Docker, and UDP the network. TCP over
IP stays, whose ports Landlock limits, and the question for this machine's addresses.
https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import os
import struct

from payments_sandbox.lambda_.confinement.kernel import prctl

# The number that identifies an architecture, and its numbers of `socket` and `listen`.
ARCHITECTURES = {"x86_64": (0xC000003E, 41, 50), "aarch64": (0xC00000B7, 198, 201)}
# It could open sockets past the filter.
IO_URING_SETUP = 425
# From here on x86-64 has a second set of numbers.
X32 = 0x4000_0000

PR_SET_SECCOMP, MODE_FILTER = 22, 2
LOAD, JUMP_IF_EQUAL, JUMP_IF_GREATER_OR_EQUAL, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
RETURN_ALLOW, RETURN_ERRNO, RETURN_KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000
# Offsets in the data that the kernel gives to a filter.
NUMBER, ARCHITECTURE, DOMAIN, TYPE, PROTOCOL = 0, 4, 16, 24, 32
# Of Linux; the module `socket` would take longer to import than the rest.
AF_INET, AF_INET6, AF_NETLINK = 2, 10, 16
SOCK_STREAM, WITHOUT_FLAGS = 1, 0xF
DEFAULT_PROTOCOL, IPPROTO_TCP, NETLINK_ROUTE = 0, 6, 0

# An operation, its operand, and where to continue if a comparison is true; or only a label.
Step = tuple[int, int] | tuple[int, int, str] | tuple[str]


def restrict(*, may_listen: bool = False) -> None:
    """Limits this thread and what it executes; does nothing on other architectures."""
    known = ARCHITECTURES.get(os.uname().machine)
    if known is None:
        return
    program = assemble(steps(*known, may_listen=may_listen))
    code = ctypes.create_string_buffer(program)
    filter_ = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
    prctl("PR_SET_SECCOMP", PR_SET_SECCOMP, MODE_FILTER, filter_, 0, 0)


def steps(architecture: int, socket_: int, listen: int, *, may_listen: bool = False) -> list[Step]:
    """For `socket` and `listen`; every other call stays as it is."""
    return [
        (LOAD, ARCHITECTURE),
        (JUMP_IF_EQUAL, architecture, "known"),
        (RETURN, RETURN_KILL),
        ("known",),
        (LOAD, NUMBER),
        (JUMP_IF_GREATER_OR_EQUAL, X32, "refuse"),
        (JUMP_IF_EQUAL, IO_URING_SETUP, "refuse"),
        # Without `bind`, which Landlock refuses, it would take any port.
        (JUMP_IF_EQUAL, listen, "allow" if may_listen else "refuse"),
        (JUMP_IF_EQUAL, socket_, "socket"),
        (RETURN, RETURN_ALLOW),
        ("socket",),
        (LOAD, DOMAIN),
        (JUMP_IF_EQUAL, AF_INET, "ip"),
        (JUMP_IF_EQUAL, AF_INET6, "ip"),
        (JUMP_IF_EQUAL, AF_NETLINK, "netlink"),
        ("refuse",),
        (RETURN, RETURN_ERRNO | errno.EACCES),
        ("netlink",),
        (LOAD, PROTOCOL),
        (JUMP_IF_EQUAL, NETLINK_ROUTE, "allow"),
        (RETURN, RETURN_ERRNO | errno.EACCES),
        ("ip",),
        (LOAD, TYPE),
        (AND, WITHOUT_FLAGS),
        (JUMP_IF_EQUAL, SOCK_STREAM, "stream"),
        (RETURN, RETURN_ERRNO | errno.EACCES),
        ("stream",),
        (LOAD, PROTOCOL),
        (JUMP_IF_EQUAL, DEFAULT_PROTOCOL, "allow"),
        # Others, such as MPTCP, are unknown to Landlock.
        (JUMP_IF_EQUAL, IPPROTO_TCP, "allow"),
        (RETURN, RETURN_ERRNO | errno.EACCES),
        ("allow",),
        (RETURN, RETURN_ALLOW),
    ]


def assemble(program: list[Step]) -> bytes:
    """Replaces each label by the distance to it."""
    places: dict[str, int] = {}
    instructions: list[tuple[int, int, str | None]] = []
    for step in program:
        match step:
            case (label,):
                places[label] = len(instructions)
            case (operation, operand):
                instructions.append((operation, operand, None))
            case (operation, operand, label):
                instructions.append((operation, operand, label))
    return b"".join(
        struct.pack("=HBBI", operation, places[label] - place - 1 if label else 0, 0, operand)
        for place, (operation, operand, label) in enumerate(instructions)
    )
