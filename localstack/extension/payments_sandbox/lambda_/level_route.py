"""Serves which limits are in force: of a probe that runs now, and of each environment."""

import shutil
import threading
from dataclasses import asdict
from typing import Any

from localstack.http import Request, Response
from localstack.runtime import hooks

from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.probe import probe
from payments_sandbox.lambda_.runtime_process import find_node

PATH = "/_sandbox/functions"


class RunningEnvironments:
    """The execution environments that have not been stopped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, dict[str, Any]] = {}

    def add(self, id: str, function: str, version: str, confinement: Confinement) -> None:
        with self._lock:
            self._running[id] = {
                "function": function,
                "version": version,
                "confinement": asdict(confinement),
            }

    def remove(self, id: str) -> None:
        with self._lock:
            self._running.pop(id, None)

    def read(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._running.values())


running = RunningEnvironments()


@hooks.on_infra_start()
def serve_level() -> None:
    from localstack.services.edge import ROUTER

    ROUTER.add(PATH, serve, methods=["GET"])


def serve(_: Request) -> Response:
    """Probes each time, because a setting alone would prove nothing."""
    node = shutil.which(find_node())
    new = probe(node) if node else Confinement(problem="Node was not found")
    return Response.for_json({"confinement": asdict(new), "environments": running.read()})
