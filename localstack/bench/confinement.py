"""What the confinement costs a function: the same work with it and without it, in turn.

Prints one JSON object: for each kind of work the medians in milliseconds, and of the
rounds' ratios the median, the least and the most.

confinement.py <zip of the bundle> <rounds>
"""

import json
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from payments_sandbox.host.older_python import help_older_python

help_older_python()

from payments_sandbox.lambda_.confinement.level import Confinement  # noqa: E402
from payments_sandbox.lambda_.confinement.probe import find_confinement  # noqa: E402
from payments_sandbox.lambda_.execution_environment import Sandbox  # noqa: E402
from payments_sandbox.lambda_.function_runtime import FunctionSettings  # noqa: E402
from payments_sandbox.lambda_.invocation import Invocation  # noqa: E402
from payments_sandbox.lambda_.runtime_process import find_node  # noqa: E402
from payments_sandbox.reaper import reaper  # noqa: E402

INVOCATIONS = 100
UNLIMITED = Confinement(node_permissions=False)
# The work that a small function does with files, most of it checked by both layers.
FILES = """
import fs from 'node:fs/promises';
import os from 'node:os';
export const handler = async () => {
  await fs.writeFile(os.tmpdir() + '/payment', 'x'.repeat(1000));
  return (await fs.readFile(os.tmpdir() + '/payment', 'utf8')).length;
};
"""


def new_sandbox(folder: Path, handler: str, confinement: Confinement) -> Sandbox:
    environment = {
        "_HANDLER": handler,
        "AWS_LAMBDA_FUNCTION_NAME": "payments",
        "AWS_REGION": "us-east-1",
        "TABLE_NAME": "payments",
        "BUCKET_NAME": "journal",
    }
    return Sandbox(
        FunctionSettings(
            version="$LATEST",
            task_root=folder,
            environment=environment,
            memory_mb=256,
            timeout_seconds=30,
            node=find_node(),
            confinement=confinement,
            gateway_port=4566,
            ephemeral_storage_mb=512,
        )
    )


def cold_start(folder: Path, confinement: Confinement) -> float:
    sandbox = new_sandbox(folder, "handler.handler", confinement)
    started = time.perf_counter()
    sandbox.start()
    duration_ms = (time.perf_counter() - started) * 1000
    assert sandbox.is_idle, "The function could not be loaded."
    sandbox.stop(let_finish=False)
    return duration_ms


class Warm:
    """Invokes an environment that is kept; the value is the time of one invocation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sandboxes: dict[Confinement, Sandbox] = {}

    def __call__(self, confinement: Confinement) -> float:
        if confinement not in self._sandboxes:
            self._sandboxes[confinement] = new_sandbox(self._folder, "index.handler", confinement)
            self._sandboxes[confinement].start()
            self(confinement)
        invocation = Invocation("r-1", b"{}", "arn:f", "Root=1", None)
        started = time.perf_counter()
        for _ in range(INVOCATIONS):
            result, log = self._sandboxes[confinement].invoke(invocation)
            assert not result.is_error, log
        return (time.perf_counter() - started) * 1000 / INVOCATIONS

    def stop(self) -> None:
        for sandbox in self._sandboxes.values():
            sandbox.stop(let_finish=False)


def compare(
    work: Callable[[Confinement], float], level: Confinement, rounds: int
) -> dict[str, float]:
    pairs = []
    for turn in range(rounds + 1):
        # Alternating, so that neither side always runs on the warmer machine.
        sides = (level, UNLIMITED) if turn % 2 else (UNLIMITED, level)
        times = {side: work(side) for side in sides}
        pairs.append((times[level], times[UNLIMITED]))
    del pairs[0]
    ratios = [confined / unlimited for confined, unlimited in pairs]
    return {
        "confined": statistics.median(confined for confined, _ in pairs),
        "unlimited": statistics.median(unlimited for _, unlimited in pairs),
        "ratio": statistics.median(ratios),
        "least": min(ratios),
        "most": max(ratios),
    }


def main(bundle: str, rounds: int) -> None:
    level = find_confinement(find_node())
    with tempfile.TemporaryDirectory(prefix="bench-") as parent:
        real, files = Path(parent, "real", "code"), Path(parent, "files", "code")
        zipfile.ZipFile(bundle).extractall(real)
        files.mkdir(parents=True)
        (files / "index.mjs").write_text(FILES)
        warm = Warm(files)
        results = {
            "cold start of the bundle": compare(
                lambda side: cold_start(real, side), level, rounds
            ),
            "warm invocation with files": compare(warm, level, rounds),
        }
        warm.stop()
    print(json.dumps(results))


main(sys.argv[1], int(sys.argv[2]))
reaper.finish()
sys.stdout.flush()
os._exit(0)
