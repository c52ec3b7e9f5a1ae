"""Reading a queue's messages changes nothing about them."""

import json
import time

import pytest
from localstack.services.sqs.models import StandardQueue, sqs_stores
from payments_sandbox import queue_messages

REGION, ACCOUNT, NAME = "eu-central-1", "000000000000", "dead-letters"


@pytest.fixture
def queue():
    queues = sqs_stores[ACCOUNT][REGION].queues
    queues[NAME] = StandardQueue(NAME, REGION, ACCOUNT)
    yield queues[NAME]
    del queues[NAME]


def put(queue, *bodies):
    for age, body in enumerate(reversed(bodies)):
        sent_at = str(int(time.time() * 1000) - 1000 * age)
        attributes = {"SentTimestamp": sent_at}
        queue.put({"MessageId": f"id-{body}", "Body": body, "Attributes": attributes})


def read(name=NAME):
    response = queue_messages.serve(None, REGION, ACCOUNT, name)
    return response.status_code, json.loads(response.data)


def test_lists_the_newest_messages_first_and_leaves_them_in_the_queue(queue):
    put(queue, "one", "two")

    status, body = read()

    assert status == 200
    assert body["count"] == 2
    assert [message["body"] for message in body["messages"]] == ["two", "one"]
    assert body["messages"][0]["id"] == "id-two"
    assert len(queue.visible.queue) == 2
    assert [message.receive_count for message in queue.visible.queue] == [0, 0]


def test_lists_a_message_that_was_received(queue):
    put(queue, "one")
    queue.receive(1, wait_time_seconds=0, visibility_timeout=900)

    _, body = read()

    assert [message["id"] for message in body["messages"]] == ["id-one"]
    assert len(queue.inflight) == 1


def test_counts_all_messages_and_lists_the_newest(queue, monkeypatch):
    monkeypatch.setattr(queue_messages, "MAX_MESSAGES", 2)
    put(queue, "one", "two", "three")

    _, body = read()

    assert body["count"] == 3
    assert [message["body"] for message in body["messages"]] == ["three", "two"]


def test_names_a_queue_that_is_not_there():
    status, body = read("other")

    assert status == 404
    assert "other" in body["message"]
