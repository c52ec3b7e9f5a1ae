"""Starts a program under Landlock and seccomp: `launch.py <ABI> <rule>… -- <program> <argument>…`.

A rule is a letter and what it allows: `r:<path>` to read, `x:<file>` to read and execute,
`w:<path>` to read and write, `p:<port>` to connect over TCP, `l:<port>` to listen, for a
debugger. Everything else that this ABI knows is refused, to the program and to all of its
descendants.

With `m:<path>=<source>`, the program gets a root folder in which nothing exists but the paths
of the rules; this one is the source, others have their own name.

The program's environment comes from standard input, with NUL after each variable, so that
a variable like LD_PRELOAD cannot load code here, before the limits exist.

This file runs as a script, isolated and without site-packages, because that is how Python
starts fastest.
"""

import os
import sys

sys.path.append(__file__.rpartition("/payments_sandbox/")[0])

from payments_sandbox.lambda_.confinement import landlock, mounts, seccomp
from payments_sandbox.lambda_.confinement.kernel import KernelError, prctl

PR_SET_NO_NEW_PRIVS = 38


def main(abi: str, *arguments: str) -> None:
    environment = dict(
        each.split(b"=", 1) for each in sys.stdin.buffer.read().split(b"\0") if each
    )
    end = arguments.index("--")
    program = arguments[end + 1 :]
    own_folder = f"/proc/{os.getpid()}"
    given = [*arguments[:end], f"r:{own_folder}"]
    sources = dict(each[2:].split("=", 1) for each in given if each.startswith("m:"))
    rules = [each for each in given if not each.startswith("m:")]
    try:
        if sources:
            mounts.enter_root((each[2:] for each in rules if each[0] in "rwx"), sources)
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        # Node reads its memory's size there. The open descriptor makes sure that the kernel
        # keeps the folder's identity, to which the rule belongs. It must be of the new root: a
        # folder of the machine would lead to the others.
        os.set_inheritable(os.open(own_folder, os.O_PATH), True)
        # Without it, only root may limit itself.
        prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        landlock.restrict(int(abi), rules)
        seccomp.restrict(may_listen=any(each.startswith("l:") for each in rules))
        os.execve(program[0], program, environment)
    except (KernelError, OSError) as error:
        sys.exit(
            f"The function was not started, because it could not be confined: {error}.\n"
            "Next: `make local-down`, then `make local-up`, which tests the confinement again."
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
