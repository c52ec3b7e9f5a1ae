"""What a function can reach under Landlock."""

import sys
from dataclasses import dataclass
from pathlib import Path

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
    """What one function may read, write and connect to."""

    task_root: Path
    runtime: Path
    writable: Path
    # Ports, because Landlock does not look at addresses.
    ports: tuple[int, ...]
    # Where it may listen: only for a debugger.
    listening_port: int | None = None

    @property
    def package_json(self) -> Path:
        """Ends Node's search for a package.json above the code.

        The code is unpacked below the checkout, whose package.json has "type": "module". On
        AWS there is none above /var/task.
        """
        return self.task_root.parent / "package.json"


def under_limits(abi: int, reach: Reach, program: list[str]) -> list[str]:
    """The command that starts a program; its environment is expected on stdin."""
    executable = Path(program[0]).resolve()
    loaders = [path for each in LOADERS for path in Path("/").glob(each.lstrip("/"))]
    readable = (reach.task_root, reach.package_json, reach.runtime)
    return [
        *(sys.executable, "-I", "-S", str(LAUNCHER), str(abi)),
        *(f"x:{path}" for path in (executable, *loaders)),
        *(f"r:{path}" for path in (*LIBRARIES, *NAMES, *CERTIFICATES, *MACHINE, *SOURCES)),
        *(f"r:{path.resolve()}" for path in readable),
        *(f"w:{path}" for path in (*SINKS, reach.writable.resolve())),
        *(f"p:{port}" for port in reach.ports),
        *([f"l:{reach.listening_port}"] if reach.listening_port else []),
        *("--", str(executable), *program[1:]),
    ]
