"""Records API calls: handlers before the service and after the response is complete."""

import time
from typing import Any

from localstack.aws.api import RequestContext
from localstack.aws.chain import HandlerChain
from localstack.http import Response
from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

from payments_sandbox.traces import current
from payments_sandbox.traces.attempt import Attempt
from payments_sandbox.traces.content import items_of, unprocessed_in
from payments_sandbox.traces.recorder import Recorder
from payments_sandbox.traces.retries import fingerprint
from payments_sandbox.traces.span import Span

# Services whose calls are part of how Lambda works, not of what it does for the function.
HIDDEN_FROM_LAMBDA = frozenset({"sts"})


class CallRecorder:
    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def arrive(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        """Notes the time before the request is parsed."""
        context.sandbox_arrived = time.perf_counter()

    def begin(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        context.sandbox_call = call = self._start(context)
        current.enter(call.span if call else None)

    def finish(self, chain: HandlerChain, context: RequestContext, response: Response) -> None:
        if "sandbox_call" not in context.__dict__:
            return
        current.leave()
        if context.sandbox_call:
            call = context.sandbox_call
            call.finish(context, response)
            if not call.attempt.is_running:
                self._recorder.ring.measure_again(call.attempt)

    def _start(self, context: RequestContext) -> "_Call | None":
        if context.operation is None or context.service is None:
            return None
        headers = context.request.headers
        key = extract_access_key_id_from_auth_header(headers)
        joined = self._recorder.join(headers.get("X-Amzn-Trace-Id"), key)
        if joined is None:
            return None
        attempt, source = joined
        service = context.service.service_name
        if source == "lambda" and service in HIDDEN_FROM_LAMBDA:
            return None
        return _Call(context, attempt, source, key)


class _Call:
    """A recorded call whose response is not complete yet."""

    def __init__(
        self, context: RequestContext, attempt: Attempt, source: Any, key: str | None
    ) -> None:
        request, operation = context.request, context.operation.name
        items = items_of(operation, context.service_request)
        self.attempt = attempt
        self._content = fingerprint(
            operation, request.path, request.query_string, _body_of(context)
        )
        self.span = Span(
            service=context.service.service_name,
            operation=operation,
            source=source,
            started=context.sandbox_arrived,
            principal=_principal(request, key),
            request_bytes=_request_bytes(request),
            retry=attempt.retries.count(
                self._content, items or [], request.headers.get("amz-sdk-request")
            ),
            items=None if items is None else len(items),
        )
        attempt.begin_call(self.span)

    def finish(self, context: RequestContext, response: Response) -> None:
        span = self.span
        span.status = response.status_code
        # From the header: to count the bytes would read them, which ends a lost response early.
        span.response_bytes = response.content_length
        if context.service_exception is not None:
            span.error = getattr(context.service_exception, "code", None)
        unprocessed = unprocessed_in(span.operation, context.service_response)
        span.unprocessed = None if unprocessed is None else len(unprocessed)
        span.duration_ms = (time.perf_counter() - span.started) * 1000
        if response.status_code < 300 and not context.get("response_is_lost"):
            self.attempt.retries.succeed(self._content, unprocessed or [])
        self.attempt.end_call(span)


def _body_of(context: RequestContext) -> bytes:
    """Empty for S3, where the path identifies a call and the body is not to be consumed."""
    return b"" if context.service.service_name == "s3" else context.request.data


def _request_bytes(request: Any) -> int:
    # A streamed body has frames around its content.
    content = request.headers.get("X-Amz-Decoded-Content-Length", "")
    return int(content) if content.isdecimal() else request.content_length or 0


def _principal(request: Any, key: str | None) -> str | None:
    from payments_sandbox.gate.callers import session_of

    session = session_of(request, key) if key else None
    return session.arn if session else None
