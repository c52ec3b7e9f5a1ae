"""A root folder that holds only what a function may reach, in the places that AWS has.

The mounts belong to a user namespace: they need no root, and end with the process. Docker's
default profile refuses such a namespace, and so do some distributions.
https://man7.org/linux/man-pages/man7/user_namespaces.7.html
"""

import os
import stat
import struct
from collections.abc import Iterable

from payments_sandbox.lambda_.confinement.kernel import libc, prctl, syscall

TASK_ROOT, RUNTIME, TEMPORARY, NODE = "/var/task", "/var/runtime", "/tmp", "/var/lang/bin/node"

# Holds the machine's root until the temporary folder covers it. To unmount it instead takes
# milliseconds, in which the kernel waits for all processors.
MACHINE = TEMPORARY

CLONE_NEWNS, CLONE_NEWUSER = 0x0002_0000, 0x1000_0000
MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 1 << 12, 1 << 14, 1 << 18
# The same on every architecture, and older than Landlock.
MOUNT_SETATTR = 442
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
ATTR_RDONLY, ATTR_NOSUID = 1, 2
PR_SET_SECUREBITS, NOROOT, NOROOT_LOCKED = 28, 1, 2
# Of the kernel.
MOST_LINKS = 40


def enter_root(paths: Iterable[str], sources: dict[str, str]) -> None:
    """Gives this process a root folder with these paths, all but /tmp read-only.

    `sources` tells of some where they are on the machine, among them /tmp; the others have
    the same name there.
    """
    _enter_namespaces()
    temporary = sources[TEMPORARY]
    _mount("root", temporary, "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=1m")
    os.mkdir(temporary + MACHINE, 0o700)
    libc("pivot_root", "pivot_root", os.fsencode(temporary), os.fsencode(temporary + MACHINE))
    links = {"/proc/self": str(os.getpid())}
    places = {place: source for place, source in sources.items() if place != TEMPORARY}
    for path in paths:
        if path not in sources and (place := _resolve(path, links)):
            places[place] = place
    mounted: list[str] = []
    # Folders before what is in them, which needs no mount then.
    for place in sorted(places):
        if not place.startswith(tuple(f"{each}/" for each in mounted)):
            _show(MACHINE + places[place], place)
            mounted.append(place)
    for link, target in links.items():
        if not os.path.lexists(link):
            os.makedirs(os.path.dirname(link), exist_ok=True)
            os.symlink(target, link)
    _set_attributes("/", 0)
    _mount(MACHINE + temporary, TEMPORARY, None, MS_BIND | MS_REC)
    os.chdir(TASK_ROOT)
    # Without it, a program that root starts has all capabilities in its namespace.
    prctl("PR_SET_SECUREBITS", PR_SET_SECUREBITS, NOROOT | NOROOT_LOCKED, 0, 0, 0)


def _enter_namespaces() -> None:
    user, group = os.getuid(), os.getgid()
    libc("unshare", "unshare", CLONE_NEWUSER | CLONE_NEWNS)
    # Without root, a process may keep its own user and group only.
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    _mount(None, "/", None, MS_REC | MS_PRIVATE)


def _resolve(path: str, links: dict[str, str]) -> str | None:
    """The real name of a path of the machine; notes the links on the way to it.

    None if it does not exist, or the developer may not reach it either.
    """
    real, rest = "", path.split("/")
    for _ in range(MOST_LINKS):
        link = None
        while rest and link is None:
            name = rest.pop(0)
            if name == "..":
                real = real.rpartition("/")[0]
            elif name not in ("", "."):
                real += f"/{name}"
                link = _read_link(real)
        if link is None:
            return real if os.path.lexists(MACHINE + real) else None
        links[real] = link
        rest = link.split("/") + rest
        real = "" if link.startswith("/") else real.rpartition("/")[0]
    return None


def _read_link(path: str) -> str | None:
    try:
        return os.readlink(MACHINE + path)
    except OSError:
        return None


def _show(source: str, place: str) -> None:
    if stat.S_ISDIR(os.stat(source).st_mode):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.close(os.open(place, os.O_CREAT | os.O_CLOEXEC))
    _mount(source, place, None, MS_BIND | MS_REC)
    _set_attributes(place, AT_RECURSIVE)


def _set_attributes(place: str, flags: int) -> None:
    """Of a mount, and with AT_RECURSIVE of those in it."""
    attributes = struct.pack("=QQQQ", ATTR_RDONLY | ATTR_NOSUID, 0, 0, 0)
    where = (AT_FDCWD, os.fsencode(place), flags)
    syscall(f"mount_setattr of {place}", MOUNT_SETATTR, *where, attributes, len(attributes))


def _mount(
    source: str | None, place: str, kind: str | None, flags: int, options: str | None = None
) -> None:
    texts = (each and os.fsencode(each) for each in (source, place, kind))
    libc("mount", f"mount of {place}", *texts, flags, options and os.fsencode(options))
