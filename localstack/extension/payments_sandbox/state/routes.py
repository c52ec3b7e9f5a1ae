"""Serves `/_sandbox/snapshots` and `/_sandbox/autosave`, and saves at a clean stop."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from localstack.http import Request, Response
from localstack.runtime import hooks

from payments_sandbox.state.errors import InvalidRequestError, SnapshotError, UnavailableError

LOG = logging.getLogger(__name__)

FOLDER_VARIABLE = "SANDBOX_SNAPSHOTS"
KEY_VARIABLE = "SANDBOX_SNAPSHOT_KEY"
SECONDS_VARIABLE = "SANDBOX_AUTOSAVE"
SNAPSHOT = "/_sandbox/snapshots/<name>"
RESTORE = "/_sandbox/snapshots/<name>/restore"
AUTOSAVE = "/_sandbox/autosave"


class StateRoutes:
    def __init__(self, snapshots: Any, autosave: Any) -> None:
        self._snapshots = snapshots
        self._autosave = autosave

    def save(self, request: Request, name: str) -> Response:
        return _respond(lambda: self._snapshots.save(name, *_labels_and_files(request)))

    def restore(self, request: Request, name: str) -> Response:
        return _respond(lambda: self._snapshots.restore(name))

    def autosave(self, request: Request) -> Response:
        def serve() -> dict[str, Any]:
            if request.method == "PUT":
                self._autosave.store_with_it(*_labels_and_files(request))
                if request.get_json(force=True).get("start") is True:
                    self._autosave.start()
            return self._autosave.describe()

        return _respond(serve)


class NoSnapshots:
    """For an emulator that was not started by make, but by `docker compose up`."""

    def save(self, *_: Any) -> None:
        raise UnavailableError

    def restore(self, _: str) -> None:
        raise UnavailableError


class NoAutosave:
    """As one that was started, so that nothing is restored first, and never saves."""

    def store_with_it(self, *_: Any) -> None:
        pass

    def start(self) -> None:
        pass

    def describe(self) -> dict[str, Any]:
        return {"started": True, "seconds": 0, "savedAt": None, "tookMs": None, "error": None}


# After the gate, whose secret must not wait, and before the services are loaded.
@hooks.on_infra_start(priority=90)
def keep_snapshots() -> None:
    folder = os.environ.get(FOLDER_VARIABLE)
    # Removed from the environment, so that no function inherits the key.
    key_text = os.environ.pop(KEY_VARIABLE, "")
    if not folder or not key_text:
        _serve(StateRoutes(NoSnapshots(), NoAutosave()))
        return
    key = _read_key(key_text)
    seconds = int(os.environ.get(SECONDS_VARIABLE) or 0)
    from payments_sandbox.state.autosave import Autosave
    from payments_sandbox.state.calls import hold_the_gate
    from payments_sandbox.state.changes import changes
    from payments_sandbox.state.folder import SnapshotFolder
    from payments_sandbox.state.gate import gate
    from payments_sandbox.state.services.dynamodb_dates import keep_table_dates
    from payments_sandbox.state.snapshots import Snapshots

    snapshot_folder = SnapshotFolder(Path(folder))
    snapshot_folder.prepare()
    snapshots = Snapshots(snapshot_folder, key, gate, changes)
    autosave = Autosave(snapshots, changes, seconds)
    hold_the_gate(gate, changes)
    keep_table_dates()
    _serve(StateRoutes(snapshots, autosave))
    _at_stop.append(autosave.stop)


def _serve(routes: StateRoutes) -> None:
    from localstack.services.edge import ROUTER

    ROUTER.add(SNAPSHOT, routes.save, methods=["POST"])
    ROUTER.add(RESTORE, routes.restore, methods=["POST"])
    ROUTER.add(AUTOSAVE, routes.autosave, methods=["GET", "PUT"])


_at_stop: list[Callable[[], None]] = []


# Before the services stop: theirs has priority -10.
@hooks.on_infra_shutdown(priority=1000)
def save_at_stop() -> None:
    for stop in _at_stop:
        stop()


def _read_key(text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError(
            f"Expected 64 hexadecimal digits in {KEY_VARIABLE}, got {len(text)} characters,"
            " so this emulator saves and restores no snapshots."
        )
    return key


def _labels_and_files(request: Request) -> tuple[dict[str, str], dict[str, str]]:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise InvalidRequestError("Expected a JSON object with `labels` and `files`.")
    return _texts(body, "labels"), _texts(body, "files")


def _texts(body: dict[str, Any], name: str) -> dict[str, str]:
    texts = body.get(name)
    if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
        raise InvalidRequestError(f"Expected `{name}` to be an object of strings.")
    return texts


def _respond(serve: Callable[[], Any]) -> Response:
    try:
        return Response.for_json(serve())
    except SnapshotError as error:
        return Response.for_json({"message": str(error)}, status=error.status)
    except Exception as error:
        LOG.exception("A snapshot failed.")
        return Response.for_json({"message": f"The snapshot failed: {error!r}"}, status=500)
