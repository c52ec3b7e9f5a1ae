import threading
import time
from types import SimpleNamespace

import pytest
from payments_sandbox.state.calls import hold_the_gate
from payments_sandbox.state.changes import Changes
from payments_sandbox.state.gate import StateGate


@pytest.fixture
def gate():
    return StateGate()


@pytest.fixture
def changes():
    return Changes()


@pytest.fixture
def router(gate, changes):
    from localstack.aws.handlers.service import ServiceRequestRouter

    hold_the_gate(gate, changes)
    return ServiceRequestRouter()


@pytest.fixture
def queue():
    from localstack.services.sqs.models import StandardQueue

    return StandardQueue("queue", "us-east-1", "000000000000")


def context(service: str, operation: str, internal: bool = False) -> SimpleNamespace:
    return SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=operation),
        is_internal_call=internal,
    )


def serve(router, call: SimpleNamespace, handler) -> None:
    from localstack.aws.api.core import ServiceOperation

    operation = ServiceOperation(call.service.service_name, call.operation.name)
    router.handlers[operation] = lambda *_: handler()
    router(None, call, None)


def can_save(gate: StateGate, within_seconds: float = 30) -> bool:
    saved = threading.Event()

    def save() -> None:
        with gate.alone():
            saved.set()

    threading.Thread(target=save, daemon=True).start()
    return saved.wait(within_seconds)


def test_holds_the_gate_during_a_call(router, gate):
    during: list[bool] = []

    serve(router, context("s3", "PutObject"), lambda: during.append(can_save(gate, 0.2)))

    assert during == [False]
    assert can_save(gate)


def test_releases_the_gate_when_a_call_fails(router, gate):
    with pytest.raises(ZeroDivisionError):
        serve(router, context("s3", "PutObject"), lambda: 1 / 0)

    assert can_save(gate)


def test_notes_calls_that_change_something(router, changes):
    serve(router, context("s3", "GetObject"), lambda: None)
    serve(router, context("s3", "PutObject"), lambda: None)
    serve(router, context("cloudwatch", "PutMetricData", internal=True), lambda: None)

    assert changes.count == 1


def test_lets_a_save_run_while_a_function_does(router, gate):
    from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager

    manager = object.__new__(LambdaVersionManager)
    during: list[bool] = []
    manager.counting_service = SimpleNamespace(
        get_invocation_lease=lambda *_: during.append(can_save(gate)) or 1 / 0
    )
    manager.function_arn = "arn"
    manager.function = manager.function_version = manager.ldm_provisioner = None
    manager.shutdown_event = threading.Event()

    def invoke() -> None:
        manager.invoke(invocation=SimpleNamespace(request_id="1"))

    with pytest.raises(ZeroDivisionError):
        serve(router, context("lambda", "Invoke"), invoke)

    assert during == [True]


def test_holds_invocations_back_while_a_save_waits(router, gate):
    started = threading.Event()
    call = context("lambda", "Invoke")

    with gate.no_invocations():
        threading.Thread(target=serve, args=(router, call, started.set), daemon=True).start()
        assert not started.wait(0.1)

    assert started.wait(30)


def test_leaves_an_event_to_the_next_poller_when_this_one_was_stopped(router, gate):
    from localstack.services.lambda_.invocation.event_manager import Poller

    poller = object.__new__(Poller)
    poller._shutdown_event = threading.Event()
    poller._shutdown_event.set()

    # Would fail on the missing version manager if it were handled.
    poller.handle_message({"Body": "{}"})


def test_lets_a_save_run_while_a_queue_is_empty(router, gate, queue):
    results = []
    receive = threading.Thread(target=lambda: results.append(queue.receive(1, 60)), daemon=True)
    receive.start()
    time.sleep(0.05)

    assert can_save(gate)
    with gate.alone():
        queue.put({"MessageId": "1", "Body": "hello"})
        receive.join(0.1)
        assert not results

    receive.join(60)
    assert [message.message["Body"] for message in results[0].successful] == ["hello"]
    assert list(queue.inflight) == results[0].successful


def test_returns_nothing_when_no_message_comes_in_time(router, queue):
    started = time.monotonic()

    assert queue.receive(1, 0.2).successful == []
    assert 0.2 <= time.monotonic() - started < 10


def test_collects_messages_until_the_end_of_the_time_if_asked_to(router, queue):
    queue.put({"MessageId": "1", "Body": "first"})
    threading.Timer(0.1, queue.put, [{"MessageId": "2", "Body": "second"}]).start()

    result = queue.receive(2, 60, poll_empty_queue=True)

    assert [message.message["Body"] for message in result.successful] == ["first", "second"]
    assert len(result.receipt_handles) == 2


def test_stops_waiting_when_the_queue_is_shut_down(router, queue):
    threading.Timer(0.1, queue.shutdown).start()
    started = time.monotonic()

    assert queue.receive(1, 60).successful == []
    assert time.monotonic() - started < 30
