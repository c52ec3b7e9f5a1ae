"""SQS: a batch needs the action of the single call; the URL names the queue and its account."""

from collections.abc import Callable, Iterator

from localstack.services.sqs.utils import parse_queue_url

from payments_sandbox.iam.call import Call, Permission


def _queue(call: Call) -> str:
    if url := call.parameters.get("QueueUrl"):
        account, region, name = parse_queue_url(url)
        return f"arn:{call.partition}:sqs:{region or call.region}:{account}:{name}"
    return call.arn("sqs", call.parameters["QueueName"])


def _on_queue(action: str) -> Callable[[Call], Iterator[Permission]]:
    def permissions(call: Call) -> Iterator[Permission]:
        yield Permission(f"sqs:{action}", _queue(call))

    return permissions


def _create_queue(call: Call) -> Iterator[Permission]:
    yield Permission("sqs:CreateQueue", _queue(call))
    if call.parameters.get("tags"):
        yield Permission("sqs:TagQueue", _queue(call))


def _list_queues(call: Call) -> Iterator[Permission]:
    yield Permission("sqs:ListQueues", "*")


NAMED_LIKE_THEIR_ACTION = [
    "ChangeMessageVisibility",
    "DeleteMessage",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListQueueTags",
    "PurgeQueue",
    "ReceiveMessage",
    "SendMessage",
    "SetQueueAttributes",
    "TagQueue",
    "UntagQueue",
]

operations = {
    **{name: _on_queue(name) for name in NAMED_LIKE_THEIR_ACTION},
    "ChangeMessageVisibilityBatch": _on_queue("ChangeMessageVisibility"),
    "DeleteMessageBatch": _on_queue("DeleteMessage"),
    "SendMessageBatch": _on_queue("SendMessage"),
    "CreateQueue": _create_queue,
    "ListQueues": _list_queues,
}
