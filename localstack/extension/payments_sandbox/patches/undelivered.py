"""Says so when the record of a failed event cannot be delivered, and the event is lost.

LocalStack 4.13.1 writes a warning without the request id, or nothing: a batch counts as
sent although its one message was refused. AWS counts a metric, and so does this.
"""

import functools
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)

# A failure's error; LocalStack catches it, in the thread that asked for the delivery.
_failed = threading.local()


@hooks.on_infra_start()
def report_undelivered_events() -> None:
    from localstack.services.lambda_.invocation import event_manager
    from localstack.utils.aws import dead_letter_queue

    poller = event_manager.Poller
    poller.process_failure_destination = reporting(
        poller.process_failure_destination, "on-failure destination", "DestinationDeliveryFailures"
    )
    poller.process_dead_letter_queue = reporting(
        poller.process_dead_letter_queue, "dead-letter queue", "DeadLetterErrors"
    )
    event_manager.send_event_to_target = noting_errors(event_manager.send_event_to_target)
    dead_letter_queue._send_to_dead_letter_queue = noting_errors(
        one_by_one(dead_letter_queue._send_to_dead_letter_queue)
    )


def noting_errors(deliver: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(deliver)
    def delivering(*args: Any, **kwargs: Any) -> Any:
        try:
            return deliver(*args, **kwargs)
        except Exception as error:
            _failed.error = error
            raise

    return delivering


def reporting(process: Callable[..., None], where: str, metric: str) -> Callable[..., None]:
    @functools.wraps(process)
    def processing(poller: Any, sqs_invocation: Any, *args: Any) -> None:
        _failed.error = None
        try:
            process(poller, sqs_invocation, *args)
        except Exception as error:
            _failed.error = error
        if _failed.error is not None:
            _report(poller.version_manager, sqs_invocation.invocation, where, _failed.error)
            _count(poller.version_manager.function_version.id, metric)

    return processing


def one_by_one(send: Callable[..., Any]) -> Callable[..., Any]:
    """A single message that is refused is an error; in a batch it is a line of the answer."""
    from localstack.aws.connect import connect_to
    from localstack.utils.aws import arns, dead_letter_queue

    @functools.wraps(send)
    def sending(source_arn: str, dlq_arn: str, event: Any, error: Any, role: Any = None) -> Any:
        if ":lambda:" not in source_arn or ":sqs:" not in (dlq_arn or ""):
            return send(source_arn, dlq_arn, event, error, role)
        # An event that was never run has no answer.
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

    return sending


def _report(version_manager: Any, invocation: Any, where: str, error: Exception) -> None:
    from localstack.services.lambda_.invocation.logs import LogItem

    version = version_manager.function_version.id
    request_id = invocation.request_id
    text = (
        f"The event of request {request_id} ({len(invocation.payload)} bytes) failed for good,"
        f" could not be delivered to the {where}, and is lost: {error}"
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
