"""What a poller of asynchronous events does with what it has received when it is stopped."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.lambda_.invocation import event_manager
from payments_sandbox.patches.event_handover import return_events_to_the_queue


class Queue:
    """The queue of events, by LocalStack's internal client; a poll takes until `deliver`."""

    def __init__(self) -> None:
        self.polled = threading.Event()
        self._delivered = threading.Event()
        self._messages: list[dict[str, str]] = []
        self.returned: list[str] = []
        self.deleted: list[str] = []

    def deliver(self, *handles: str) -> None:
        self._messages = [{"ReceiptHandle": handle, "Body": handle} for handle in handles]
        self._delivered.set()

    def receive_message(self, **_: Any) -> dict[str, Any]:
        self.polled.set()
        assert self._delivered.wait(10)
        messages, self._messages = self._messages, []
        # As LocalStack's own client does, which leaves out no key.
        return {"Messages": messages or None}

    def send_message(self, **request: Any) -> None:
        self.returned.append(request["MessageBody"])

    def delete_message(self, **request: Any) -> None:
        # First sent, then deleted: an event is rather handled twice than lost.
        assert request["ReceiptHandle"] in self.returned
        self.deleted.append(request["ReceiptHandle"])


@pytest.fixture
def queue(monkeypatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(event_manager, "get_sqs_client", lambda *_, **__: queue)
    return queue


@pytest.fixture
def patched(monkeypatch) -> None:
    # Restores it, because `patch` replaces it for the whole process.
    monkeypatch.setattr(event_manager.Poller, "run", event_manager.Poller.run)
    return_events_to_the_queue()


class Version:
    """A poller of a version that handles one event at a time, for as long as the test wants."""

    def __init__(self) -> None:
        version = SimpleNamespace(
            id=SimpleNamespace(function_name="f", qualifier="$LATEST"),
            config=SimpleNamespace(timeout=60),
            qualified_arn="arn:f",
        )
        self.poller = event_manager.Poller(SimpleNamespace(function_version=version), "queue")
        self.poller.invoker_pool._max_workers = 1
        self.poller.handle_message = self._handle
        self.handled: list[str] = []
        self.started = threading.Event()
        self.may_end = threading.Event()
        self.thread = threading.Thread(target=self.poller.run)
        self.thread.start()

    def _handle(self, message: dict[str, str]) -> None:
        self.started.set()
        assert self.may_end.wait(10)
        self.handled.append(message["ReceiptHandle"])

    def wait(self) -> None:
        self.may_end.set()
        self.thread.join(10)
        self.poller.invoker_pool.shutdown(wait=True)


@pytest.fixture
def version(queue) -> Iterator[Version]:
    version = Version()
    yield version
    version.poller.stop()
    queue.deliver()
    version.wait()


def receive_after_the_stop(version: Version, queue: Queue) -> None:
    assert queue.polled.wait(10)
    version.poller.stop()
    queue.deliver("late")
    version.wait()


def test_localstack_hides_an_event_that_an_old_version_received(version, queue):
    receive_after_the_stop(version, queue)

    assert version.handled == []
    assert queue.returned == []


@pytest.mark.usefixtures("patched")
class TestPatched:
    def test_returns_an_event_that_arrives_after_the_stop(self, queue, version):
        receive_after_the_stop(version, queue)

        assert version.handled == []
        assert queue.returned == queue.deleted == ["late"]

    def test_returns_events_that_wait_for_a_thread(self, queue, version):
        queue.deliver("first", "second", "third")
        assert version.started.wait(10)
        # The poller hands the others over meanwhile.
        while version.poller.invoker_pool._work_queue.qsize() < 2:
            threading.Event().wait(0.01)

        version.poller.stop()
        version.wait()

        assert version.handled == ["first"]
        assert sorted(queue.returned) == sorted(queue.deleted) == ["second", "third"]

    def test_handles_events_while_it_runs(self, queue, version):
        queue.deliver("first", "second")
        version.may_end.set()
        while len(version.handled) < 2:
            threading.Event().wait(0.01)

        assert version.handled == ["first", "second"]
        assert queue.returned == []
