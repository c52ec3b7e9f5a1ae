import pytest
from localstack.services.lambda_.invocation.internal_sqs_queue import get_fake_sqs_client
from localstack.services.sqs.models import FifoQueue, StandardQueue, sqs_stores
from payments_sandbox.state.services.sqs import SqsState

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture
def state(state_of):
    yield state_of(SqsState, "sqs", [sqs_stores])
    sqs_stores.reset()


@pytest.fixture
def event_queue():
    client = get_fake_sqs_client()
    yield client.queue_manager.create_queue("events")
    client.queue_manager.delete_queue("events")


def add(kind: type, **attributes: str):
    name = "queue.fifo" if kind is FifoQueue else "queue"
    queue = kind(name, REGION, ACCOUNT, attributes=attributes)
    sqs_stores[ACCOUNT][REGION].queues[name] = queue
    return queue


def restored(name: str = "queue"):
    return sqs_stores[ACCOUNT][REGION].queues[name]


def bodies(result) -> list[str]:
    return [message.message["Body"] for message in result.successful]


def test_restores_visible_invisible_and_delayed_messages(state, save, restore):
    queue = add(StandardQueue)
    queue.put({"MessageId": "1", "Body": "received"})
    handle = queue.receive(1, visibility_timeout=600).receipt_handles[0]
    queue.put({"MessageId": "2", "Body": "visible"})
    queue.put({"MessageId": "3", "Body": "delayed"}, delay_seconds=600)
    parts = save(state)
    queue.clear()

    restore(state, parts)

    queue = restored()
    assert queue is not None
    assert queue.approximate_number_of_messages == 1
    assert queue.approximate_number_of_messages_not_visible == 1
    assert queue.approximate_number_of_messages_delayed == 1
    assert bodies(queue.receive(10)) == ["visible"]
    queue.update_visibility_timeout(handle, 0)
    assert bodies(queue.receive(10)) == ["received"]


def test_restores_a_fifo_queue_in_order(state, save, restore):
    queue = add(FifoQueue, FifoQueue="true", ContentBasedDeduplication="true")
    for number in range(3):
        message = {"MessageId": f"{number}", "Body": f"{number}", "Attributes": {}}
        queue.put(message, message_group_id="group", message_deduplication_id=f"{number}")
    parts = save(state)

    restore(state, parts)

    assert bodies(restored("queue.fifo").receive(10)) == ["0", "1", "2"]


def test_frees_callers_that_wait_for_a_message(state, save, restore):
    queue = add(StandardQueue)

    restore(state, save(state))

    assert queue.visible.is_shutdown
    assert not restored().visible.is_shutdown


def test_lets_the_next_poller_have_an_event_that_was_being_handled(
    state, event_queue, save, restore
):
    event_queue.put({"MessageId": "1", "Body": "event"})
    event_queue.receive(1, visibility_timeout=600)
    parts = save(state)

    restore(state, parts)

    after = get_fake_sqs_client().queue_manager.get_queue("events")
    assert after is not event_queue
    assert bodies(after.receive(1)) == ["event"]
