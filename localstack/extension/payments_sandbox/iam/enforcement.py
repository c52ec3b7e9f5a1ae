"""Records the permissions of each call before its service runs, and denies what is not allowed."""

import os
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Request, Response
from localstack.runtime import hooks

from payments_sandbox.iam import refusal
from payments_sandbox.iam.call import Call, Permission, UnmappedCallError
from payments_sandbox.iam.call_record import RecordedCall, record
from payments_sandbox.iam.conditions import access_request
from payments_sandbox.iam.missing_key import reveals_missing_key
from payments_sandbox.iam.permissions import owner_of, permissions_of
from payments_sandbox.iam.policy import UnsupportedPolicyError

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
    from payments_sandbox.iam.session import find_session

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
    session = find_session(context)
    if session is not None:
        record.note_policies(session.role_arn, session.identity_policies)
        _restrict(call, session, context.request)
    elif not context.is_internal_call:
        _record_developer(call)


def _restrict(call: Call, session: Any, http: Request) -> None:
    try:
        permissions = permissions_of(call)
    except UnmappedCallError as error:
        _remember(call, session.role_arn, None, None, allowed=False)
        raise refusal.unmapped(call.service, session.arn, str(error)) from None
    for permission in permissions:
        action, resource = permission.action, permission.resource
        request = access_request(call, permission, session.caller, http, owner_of(resource))
        try:
            objection = session.objection(request) or _foreign(session, permission)
        except UnsupportedPolicyError as error:
            _remember(call, session.role_arn, action, resource, allowed=False)
            raise refusal.unsupported(call.service, session.arn, str(error)) from None
        _remember(call, session.role_arn, action, resource, allowed=objection is None)
        if objection is not None:
            raise refusal.not_authorized(call.service, session.arn, permission, objection)
        _hide_missing_key(call, session, permission, http)


def _hide_missing_key(call: Call, session: Any, permission: Permission, http: Request) -> None:
    """Not recorded, because the call does not need this permission if the key exists."""
    listing = reveals_missing_key(call, permission)
    if listing is None:
        return
    request = access_request(call, listing, session.caller, http, owner_of(listing.resource))
    objection = session.objection(request)
    if objection is not None:
        raise refusal.not_authorized(call.service, session.arn, listing, objection)


def _foreign(session: Any, permission: Permission) -> str | None:
    """Denies another account's resource: resource-based policies are not evaluated here."""
    owner = owner_of(permission.resource)
    if not owner or owner == session.account:
        return None
    return f"because no resource-based policy allows the {permission.action} action"


def _record_developer(call: Call) -> None:
    try:
        for permission in permissions_of(call):
            _remember(call, None, permission.action, permission.resource, allowed=True)
    except UnmappedCallError:
        _remember(call, None, None, None, allowed=True)


def _remember(
    call: Call, role: str | None, action: str | None, resource: str | None, *, allowed: bool
) -> None:
    record.add(RecordedCall(call.account, role, call.name, action, resource, allowed))


def _serve_record(request: Request, account: str) -> Response:
    """GET returns the calls of one account, DELETE removes them."""
    if request.method == "DELETE":
        record.forget(account)
        return Response(status=204)
    return Response.for_json(record.read(account))
