"""Records the permissions of each call before its service runs, and denies what is not allowed."""

import os
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Request, Response
from localstack.runtime import hooks

from payments_sandbox.iam import refusal
from payments_sandbox.iam.call import Call, UnmappedCallError
from payments_sandbox.iam.call_record import RecordedCall, record
from payments_sandbox.iam.missing_key import reveals_missing_key
from payments_sandbox.iam.permissions import permissions_of
from payments_sandbox.iam.policy import UnsupportedPolicyError
from payments_sandbox.traces import current

PATH = "/_sandbox/iam/<account>"


@hooks.on_infra_start()
def enforce_iam() -> None:
    """On by default; ENFORCE_IAM=0 only records, to show what would go unnoticed without it."""
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    ROUTER.add(PATH, _serve_record, methods=["GET", "DELETE"])
    if os.environ.get("ENFORCE_IAM") != "0":
        handlers.serve_custom_service_request_handlers.append(_authorize)


def _authorize(chain: HandlerChain, context: RequestContext, response: Response) -> None:
    """Raises an error, which the handler chain serializes as the service's error response."""
    from payments_sandbox.iam.session import find_service, find_session

    if context.operation is None or context.service is None:
        return
    call = Call(
        service=context.service.service_name,
        operation=context.operation.name,
        parameters=dict(context.service_request or {}),
        region=context.region,
        account=context.account_id,
        partition=context.partition,
    )
    if call.name in refusal.FEDERATED:
        raise refusal.federated(call)
    if session := find_session(context):
        _restrict(call, session, context.request)
    elif call.name == "sts:AssumeRole" and (service := find_service(context)):
        _restrict_service(call, service, context.request)


def _restrict(call: Call, session: Any, http: Request) -> None:
    from payments_sandbox.iam.question import Question

    if session.holder:
        record.note_policies(session.holder, session.identity_policies)
    try:
        permissions = permissions_of(call)
    except UnmappedCallError as error:
        _remember(call, session, None, allowed=session.holder is None)
        if session.holder is None:
            # The developer's identity policies allow everything.
            return
        current.note_verdict(None, None, allowed=False)
        raise refusal.unmapped(call.service, session.arn, str(error)) from None
    for permission in permissions:
        question = Question.of(call, permission, session, http)
        try:
            _require(question)
        except CommonServiceException:
            _remember(call, session, question, allowed=False)
            raise
        _remember(call, session, question, allowed=True)
        if listing := reveals_missing_key(call, permission):
            # Not recorded, because the call does not need this permission if the key exists.
            _require(Question.of(call, listing, session, http))


def _restrict_service(call: Call, service: Any, http: Request) -> None:
    """A service assumes a role for a function, say; the role's trust policy must allow it."""
    from payments_sandbox.iam.question import Question

    for permission in permissions_of(call):
        _require(Question.of(call, permission, service, http))


def _require(question: Any) -> None:
    """Raises unless the permission is allowed."""
    service, arn = question.call.service, question.session.arn
    action, resource = question.permission.action, question.permission.resource
    try:
        objection = question.objection()
    except UnsupportedPolicyError as error:
        current.note_verdict(action, resource, allowed=False)
        raise refusal.unsupported(service, arn, str(error)) from None
    current.note_verdict(action, resource, allowed=objection is None)
    if objection is not None:
        raise refusal.not_authorized(service, arn, question.permission, objection)


def _remember(call: Call, session: Any, question: Any, *, allowed: bool) -> None:
    permission = question and question.permission
    record.add(
        RecordedCall(
            account=call.account,
            role=session.holder,
            operation=call.name,
            action=permission and permission.action,
            resource=permission and permission.resource,
            allowed=allowed,
        ),
        # The developer's calls are not decided again.
        question.basis() if question and session.holder else None,
    )


def _serve_record(request: Request, account: str) -> Response:
    """GET returns the calls of one account, DELETE removes them."""
    if request.method == "DELETE":
        record.forget(account)
        return Response(status=204)
    return Response.for_json(record.read(account))
