"""Patch for LocalStack 4.13.1: PutMetricAlarm drops the tags of a new alarm.

Terraform finds the tags missing and plans to add them in every run. AWS stores them.

Remove it when `test_localstack_drops_the_tags_of_a_new_alarm` fails.
"""

from collections.abc import Callable
from typing import Any

from localstack.runtime import hooks
from localstack.utils.patch import patch


@hooks.on_infra_start()
def keep_alarm_tags() -> None:
    from localstack.services.cloudwatch.provider_v2 import CloudwatchProvider

    @patch(CloudwatchProvider.put_metric_alarm)
    def put_metric_alarm(
        original: Callable[..., None], self: Any, context: Any, request: dict[str, Any]
    ) -> None:
        """As on AWS, the tags of the request are ignored for an alarm that exists."""
        store = self.get_store(context.account_id, context.region)
        known = set(store.alarms)
        original(self, context, request)
        for arn in set(store.alarms) - known:
            store.TAGS.tag_resource(arn, request.get("Tags", []))
