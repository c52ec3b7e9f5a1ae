"""Patch for LocalStack 4.13.1: it loses the record of a failed event without naming the event.

When the on-failure destination or the dead-letter queue rejects the record, LocalStack
logs a warning without the request id, or nothing: it sends a batch, and a batch counts as
sent although its only message was rejected. AWS counts a metric. This patch logs the
request id in both logs, and counts the same metric.

Remove it when `test_localstack_does_not_name_an_event_that_is_lost` and
`test_localstack_takes_a_rejected_message_for_sent` fail.
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import Patch, create_patch_proxy, patch

LOG = logging.getLogger(__name__)

# The error of the last delivery in this thread, because LocalStack catches and hides it.
_failed = threading.local()


@hooks.on_infra_start()
def report_undelivered_events() -> None:
    from localstack.services.lambda_.invocation import event_manager
    from localstack.utils.aws import dead_letter_queue

    @patch(event_manager.Poller.process_failure_destination)
    def process_failure_destination(original: Callable[..., None], *args: Any) -> None:
        _watch(original, "on-failure destination", "DestinationDeliveryFailures", *args)

    @patch(event_manager.Poller.process_dead_letter_queue)
    def process_dead_letter_queue(original: Callable[..., None], *args: Any) -> None:
        _watch(original, "dead-letter queue", "DeadLetterErrors", *args)

    # `patch` would replace the function where it is defined, but the event manager
    # imported it by name.
    send = create_patch_proxy(event_manager.send_event_to_target, _note_error)
    Patch(event_manager, "send_event_to_target", send).apply()

    @patch(dead_letter_queue._send_to_dead_letter_queue)
    def send_to_dead_letter_queue(original: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return _note_error(_send_one_by_one, original, *args, **kwargs)


def _note_error(deliver: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return deliver(*args, **kwargs)
    except Exception as error:
        _failed.error = error
        raise


def _watch(
    process: Callable[..., None],
    where: str,
    metric: str,
    poller: Any,
    sqs_invocation: Any,
    *args: Any,
) -> None:
    """Runs a delivery, and reports its error."""
    _failed.error = None
    try:
        process(poller, sqs_invocation, *args)
    except Exception as error:
        _failed.error = error
    if _failed.error is not None:
        _report(poller.version_manager, sqs_invocation.invocation, where, _failed.error)
        _count(poller.version_manager.function_version.id, metric)


def _send_one_by_one(
    send: Callable[..., Any],
    source_arn: str,
    dlq_arn: str,
    event: Any,
    error: Any,
    role: Any = None,
) -> Any:
    """A rejected single message raises an error; in a batch it is only a line of the response."""
    from localstack.aws.connect import connect_to
    from localstack.utils.aws import arns, dead_letter_queue

    if ":lambda:" not in source_arn or ":sqs:" not in (dlq_arn or ""):
        return send(source_arn, dlq_arn, event, error, role)
    # An event that never ran has no response.
    error.result = error.result or "{}"
    sqs = connect_to.with_assumed_role(
        role_arn=role,
        service_principal="lambda",
        region_name=arns.extract_region_from_arn(dlq_arn),
    ).sqs.request_metadata(source_arn=source_arn, service_principal="lambda")
    for message in dead_letter_queue._prepare_messages_to_dlq(source_arn, event, error):
        sqs.send_message(
            QueueUrl=arns.sqs_queue_url_for_arn(dlq_arn),
            MessageBody=message["MessageBody"],
            MessageAttributes=message["MessageAttributes"],
        )
    return dlq_arn


def _report(version_manager: Any, invocation: Any, where: str, error: Exception) -> None:
    from localstack.services.lambda_.invocation.logs import LogItem

    version = version_manager.function_version.id
    request_id = invocation.request_id
    text = (
        f"The event of request {request_id} ({len(invocation.payload)} bytes) was not"
        f" processed, could not be delivered to the {where}, and is lost: {error}"
    )
    LOG.error("%s: %s", version.function_name, text)
    now = datetime.now(UTC)
    time = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    version_manager.log_handler.add_logs(
        LogItem(
            f"/aws/lambda/{version.function_name}",
            f"{now:%Y/%m/%d}/[{version.qualifier}]undelivered",
            f"{time}\t{request_id}\tERROR\t{text}\n",
        )
    )


def _count(version: Any, metric: str) -> None:
    from localstack.utils.cloudwatch.cloudwatch_util import publish_lambda_metric

    publish_lambda_metric(
        metric,
        1,
        {"func_name": version.function_name},
        account_id=version.account,
        region_name=version.region,
    )
