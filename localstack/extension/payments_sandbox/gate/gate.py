"""Admits or refuses each request from the network before LocalStack's handlers see it."""

import logging
import os
import re
from typing import Any

from localstack.http import Request, Response
from localstack.runtime import hooks
from rolo.websocket.request import WebSocketRequest

LOG = logging.getLogger(__name__)

HEALTH = "/_localstack/health"
# The open routes of LocalStack and the sandbox outside AWS's APIs; all others are closed.
DEVELOPER_ROUTES = re.compile(r"/_localstack/info|/_sandbox/.+")
# Headers of LocalStack's internal calls, which it would also trust from a client.
INTERNAL_HEADER = re.compile(r"x-(localstack|moto)-", re.IGNORECASE)


# High priority: must run before every hook that handles requests.
@hooks.on_infra_start(priority=1000)
def close_the_gate() -> None:
    try:
        _stand_before_the_gateway()
    except BaseException:
        # LocalStack logs the error of a hook and runs on, but must not run without the gate.
        LOG.critical("The gate could not be installed, so LocalStack exits.", exc_info=True)
        logging.shutdown()
        os._exit(1)


def _stand_before_the_gateway() -> None:
    """Patches `process`, which gets the requests from the network; internal calls use `handle`."""
    from localstack import config
    from localstack.aws.gateway import Gateway
    from localstack.utils.patch import patch

    from payments_sandbox.gate.callers import remember_roles
    from payments_sandbox.gate.origin import own_hosts
    from payments_sandbox.gate.secret import secret_access_key

    if not config.IN_MEMORY_CLIENT:
        raise RuntimeError("IN_MEMORY_CLIENT=1 is not set: LocalStack would call itself unsigned")
    hosts = own_hosts()
    secret_access_key()
    remember_roles()

    @patch(Gateway.process)
    def process(process_admitted: Any, self: Gateway, request: Request, response: Response):
        refusal = admit(request, hosts)
        if refusal is None:
            process_admitted(self, request, response)
        else:
            response.update_from(refusal)


def admit(request: Request, hosts: frozenset[str]) -> Response | None:
    """Returns None if the request may go to LocalStack, otherwise the response that refuses it."""
    from payments_sandbox.gate.origin import foreign_origin
    from payments_sandbox.gate.refusal import RefusedError, in_the_words_of_the_service, plain

    if isinstance(request, WebSocketRequest):
        return plain(403, "The sandbox has no WebSocket API.")
    if found := foreign_origin(request.headers, hosts):
        return _log(request, plain(403, f"The sandbox accepts no browser and no {found}."), found)
    if request.path == HEALTH and request.method == "GET":
        return None
    for name in [name for name, _ in request.headers if INTERNAL_HEADER.match(name)]:
        del request.headers[name]
    try:
        _authenticate(request)
    except RefusedError as error:
        response = in_the_words_of_the_service(error.problem, request)
        return _log(request, response, error.problem.name)
    return None


def _authenticate(request: Request) -> None:
    """Raises unless the request is signed by a caller who may use its route."""
    from payments_sandbox.gate.callers import find_caller
    from payments_sandbox.gate.refusal import Problem, RefusedError
    from payments_sandbox.gate.signature import ALGORITHM, read_signature
    from payments_sandbox.gate.verification import verify_signature

    signature = read_signature(request)
    caller = find_caller(request, signature.access_key_id, signature.token)
    verify_signature(request, signature, caller.secret)
    route = "/" + request.path.lstrip("/")
    if route.startswith("/_") and not (caller.is_developer and DEVELOPER_ROUTES.fullmatch(route)):
        raise RefusedError(Problem.CLOSED_ROUTE)
    # LocalStack reads the caller from this header only, parses it in a different way, and
    # takes an unknown caller for the developer. So it gets the verified values.
    request.headers["Authorization"] = (
        f"{ALGORITHM} Credential={signature.access_key_id}/{signature.scope},"
        f" SignedHeaders={';'.join(signature.signed_headers)}, Signature={signature.value}"
    )


def _log(request: Request, response: Response, reason: str) -> Response:
    LOG.warning("Refused %s %.200r: %.200s", request.method, request.path, reason)
    return response
