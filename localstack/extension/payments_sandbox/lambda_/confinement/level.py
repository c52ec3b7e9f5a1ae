"""The limits of one function's process, and how it starts under them."""

import subprocess
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from payments_sandbox.lambda_.confinement.node_permissions import confining_options
from payments_sandbox.lambda_.confinement.rules import Reach, under_limits


def debuggable(confinement: "Confinement") -> "Confinement":
    """Node has no permission for an inspector that could be given, only Landlock has one.

    A debugger looks for source maps where the inspector says that the code is, so the code
    must be there on the machine too.
    """
    return replace(without_private_root(confinement), node_permissions=False)


def without_private_root(confinement: "Confinement") -> "Confinement":
    restricts = tuple(each for each in confinement.restricts if each != "existence")
    return replace(confinement, private_root=False, restricts=restricts)


@dataclass(frozen=True)
class Confinement:
    """The limits of a function's process."""

    node_permissions: bool = True
    # 0: neither Landlock nor seccomp is used.
    landlock_abi: int = 0
    # Whether the process has a private root folder.
    private_root: bool = False
    # What Landlock refuses, of `files`, `network` and `signals`; seccomp, `sockets`; and the
    # root folder, `existence`: to see what there is.
    restricts: tuple[str, ...] = ()
    # Why Landlock is not used.
    problem: str | None = None
    # Why there is no private root folder.
    private_root_problem: str | None = None

    def seen(self, reach: Reach) -> Reach:
        """Where the process finds its folders."""
        return reach.in_private_root() if self.private_root else reach

    def node_options(self, reach: Reach) -> list[str]:
        return confining_options(self.seen(reach)) if self.node_permissions else []

    def start(
        self,
        arguments: list[str],
        reach: Reach,
        environment: dict[str, str],
        cwd: Path,
        output: BinaryIO,
    ) -> subprocess.Popen[bytes]:
        """Starts Node in a new process group."""
        if not self.landlock_abi:
            return subprocess.Popen(
                [str(reach.node), *arguments],
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                process_group=0,
            )
        process = subprocess.Popen(
            under_limits(self.landlock_abi, reach, arguments, private_root=self.private_root),
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
