"""What a function can reach under Landlock, and in a private root folder."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from payments_sandbox.lambda_.confinement import mounts

LAUNCHER = Path(__file__).parent / "launch.py"

# The program that the kernel starts first, to load the shared libraries.
LOADERS = ("/lib/ld-*.so.*", "/lib64/ld-*.so.*")
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/nix/store", "/etc/ld.so.cache")
NAMES = (
    *(f"/etc/{name}" for name in ("hosts", "resolv.conf", "nsswitch.conf", "host.conf")),
    *(f"/etc/{name}" for name in ("gai.conf", "services", "protocols", "passwd", "group")),
    *("/etc/localtime", "/etc/os-release", "/usr/share/zoneinfo"),
)
CERTIFICATES = (
    *("/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/pki/tls/certs", "/etc/pki/tls/openssl.cnf"),
    *("/etc/pki/ca-trust", "/etc/ca-certificates", "/etc/crypto-policies"),
    *("/usr/share/ca-certificates", "/usr/local/share/ca-certificates"),
)
# From here Node learns the number of processors and the memory.
MACHINE = (
    *(f"/proc/{name}" for name in ("cpuinfo", "loadavg", "meminfo", "stat", "uptime", "version")),
    *("/proc/version_signature", "/proc/sys/vm/overcommit_memory"),
    *("/sys/devices/system/cpu", "/sys/fs/cgroup", "/sys/kernel/mm/transparent_hugepage"),
)
SOURCES = ("/dev/random", "/dev/urandom", "/dev/zero")
SINKS = ("/dev/null", "/dev/full")


@dataclass(frozen=True)
class Reach:
    """What one function may read, write, execute and connect to."""

    node: Path
    task_root: Path
    runtime: Path
    writable: Path
    # Ports, because Landlock does not look at addresses.
    ports: tuple[int, ...]
    # Where it may listen: only for a debugger.
    listening_port: int | None = None
    # Whether these are places in a private root folder.
    has_private_root: bool = False

    @property
    def package_jsons(self) -> list[Path]:
        """Where Node looks for a package.json above the code; an empty one ends the search.

        The code is unpacked below the checkout, whose package.json has "type": "module". In a
        private root folder there is none, as on AWS.
        """
        above = self.task_root.parents if self.has_private_root else [self.task_root.parent]
        return [folder / "package.json" for folder in above]

    def resolve(self) -> "Reach":
        """Without links."""
        return replace(
            self,
            node=self.node.resolve(),
            task_root=self.task_root.resolve(),
            runtime=self.runtime.resolve(),
            writable=self.writable.resolve(),
        )

    def in_private_root(self) -> "Reach":
        """The same, as a process with a private root folder sees it."""
        return replace(
            self,
            node=Path(mounts.NODE),
            task_root=Path(mounts.TASK_ROOT),
            runtime=Path(mounts.RUNTIME),
            writable=Path(mounts.TEMPORARY),
            has_private_root=True,
        )


def under_limits(
    abi: int, reach: Reach, arguments: list[str], *, private_root: bool = False
) -> list[str]:
    """The command that starts Node; its environment is expected on stdin."""
    place = reach.resolve()
    seen = place.in_private_root() if private_root else place
    moved = {
        seen.node: place.node,
        seen.task_root: place.task_root,
        seen.runtime: place.runtime,
        seen.writable: place.writable,
    }
    loaders = [path for each in LOADERS for path in Path("/").glob(each.lstrip("/"))]
    # A private root folder must not show the machine's, whose names are the same.
    package_jsons = [] if private_root else seen.package_jsons
    readable = (seen.task_root, seen.runtime, *package_jsons)
    return [
        *(sys.executable, "-I", "-S", str(LAUNCHER), str(abi)),
        *([f"m:{path}={source}" for path, source in moved.items()] if private_root else []),
        *(f"x:{path}" for path in (seen.node, *loaders)),
        *(f"r:{path}" for path in (*LIBRARIES, *NAMES, *CERTIFICATES, *MACHINE, *SOURCES)),
        *(f"r:{path}" for path in readable),
        *(f"w:{path}" for path in (*SINKS, seen.writable)),
        *(f"p:{port}" for port in reach.ports),
        *([f"l:{reach.listening_port}"] if reach.listening_port else []),
        *("--", str(seen.node), *arguments),
    ]
