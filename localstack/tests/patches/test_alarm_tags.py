from types import SimpleNamespace

import pytest
from localstack.services.cloudwatch.models import cloudwatch_stores
from localstack.services.cloudwatch.provider_v2 import CloudwatchProvider
from payments_sandbox.patches.alarm_tags import keep_alarm_tags

ACCOUNT, REGION = "111111111111", "eu-central-1"
CONTEXT = SimpleNamespace(account_id=ACCOUNT, region=REGION)
ARN = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:errors"


@pytest.fixture
def provider():
    """LocalStack's provider without its scheduler's thread."""
    provider = object.__new__(CloudwatchProvider)
    provider.alarm_scheduler = SimpleNamespace(schedule_metric_alarm=lambda arn: None)
    yield provider
    cloudwatch_stores.reset()


def put(provider, tag):
    request = {"AlarmName": "errors", "Tags": [{"Key": "Project", "Value": tag}]}
    provider.put_metric_alarm(CONTEXT, request)


def tags_of(provider):
    return provider.get_store(ACCOUNT, REGION).TAGS.list_tags_for_resource(ARN)["Tags"]


def test_localstack_drops_the_tags_of_a_new_alarm(provider):
    put(provider, "payments")

    assert ARN in provider.get_store(ACCOUNT, REGION).alarms
    assert tags_of(provider) == []


def test_keeps_the_tags_of_a_new_alarm(provider):
    keep_alarm_tags()

    put(provider, "payments")

    assert tags_of(provider) == [{"Key": "Project", "Value": "payments"}]


def test_does_not_change_the_tags_of_an_existing_alarm(provider):
    keep_alarm_tags()
    put(provider, "payments")

    put(provider, "other")

    assert tags_of(provider) == [{"Key": "Project", "Value": "payments"}]


def test_keeps_the_attributes_by_which_localstack_finds_the_operation():
    keep_alarm_tags()

    assert CloudwatchProvider.put_metric_alarm.operation == "PutMetricAlarm"
    assert CloudwatchProvider.put_metric_alarm.expand_parameters is False
