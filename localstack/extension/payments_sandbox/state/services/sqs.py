"""The state of SQS, and of the queues in which Lambda keeps its asynchronous events."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from payments_sandbox.state.pickling import dumps, loads
from payments_sandbox.state.services.service_state import Part, SavedParts, ServiceState


class SqsState(ServiceState):
    def capture(self, scratch: Path) -> dict[str, Part]:
        # A worker moves messages whose time has come, without a call.
        with _locked([*_queues(), *_event_queues().values()]):
            return super().capture(scratch) | {"events": dumps(_event_queues())}

    def read(self, parts: SavedParts) -> Any:
        return super().read(parts), loads(parts["events"])

    def reset(self) -> None:
        for queue in _queues():
            # Wakes the callers that wait for a message.
            queue.shutdown()
        super().reset()
        events = _event_queue_manager()
        for name in list(events.queues):
            events.delete_queue(name)

    def fill(self, saved: Any) -> None:
        stores, event_queues = saved
        super().fill(stores)
        events = _event_queue_manager()
        for name, queue in event_queues.items():
            _make_visible(queue)
            events.queues[name] = queue
            events.queue_update_worker.add_queue(queue)


def _make_visible(queue: Any) -> None:
    """The invocations that these messages were received for no longer run."""
    for message in list(queue.inflight):
        message.update_visibility_timeout(0)
        queue._put_message(message)
    queue.inflight.clear()


def _queues() -> Iterator[Any]:
    from localstack.services.sqs.models import sqs_stores

    for _, _, store in sqs_stores.iter_stores():
        yield from store.queues.values()


def _event_queues() -> dict[str, Any]:
    return dict(_event_queue_manager().queues)


def _event_queue_manager() -> Any:
    from localstack.services.lambda_.invocation.internal_sqs_queue import get_fake_sqs_client

    return get_fake_sqs_client().queue_manager


@contextmanager
def _locked(queues: Iterable[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for queue in queues:
            stack.enter_context(queue.mutex)
        yield
