"""Writes a function's log with the rights that AWS needs for it, and no more."""

import logging
import time
from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)


@hooks.on_infra_start()
def write_logs_as_aws_does() -> None:
    """LocalStack asks for the log group to be made before it makes a stream in it.

    A role that may only write streams is refused there, and its log is lost. On AWS the
    same role's log is written, for the group is there.
    """
    from localstack.services.lambda_.invocation import logs

    def run_log_loop(self: logs.LogHandler, *args: Any, **kwargs: Any) -> None:
        client = logs.connect_to.with_assumed_role(
            region_name=self.region,
            role_arn=self.role_arn,
            service_principal=logs.ServicePrincipal.lambda_,
        ).logs
        while isinstance(item := self.log_queue.get(), logs.LogItem):
            try:
                write_log(client, item.log_group, item.log_stream, item.logs)
            except Exception as error:
                # As on AWS, the function does not learn of it.
                LOG.warning("The log of %s was not written: %s", item.log_group, error)

    logs.LogHandler.run_log_loop = run_log_loop


def write_log(client: Any, group: str, stream: str, text: str) -> None:
    """Makes the stream where it is missing, and the group only where that is missing too."""
    timestamp = int(time.time() * 1000)
    events = [
        {"timestamp": timestamp, "message": f"{line}\n"} for line in text.split("\n") if line
    ]
    missing = client.exceptions.ResourceNotFoundException

    def put() -> None:
        client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)

    def create_stream() -> None:
        client.create_log_stream(logGroupName=group, logStreamName=stream)

    def create_group() -> None:
        client.create_log_group(logGroupName=group)

    _repairing(put, missing, lambda: _repairing(create_stream, missing, create_group))


def _repairing(attempt: Callable[[], None], missing: type, repair: Callable[[], None]) -> None:
    try:
        attempt()
    except missing:
        repair()
        attempt()
