"""A failed event that every queue rejects, through LocalStack's event manager."""

import logging
from types import SimpleNamespace

import pytest
from localstack.services.lambda_.invocation import event_manager
from localstack.services.lambda_.invocation.event_manager import Poller
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.utils.aws import dead_letter_queue
from localstack.utils.cloudwatch import cloudwatch_util
from payments_sandbox.patches import undelivered

QUEUE = "arn:aws:sqs:us-east-1:000000000000:dead-letters"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:payments"
TOO_LARGE = "Message must be shorter than 262144 bytes."


class Queue:
    """A fake of SQS."""

    def __init__(self):
        self.messages = []
        self.limit = 262_144

    def deliver(self, body):
        if len(body) > self.limit:
            raise ValueError(TOO_LARGE)
        self.messages.append(body)


@pytest.fixture
def queue():
    return Queue()


@pytest.fixture
def metrics():
    return []


@pytest.fixture
def unpatched_poller(monkeypatch, queue, metrics):
    """LocalStack's poller, with a queue in place of SQS."""

    def send_event_to_target(target_arn, event, **_):
        queue.deliver(str(event))

    def send_to_dead_letter_queue(source_arn, dlq_arn, event, error, role=None):
        if dlq_arn:
            queue.deliver(str(event))

    # `patch` finds the module of a function by its `__module__`.
    send_to_dead_letter_queue.__module__ = dead_letter_queue.__name__
    send_to_dead_letter_queue.__name__ = "_send_to_dead_letter_queue"
    send_to_dead_letter_queue.__qualname__ = "_send_to_dead_letter_queue"
    for owner, name, value in [
        (event_manager, "send_event_to_target", send_event_to_target),
        (dead_letter_queue, "_send_to_dead_letter_queue", send_to_dead_letter_queue),
        (undelivered, "_send_one_by_one", lambda send, *args, **kwargs: send(*args, **kwargs)),
        (cloudwatch_util, "publish_lambda_metric", lambda *metric, **_: metrics.append(metric)),
    ]:
        monkeypatch.setattr(owner, name, value)
    poller = object.__new__(Poller)
    logs = []
    poller.version_manager = SimpleNamespace(
        function_arn=FUNCTION,
        function_version=SimpleNamespace(
            qualified_arn=f"{FUNCTION}:$LATEST",
            config=SimpleNamespace(role="arn:role", dead_letter_arn=QUEUE),
            id=SimpleNamespace(
                function_name="payments",
                qualifier="$LATEST",
                account="000000000000",
                region="us-east-1",
                unqualified_arn=lambda: FUNCTION,
            ),
        ),
        log_handler=SimpleNamespace(add_logs=logs.append),
        logs=logs,
    )
    return poller


@pytest.fixture
def poller(unpatched_poller):
    undelivered.report_undelivered_events()
    return unpatched_poller


TOO_LARGE_PAYLOAD = b'"' + b"x" * 300_000 + b'"'


def test_localstack_does_not_name_an_event_that_is_lost(unpatched_poller, metrics, caplog):
    with caplog.at_level(logging.DEBUG):
        logs = exhaust_retries(unpatched_poller, TOO_LARGE_PAYLOAD)

    assert logs == []
    assert metrics == []
    assert "Error sending invocation result" in caplog.text
    assert "r-1" not in caplog.text


def exhaust_retries(poller, payload, response=b'{"errorType":"Error"}'):
    event = SimpleNamespace(
        retries=2, invocation=SimpleNamespace(payload=payload, request_id="r-1")
    )
    result = InvocationResult("r-1", response, is_error=True, logs="")
    config = SimpleNamespace(destination_config={"OnFailure": {"Destination": QUEUE}})
    poller.process_failure_destination(event, result, config, "RetriesExhausted")
    poller.process_dead_letter_queue(event, result)
    return poller.version_manager.logs


def test_logs_nothing_about_a_delivered_event(poller, queue, metrics):
    assert exhaust_retries(poller, b'{"count":3}') == []
    assert len(queue.messages) == 2
    assert metrics == []


def test_names_the_event_that_is_lost_in_both_logs(poller, metrics, caplog):
    with caplog.at_level(logging.ERROR):
        logs = exhaust_retries(poller, TOO_LARGE_PAYLOAD)

    assert [item.log_group for item in logs] == ["/aws/lambda/payments"] * 2
    for item, where in zip(logs, ["on-failure destination", "dead-letter queue"], strict=True):
        assert (
            "\tr-1\tERROR\tThe event of request r-1 (300002 bytes) was not processed,"
            f" could not be delivered to the {where}, and is lost: {TOO_LARGE}\n"
        ) in item.logs
    assert caplog.text.count("The event of request r-1") == 2
    assert metrics == [
        ("DestinationDeliveryFailures", 1, {"func_name": "payments"}),
        ("DeadLetterErrors", 1, {"func_name": "payments"}),
    ]


def test_names_an_event_whose_response_is_not_json(poller, queue):
    """LocalStack raises before it sends anything to the destination."""
    logs = exhaust_retries(poller, b'{"count":3}', response=b"<html>")

    assert ["on-failure destination" in item.logs for item in logs] == [True]
    assert len(queue.messages) == 1


@pytest.fixture
def sqs(monkeypatch):
    """The messages that SQS got one by one; it rejects every message of a batch."""
    sent = []

    def reject(QueueUrl, Entries):  # noqa: N803
        return {"Failed": Entries, "ResponseMetadata": {"HTTPStatusCode": 200}}

    client = SimpleNamespace(
        send_message=lambda **message: sent.append(message), send_message_batch=reject
    )
    clients = SimpleNamespace(sqs=SimpleNamespace(request_metadata=lambda **_: client))
    connect = SimpleNamespace(with_assumed_role=lambda **_: clients)
    monkeypatch.setattr("localstack.aws.connect.connect_to", connect)
    monkeypatch.setattr(dead_letter_queue, "connect_to", connect)
    monkeypatch.setattr("localstack.utils.aws.arns.sqs_queue_url_for_arn", lambda _: "http://q")
    return sent


def send_to_dead_letter_queue(response):
    error = event_manager.LegacyInvocationException("hi", result=response)
    return dead_letter_queue._send_to_dead_letter_queue(
        FUNCTION, QUEUE, {"count": 3}, error, "arn:role"
    )


def test_localstack_takes_a_rejected_message_for_sent(sqs):
    assert send_to_dead_letter_queue("{}") == QUEUE
    assert sqs == []


@pytest.mark.parametrize("response", ['{"errorMessage":"no table"}', None])
def test_sends_each_message_in_its_own_request(sqs, response):
    undelivered.report_undelivered_events()

    send_to_dead_letter_queue(response)

    assert [(message["QueueUrl"], message["MessageBody"]) for message in sqs] == [
        ("http://q", '{"count": 3}')
    ]
