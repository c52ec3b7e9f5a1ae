"""The routes of `make requests` and `make request`; the gate admits only the developer."""

from typing import Any

from localstack.http import Request, Response

from payments_sandbox.traces.otlp import to_otlp
from payments_sandbox.traces.recorder import Recorder
from payments_sandbox.traces.ring import CAPACITY
from payments_sandbox.traces.stream import stream

PATH = "/_sandbox/requests"
# `failed` selects every attempt that did not succeed.
STATUSES = {
    "running": {"running"},
    "ok": {"ok"},
    "failed": {"failed", "timeout"},
    "timeout": {"timeout"},
}
DEFAULT_LIMIT = 50


class Routes:
    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def add_to(self, router: Any) -> None:
        router.add(PATH, self.serve_list, methods=["GET", "DELETE"])
        router.add(f"{PATH}/stream", self.serve_stream, methods=["GET"])
        router.add(f"{PATH}/<prefix>", self.serve_one, methods=["GET"])

    def serve_list(self, request: Request) -> Response:
        """GET returns the newest attempts, DELETE removes all of them."""
        ring = self._recorder.ring
        if request.method == "DELETE":
            ring.clear()
            return Response(status=204)
        try:
            selection = _Selection(request.args)
        except ValueError as error:
            return Response.for_json({"message": str(error)}, status=400)
        summaries = selection.of(attempt.summary() for attempt in ring.newest_first())
        return Response.for_json(
            {"requests": summaries, "dropped": ring.dropped, "capacity": ring.capacity}
        )

    def serve_stream(self, request: Request) -> Response:
        return stream(self._recorder)

    def serve_one(self, request: Request, prefix: str) -> Response:
        """The newest attempt of one request, and all of them if there are several."""
        ring = self._recorder.ring
        found = ring.request_ids(prefix.lower())
        # A whole id is unique, although another one may start with it.
        ids = [prefix] if prefix in found else found
        if len(ids) > 1:
            matches = [ring.attempts_of(each)[-1].summary() for each in reversed(ids)]
            message = f"{len(ids)} requests start with {prefix}."
            return Response.for_json({"message": message, "matches": matches}, status=409)
        attempts = ring.attempts_of(ids[0]) if ids else []
        if not attempts:
            message = f"No recorded request starts with {prefix}."
            return Response.for_json({"message": message, "dropped": ring.dropped}, status=404)
        details = [attempt.detail() for attempt in attempts]
        if request.args.get("format") == "otlp":
            return Response.for_json(to_otlp(details))
        several = {"attempts": details} if len(details) > 1 else {}
        return Response.for_json(details[-1] | several)


class _Selection:
    """The query of a list; raises ValueError for one that it does not have."""

    def __init__(self, query: Any) -> None:
        unknown = sorted(set(query) - {"status", "limit", "after", "account"})
        if unknown:
            raise ValueError(f"Unknown parameters: {', '.join(unknown)}.")
        status = query.get("status")
        if status is not None and status not in STATUSES:
            raise ValueError(f"Expected `status` of {', '.join(STATUSES)}, got `{status}`.")
        self._statuses = STATUSES[status] if status else None
        self._limit = _integer(query, "limit", DEFAULT_LIMIT, 1, CAPACITY)
        self._after = _integer(query, "after", 0, 0, 1 << 53)
        self._account = query.get("account")

    def of(self, summaries: Any) -> list[dict[str, Any]]:
        selected = []
        for each in summaries:
            if each["seq"] <= self._after or len(selected) == self._limit:
                break
            if (self._statuses is None or each["status"] in self._statuses) and (
                self._account is None or each["account"] == self._account
            ):
                selected.append(each)
        return selected


def _integer(query: Any, name: str, default: int, least: int, most: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and least <= int(text) <= most):
        raise ValueError(f"Expected `{name}` as an integer from {least} to {most}, got `{text}`.")
    return int(text)


def serve_off(request: Request, **path: str) -> Response:
    """The response of each route while nothing is recorded."""
    message = "Requests are not recorded: the emulator was started with SANDBOX_TRACE=0."
    return Response.for_json({"message": message, "recording": False}, status=404)
