"""Patch for LocalStack 4.13.1: it loses the log of a role that may not create log groups,
and gives all lines of an invocation the time at which it writes them.

When a log stream is missing, LocalStack first tries to create the log group. A role that
may only create streams and put events is denied that, and its log is lost. On AWS the
log of the same role is written, because the group exists.

Remove it when `test_localstack_creates_the_group_although_only_the_stream_is_missing` and
`test_localstack_gives_all_lines_one_time` fail.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import patch

from payments_sandbox.lambda_.event_times import event_times

LOG = logging.getLogger(__name__)


@hooks.on_infra_start()
def write_logs_as_aws_does() -> None:
    from localstack.services.lambda_.invocation import logs

    @patch(logs.LogHandler.run_log_loop, pass_target=False)
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
                # As on AWS, the failure is not reported to the function.
                LOG.warning("The log of %s was not written: %s", item.log_group, error)


def write_log(client: Any, group: str, stream: str, text: str) -> None:
    """Creates the stream only if it is missing, and the group only if that is missing too."""
    # CloudWatch accepts no empty messages.
    lines = [line for line in text.split("\n") if line]
    events = [
        {"timestamp": timestamp, "message": f"{line}\n"}
        for line, timestamp in zip(lines, event_times(lines, int(time.time() * 1000)), strict=True)
    ]
    missing = client.exceptions.ResourceNotFoundException

    def put() -> None:
        client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)

    def create_stream() -> None:
        client.create_log_stream(logGroupName=group, logStreamName=stream)

    def create_group() -> None:
        client.create_log_group(logGroupName=group)

    _retry_after(put, missing, lambda: _retry_after(create_stream, missing, create_group))


def _retry_after(attempt: Callable[[], None], missing: type, create: Callable[[], None]) -> None:
    try:
        attempt()
    except missing:
        create()
        attempt()
