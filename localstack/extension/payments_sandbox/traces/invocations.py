"""Records invocations: where LocalStack gives one to an execution environment."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from localstack.utils.patch import patch
from localstack.utils.xray.trace_header import TraceHeader

from payments_sandbox.traces.recorder import Recorder

_START = re.compile(r"^START RequestId: (\S+)", re.MULTILINE)


def record_invocations(recorder: Recorder) -> None:
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    @patch(ExecutionEnvironment.get_credentials)
    def get_credentials(original: Callable[..., Any], self: Any) -> Any:
        credentials = original(self)
        self.sandbox_access_key_id = credentials["AccessKeyId"]
        return credentials

    @patch(ExecutionEnvironment.invoke)
    def invoke(original: Callable[..., Any], self: Any, invocation: Any) -> Any:
        return record_invocation(recorder, original, self, invocation)


def record_invocation(
    recorder: Recorder, invoke: Callable[..., Any], environment: Any, invocation: Any
) -> Any:
    """Gives each attempt a segment, as AWS does, which the SDK repeats in each of its calls."""
    header = invocation.trace_context.get("aws_trace_header") or TraceHeader()
    header.ensure_root_exists()
    key = getattr(environment, "sandbox_access_key_id", None)
    function = environment.function_version.id
    attempt = recorder.begin(
        key,
        request_id=invocation.request_id,
        root=header.root,
        function=function.function_name,
        account=function.account,
        payload=invocation.payload,
        invocation_type=str(invocation.invocation_type or "RequestResponse"),
        is_cold=not getattr(environment, "sandbox_was_invoked", False),
    )
    environment.sandbox_was_invoked = True
    traced = TraceHeader(header.root, attempt.segment_id, header.sampled, header.data)
    context = {**invocation.trace_context, "aws_trace_header": traced}
    try:
        result = invoke(environment, replace(invocation, trace_context=context))
    except Exception as error:
        failure = f'{{"errorType": "{type(error).__name__}"}}'
        recorder.end(attempt, key, failure.encode(), "", is_error=True)
        raise
    recorder.end(attempt, key, result.payload or b"", result.logs or "", is_error=result.is_error)
    return result


def record_lambdas_own_calls(recorder: Recorder) -> None:
    """The log that Lambda writes, and the destinations of an event that has ended."""
    from localstack.services.lambda_.invocation.event_manager import Poller

    from payments_sandbox.patches import function_logs

    for process in (
        Poller.process_success_destination,
        Poller.process_failure_destination,
        Poller.process_dead_letter_queue,
    ):

        @patch(process)
        def process_for_request(
            original: Callable[..., Any], self: Any, sqs_invocation: Any, *args: Any
        ) -> Any:
            with recorder.on_behalf_of(sqs_invocation.invocation.request_id):
                return original(self, sqs_invocation, *args)

    @patch(function_logs.write_log)
    def write_log(original: Callable[..., Any], *args: Any) -> Any:
        start = _START.search(args[-1])
        with recorder.on_behalf_of(start[1] if start else None):
            return original(*args)
