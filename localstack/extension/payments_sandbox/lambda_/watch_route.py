"""The route with which `make watch` and the debugger replace a function's code."""

from collections.abc import Callable
from typing import Any
from weakref import WeakValueDictionary
from zipfile import BadZipFile

from localstack.http import Request, Response
from localstack.runtime import hooks

PATH = "/_sandbox/watched/<account>/<region>/<name>"


@hooks.on_infra_start()
def serve_watched_code() -> None:
    from localstack.services.edge import ROUTER
    from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager
    from localstack.utils.patch import patch

    ROUTER.add(PATH, _serve, methods=["GET", "PUT", "DELETE"])

    @patch(LambdaVersionManager.__init__)
    def init(original: Callable[..., None], self: LambdaVersionManager, **kwargs: Any) -> None:
        original(self, **kwargs)
        _managers[self.function_arn] = self


# The newest of each function's version.
_managers: WeakValueDictionary[str, Any] = WeakValueDictionary()


def _serve(request: Request, account: str, region: str, name: str) -> Response:
    """GET describes the watched code, PUT replaces it by a zip, DELETE returns to the applied."""
    from localstack import config

    from payments_sandbox.lambda_.latest_version import find_latest
    from payments_sandbox.lambda_.watched_code import watches
    from payments_sandbox.lambda_.watched_files import UnknownPackagesError

    version = find_latest(account, region, name)
    if version is None:
        return Response.for_json({"message": f"There is no function {name}."}, status=404)
    if request.method == "PUT" and config.LAMBDA_RUNTIME_EXECUTOR != "process":
        message = "Functions run in AWS's images here, whose code cannot be replaced."
        return Response.for_json({"message": message}, status=409)
    if request.method == "PUT":
        port = request.args.get("debug_port")
        try:
            watches.replace(
                version,
                request.get_data(),
                request.args.get("packages"),
                int(port) if port else None,
            )
        except UnknownPackagesError:
            return Response.for_json({"message": "These packages were not sent yet."}, status=412)
        except (BadZipFile, ValueError) as error:
            return Response.for_json({"message": str(error)}, status=400)
        if port:
            _start_environment(version)
    if request.method == "DELETE":
        watches.end(version)
    return Response.for_json(watches.describe(version))


def _start_environment(version: Any) -> None:
    """A debugger needs a process before the first invocation."""
    manager = _managers.get(version.id.qualified_arn())
    if manager is not None:
        environments = manager.assignment_service.environments[manager.id]
        if not environments:
            started = manager.assignment_service.start_environment(manager.id, version)
            environments[started.id] = started
