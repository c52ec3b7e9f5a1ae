"""Serves the messages of a queue to the developer, without receiving them.

`ReceiveMessage` would hide them from `make redrive` for a while, and with a visibility timeout
of 0 it returns the same ten each time. LocalStack's route for this, `/_aws/sqs/messages`, is
closed, as are all of its routes outside AWS's APIs.
"""

from typing import Any

from localstack.http import Request, Response
from localstack.runtime import hooks

PATH = "/_sandbox/queues/<region>/<account>/<name>/messages"
# Of bodies that may have 256 KB each.
MAX_MESSAGES = 1000


@hooks.on_infra_start()
def serve_messages() -> None:
    from localstack.services.edge import ROUTER

    ROUTER.add(PATH, serve, methods=["GET"])


def serve(_: Request, region: str, account: str, name: str) -> Response:
    """The newest messages, also those that were received and not deleted."""
    from localstack.services.sqs.models import sqs_stores

    queue = sqs_stores[account][region].queues.get(name)
    if queue is None:
        return Response.for_json({"message": f"There is no queue {name}."}, status=404)
    with queue.mutex:
        messages = [*queue.inflight, *queue.visible.queue]
    newest = sorted(messages, key=_sent_at, reverse=True)
    return Response.for_json(
        {"count": len(newest), "messages": [_describe(each) for each in newest[:MAX_MESSAGES]]}
    )


def _sent_at(message: Any) -> int:
    return int(message.message["Attributes"]["SentTimestamp"])


def _describe(message: Any) -> dict[str, Any]:
    return {
        "id": message.message["MessageId"],
        "sent_at_ms": _sent_at(message),
        "body": message.message["Body"],
    }
