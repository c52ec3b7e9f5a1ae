"""Makes LocalStack's calls hold the gate, and notes the ones that change something."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from localstack.aws.api import RequestContext
from localstack.utils.patch import patch

from payments_sandbox.state.changes import Changes
from payments_sandbox.state.gate import StateGate

_INVOCATIONS = frozenset({"Invoke", "InvokeAsync", "InvokeWithResponseStream"})


def hold_the_gate(gate: StateGate, changes: Changes) -> None:
    from localstack.aws.handlers.service import ServiceRequestRouter
    from localstack.services.lambda_.invocation.event_manager import Poller
    from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager
    from localstack.services.sqs.models import FifoQueue, StandardQueue

    @patch(ServiceRequestRouter.__call__)
    def call(
        original: Callable[..., None],
        self: Any,
        chain: Any,
        context: RequestContext,
        response: Any,
    ) -> None:
        if not context.service:
            return original(self, chain, context, response)
        service, operation = context.service.service_name, context.operation.name
        internal = bool(context.is_internal_call)
        with ExitStack() as held:
            if service == "lambda" and operation in _INVOCATIONS:
                held.enter_context(gate.invocation())
            held.enter_context(gate.call(internal=internal))
            changes.note(service, operation, internal=internal)
            return original(self, chain, context, response)

    @patch(LambdaVersionManager.invoke)
    def invoke(original: Callable[..., Any], self: Any, **kwargs: Any) -> Any:
        # The function makes calls itself, in other threads.
        with gate.released():
            return original(self, **kwargs)

    @patch(Poller.handle_message)
    def handle_message(original: Callable[..., None], self: Poller, message: Any) -> None:
        with gate.invocation(), gate.call(internal=True):
            # A poller that was stopped in the meantime leaves the message to its successor.
            if not self._shutdown_event.is_set():
                original(self, message)

    for kind in (StandardQueue, FifoQueue):
        patch(kind.receive)(_receive_in_steps(gate))


def _receive_in_steps(gate: StateGate) -> Callable[..., Any]:
    def receive(
        original: Callable[..., Any],
        self: Any,
        num_messages: int = 1,
        wait_time_seconds: int | None = None,
        visibility_timeout: int | None = None,
        *,
        poll_empty_queue: bool = False,
    ) -> Any:
        """A save may run while it waits, but not before the receiver of a message is noted."""
        deadline = time.monotonic() + (wait_time_seconds or 0)
        with gate.call(internal=True):
            result = original(self, num_messages, 0, visibility_timeout)
            while (left := deadline - time.monotonic()) > 0 and (
                not _received(result)
                or (poll_empty_queue and len(result.successful) < num_messages)
            ):
                with gate.released():
                    if not _wait_for_message(self, left):
                        break
                wanted = num_messages - len(result.successful)
                more = original(self, wanted, 0, visibility_timeout)
                result.successful += more.successful
                result.receipt_handles += more.receipt_handles
                result.dead_letter_messages += more.dead_letter_messages
            return result

    return receive


def _received(result: Any) -> bool:
    return bool(result.successful or result.dead_letter_messages)


def _wait_for_message(queue: Any, seconds: float) -> bool:
    """Returns False if the queue was shut down."""
    waiting = queue.visible if hasattr(queue, "visible") else queue.message_group_queue
    with waiting.not_empty:
        waiting.not_empty.wait_for(lambda: waiting._qsize() or waiting.is_shutdown, seconds)
        return not waiting.is_shutdown
