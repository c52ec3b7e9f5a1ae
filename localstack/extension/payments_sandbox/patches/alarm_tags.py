"""Keeps the tags that an alarm is made with; LocalStack 4.13.1 drops them.

Terraform would otherwise find them missing, and want to add them with every plan.
"""

import functools
from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start()
def keep_alarm_tags() -> None:
    from localstack.services.cloudwatch.provider_v2 import CloudwatchProvider

    CloudwatchProvider.put_metric_alarm = keeping_tags(CloudwatchProvider.put_metric_alarm)


def keeping_tags(put_metric_alarm: Callable[..., None]) -> Callable[..., None]:
    """As on AWS, only a new alarm takes the tags of the request."""

    # The wrapped function's marks are what LocalStack finds the operation by.
    @functools.wraps(put_metric_alarm)
    def put(self: Any, context: Any, request: dict[str, Any]) -> None:
        store = self.get_store(context.account_id, context.region)
        known = set(store.alarms)
        put_metric_alarm(self, context, request)
        for arn in set(store.alarms) - known:
            store.TAGS.tag_resource(arn, request.get("Tags", []))

    return put
