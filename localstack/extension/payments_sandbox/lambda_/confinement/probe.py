"""Finds out what this machine refuses to a function, by a process that tries it."""

import functools
import json
import os
import socket
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from payments_sandbox.lambda_.confinement import landlock
from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.rules import Reach, under_limits

PROBE = Path(__file__).parent / "probe.cjs"
PROBE_TIMEOUT_SECONDS = 30
REFUSALS = {
    # A private root folder does not have the file at all.
    "files": ("EACCES", "ENOENT"),
    "network": ("EACCES",),
    "signals": ("EPERM",),
    "sockets": ("EACCES",),
    "existence": ("ENOENT",),
}


class ProbeError(Exception):
    """Node does not run under these limits; the message says why."""


@functools.lru_cache
def find_confinement(node: str) -> Confinement:
    """What functions get; the first caller waits for the probe."""
    return probe(node)


def probe(node: str, abi: int | None = None) -> Confinement:
    """Claims only what a process under these limits was just refused."""
    abi = landlock.find_abi() if abi is None else abi
    if not abi:
        return Confinement(problem="this system has no Landlock")
    try:
        return _probe(node, abi, private_root=True)
    except ProbeError as error:
        private_root_problem = str(error).partition("not be confined: ")[2].rstrip(".") or str(
            error
        )
    try:
        return _probe(node, abi, private_root_problem=private_root_problem)
    except ProbeError as error:
        return Confinement(problem=f"Node does not run under Landlock here: {error}")


def _probe(
    node: str, abi: int, *, private_root: bool = False, private_root_problem: str | None = None
) -> Confinement:
    """Raises ProbeError."""
    with (
        tempfile.TemporaryDirectory(prefix="probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        inside, outside = Path(folder, "task", "root"), Path(folder, "outside")
        inside.mkdir(parents=True)
        outside.write_text("planted")
        port = listener.getsockname()[1]
        reach = Reach(
            node=Path(node), task_root=inside, runtime=PROBE.parent, writable=inside, ports=()
        )
        confinement = Confinement(
            landlock_abi=abi, private_root=private_root, private_root_problem=private_root_problem
        )
        seen = confinement.seen(reach)
        arguments = [str(seen.runtime / PROBE.name), str(outside), str(port), str(os.getpid())]
        try:
            tried = subprocess.run(
                under_limits(abi, reach, arguments, private_root=private_root),
                input=b"",
                capture_output=True,
                timeout=PROBE_TIMEOUT_SECONDS,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            first_line = (error.stderr or b"").decode(errors="replace").strip().partition("\n")[0]
            raise ProbeError(first_line or str(error)) from error
    codes = json.loads(tried.stdout)
    restricts = tuple(each for each, refusals in REFUSALS.items() if codes[each] in refusals)
    return replace(confinement, restricts=restricts)
