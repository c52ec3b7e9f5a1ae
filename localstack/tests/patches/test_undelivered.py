"""A failed event that no queue takes, through LocalStack's own event manager."""

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
    """Stands for SQS."""

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
def poller(monkeypatch, queue, metrics):
    def send_event_to_target(target_arn, event, **_):
        queue.deliver(str(event))

    def send_to_dead_letter_queue(source_arn, dlq_arn, event, error, role=None):
        if dlq_arn:
            queue.deliver(str(event))

    for owner, name, value in [
        (Poller, "process_failure_destination", Poller.process_failure_destination),
        (Poller, "process_dead_letter_queue", Poller.process_dead_letter_queue),
        (event_manager, "send_event_to_target", send_event_to_target),
        (dead_letter_queue, "_send_to_dead_letter_queue", send_to_dead_letter_queue),
        (undelivered, "one_by_one", lambda send: send),
        (cloudwatch_util, "publish_lambda_metric", lambda *metric, **_: metrics.append(metric)),
    ]:
        monkeypatch.setattr(owner, name, value)
    undelivered.report_undelivered_events()
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


def fail_for_good(poller, payload, response=b'{"errorType":"Error"}'):
    event = SimpleNamespace(
        retries=2, invocation=SimpleNamespace(payload=payload, request_id="r-1")
    )
    result = InvocationResult("r-1", response, is_error=True, logs="")
    config = SimpleNamespace(destination_config={"OnFailure": {"Destination": QUEUE}})
    poller.process_failure_destination(event, result, config, "RetriesExhausted")
    poller.process_dead_letter_queue(event, result)
    return poller.version_manager.logs


def test_says_nothing_of_an_event_that_is_delivered(poller, queue, metrics):
    assert fail_for_good(poller, b'{"count":3}') == []
    assert len(queue.messages) == 2
    assert metrics == []


def test_names_the_event_that_is_lost_in_both_logs(poller, metrics, caplog):
    with caplog.at_level(logging.ERROR):
        logs = fail_for_good(poller, b'"' + b"x" * 300_000 + b'"')

    assert [item.log_group for item in logs] == ["/aws/lambda/payments"] * 2
    for item, where in zip(logs, ["on-failure destination", "dead-letter queue"], strict=True):
        assert (
            "\tr-1\tERROR\tThe event of request r-1 (300002 bytes) failed for good, could not be"
            f" delivered to the {where}, and is lost: {TOO_LARGE}\n"
        ) in item.logs
    assert caplog.text.count("The event of request r-1") == 2
    assert metrics == [
        ("DestinationDeliveryFailures", 1, {"func_name": "payments"}),
        ("DeadLetterErrors", 1, {"func_name": "payments"}),
    ]


def test_names_an_event_whose_answer_is_no_json(poller, queue):
    """LocalStack fails on it before it sends anything, and forgets the dead-letter queue."""
    logs = fail_for_good(poller, b'{"count":3}', response=b"<html>")

    assert ["on-failure destination" in item.logs for item in logs] == [True]
    assert len(queue.messages) == 1


@pytest.fixture
def sqs(monkeypatch):
    """What is sent to SQS by `one_by_one`."""
    sent = []
    client = SimpleNamespace(send_message=lambda **message: sent.append(message))
    clients = SimpleNamespace(sqs=SimpleNamespace(request_metadata=lambda **_: client))
    monkeypatch.setattr(
        "localstack.aws.connect.connect_to",
        SimpleNamespace(with_assumed_role=lambda **_: clients),
    )
    return sent


@pytest.mark.parametrize("answer", ['{"errorMessage":"no table"}', None])
def test_sends_a_message_for_itself(sqs, monkeypatch, answer):
    monkeypatch.setattr("localstack.utils.aws.arns.sqs_queue_url_for_arn", lambda _: "http://q")
    error = event_manager.LegacyInvocationException("hi", result=answer)

    undelivered.one_by_one(dead_letter_queue._send_to_dead_letter_queue)(
        FUNCTION, QUEUE, {"count": 3}, error, "arn:role"
    )

    assert [(message["QueueUrl"], message["MessageBody"]) for message in sqs] == [
        ("http://q", '{"count": 3}')
    ]
