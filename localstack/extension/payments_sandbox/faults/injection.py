"""Makes some calls of one role fail before they reach their service."""

from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Request, Response
from localstack.runtime import hooks

from payments_sandbox.faults.plan import FaultDice, FaultPlan
from payments_sandbox.traces import current

PATH = "/_sandbox/faults"
# The services that hold payments. Logs are excluded, because they record what happened.
SERVICES = frozenset({"dynamodb", "s3"})


class FaultSwitch:
    """The faults that are on; none when the emulator starts."""

    def __init__(self) -> None:
        self._dice: FaultDice | None = None

    def before_service(
        self, chain: HandlerChain, context: RequestContext, response: Response
    ) -> None:
        dice = self._dice
        if dice is None or context.operation is None:
            return
        if context.service.service_name not in SERVICES:
            return
        if _role_arn_of(context) != dice.plan.role_arn:
            return
        from payments_sandbox.faults.effects import inject

        fault = dice.draw(context.operation.name, _content_of(context))
        if fault is not None:
            current.note_fault(fault.kind)
            inject(fault, chain, context, response)

    def serve(self, request: Request) -> Response:
        """GET describes the faults that are on, PUT turns faults on, DELETE turns them off."""
        if request.method == "DELETE":
            self._dice = None
        if request.method == "PUT":
            asked = request.get_json(force=True)
            try:
                plan = FaultPlan(**{**asked, "kinds": tuple(asked["kinds"])})
            except (KeyError, TypeError, ValueError) as error:
                return Response.for_json({"message": str(error)}, status=400)
            self._dice = FaultDice(plan)
        return Response.for_json(self._describe())

    def _describe(self) -> dict[str, Any]:
        dice = self._dice
        if dice is None:
            return {"faults_enabled": False}
        return {
            "faults_enabled": True,
            "role_arn": dice.plan.role_arn,
            "rate": dice.plan.rate,
            "seed": dice.plan.seed,
            "kinds": list(dice.plan.kinds),
            "injected": dict(dice.injected),
        }


# Runs after IAM, so denied calls are never given a fault.
@hooks.on_infra_start(priority=-10)
def allow_faults() -> None:
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    from payments_sandbox.faults.effects import lose_response

    switch = FaultSwitch()
    ROUTER.add(PATH, switch.serve, methods=["GET", "PUT", "DELETE"])
    handlers.serve_custom_service_request_handlers.append(switch.before_service)
    handlers.run_custom_response_handlers.append(lose_response)


def _role_arn_of(context: RequestContext) -> str | None:
    from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

    from payments_sandbox.gate.callers import session_of

    key = extract_access_key_id_from_auth_header(context.request.headers)
    session = session_of(context.request, key) if key else None
    return session.role_arn if session else None


def _content_of(context: RequestContext) -> bytes:
    """Identifies a call. For S3 that is the object's path, read without consuming the body."""
    path = context.request.full_path.encode()
    return path if context.service.service_name == "s3" else path + context.request.data
