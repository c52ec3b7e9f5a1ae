"""The limits of one function's process, and how it starts under them."""

import subprocess
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from payments_sandbox.lambda_.confinement.node_permissions import confining_options
from payments_sandbox.lambda_.confinement.rules import Reach, under_limits


def debuggable(confinement: "Confinement") -> "Confinement":
    """Node has no permission for an inspector that could be given, only Landlock has one."""
    return replace(confinement, node_permissions=False)


@dataclass(frozen=True)
class Confinement:
    """The limits of a function's process."""

    node_permissions: bool = True
    # 0: neither Landlock nor seccomp is used.
    landlock_abi: int = 0
    # What Landlock refuses, of `files`, `network` and `signals`; and seccomp, `sockets`.
    restricts: tuple[str, ...] = ()
    # Why Landlock is not used.
    problem: str | None = None

    def node_options(self, reach: Reach) -> list[str]:
        return confining_options(reach) if self.node_permissions else []

    def start(
        self,
        program: list[str],
        reach: Reach,
        environment: dict[str, str],
        cwd: Path,
        output: BinaryIO,
    ) -> subprocess.Popen[bytes]:
        """Starts a program in a new process group."""
        if not self.landlock_abi:
            return subprocess.Popen(
                program,
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )
        process = subprocess.Popen(
            under_limits(self.landlock_abi, reach, program),
            cwd=cwd,
            env={},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            process_group=0,
        )
        assert process.stdin is not None
        # If the launcher has failed already, its exit is reported.
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(
                "".join(f"{name}={value}\0" for name, value in environment.items()).encode()
            )
        return process
