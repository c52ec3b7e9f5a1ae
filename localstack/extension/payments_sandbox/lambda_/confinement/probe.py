"""Finds out what this machine refuses to a function, by a process that tries it."""

import functools
import json
import os
import socket
import subprocess
import tempfile
from pathlib import Path

from payments_sandbox.lambda_.confinement import landlock
from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.rules import Reach, under_limits

PROBE = Path(__file__).parent / "probe.cjs"
PROBE_TIMEOUT_SECONDS = 30
REFUSALS = {"files": "EACCES", "network": "EACCES", "signals": "EPERM", "sockets": "EACCES"}


@functools.lru_cache
def find_confinement(node: str) -> Confinement:
    """What functions get; the first caller waits for the probe."""
    return probe(node)


def probe(node: str, abi: int | None = None) -> Confinement:
    """Claims only what a process under Landlock was just refused."""
    abi = landlock.find_abi() if abi is None else abi
    if not abi:
        return Confinement(problem="this system has no Landlock")
    with (
        tempfile.TemporaryDirectory(prefix="probe-") as folder,
        socket.create_server(("127.0.0.1", 0)) as listener,
    ):
        inside, outside = Path(folder, "task", "root"), Path(folder, "outside")
        inside.mkdir(parents=True)
        outside.write_text("planted")
        port = listener.getsockname()[1]
        program = [node, str(PROBE), str(outside), str(port), str(os.getpid())]
        try:
            tried = subprocess.run(
                under_limits(abi, Reach(inside, PROBE.parent, inside, ()), program),
                input=b"",
                capture_output=True,
                timeout=PROBE_TIMEOUT_SECONDS,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            first_line = (error.stderr or b"").decode(errors="replace").strip().partition("\n")[0]
            return Confinement(
                problem=f"Node does not run under Landlock here: {first_line or error}"
            )
    codes = json.loads(tried.stdout)
    restricts = tuple(each for each, code in REFUSALS.items() if codes[each] == code)
    return Confinement(landlock_abi=abi, restricts=restricts)
