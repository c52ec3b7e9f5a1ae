"""Patch for LocalStack 4.13.1: an update delays the events that the old version has received.

Each version of a function polls the queue of asynchronous events for up to 2 s. A poller
that is stopped meanwhile drops what it receives, and what waits for a free thread. These
events stay hidden until their visibility timeout, which is the function's timeout and a
minute. On AWS an update does not delay an event.

With this patch, the old version returns them to the queue at once, and the new one takes
them.

Remove it when `test_localstack_hides_an_event_that_an_old_version_received` fails.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import patch

LOG = logging.getLogger(__name__)

WAIT_SECONDS = 2
SECONDS_AFTER_AN_ERROR = 1


@hooks.on_infra_start()
def return_events_to_the_queue() -> None:
    from localstack.services.lambda_.invocation import event_manager

    @patch(event_manager.Poller.run)
    def run(_: Callable[..., None], self: event_manager.Poller, *args: Any, **kwargs: Any) -> None:
        version = self.version_manager.function_version
        client = event_manager.get_sqs_client(version, client_config=event_manager.CLIENT_CONFIG)
        while not self._shutdown_event.is_set():
            try:
                response = client.receive_message(
                    QueueUrl=self.event_queue_url,
                    WaitTimeSeconds=WAIT_SECONDS,
                    MaxNumberOfMessages=10,
                    VisibilityTimeout=version.config.timeout + 60,
                )
            except Exception as error:
                if not self._shutdown_event.is_set():
                    LOG.error("The events of %s were not read: %s", version.qualified_arn, error)
                    self._shutdown_event.wait(SECONDS_AFTER_AN_ERROR)
                continue
            for message in response.get("Messages") or []:
                _hand_over(self, message)


def _hand_over(poller: Any, message: dict[str, Any]) -> None:
    """Lets the version handle an event, or returns it to the queue."""
    try:
        handled = poller.invoker_pool.submit(poller.handle_message, message)
    except RuntimeError:
        # The pool takes nothing more: the poller was stopped.
        _return(poller, message)
    else:
        # A pool that is stopped cancels what waits for a thread.
        handled.add_done_callback(partial(_return_if_cancelled, poller, message))


def _return_if_cancelled(poller: Any, message: dict[str, Any], handled: Future[None]) -> None:
    if handled.cancelled():
        _return(poller, message)


def _return(poller: Any, message: dict[str, Any]) -> None:
    from localstack.services.lambda_.invocation import event_manager

    client = event_manager.get_sqs_client(poller.version_manager.function_version)
    queue = poller.event_queue_url
    try:
        # Its internal client cannot change the visibility of a message.
        client.send_message(QueueUrl=queue, MessageBody=message["Body"])
        client.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    except Exception as error:
        # The queue is gone, because the function was deleted or the emulator is ending.
        LOG.info("An event was not returned to its queue: %s", error)
