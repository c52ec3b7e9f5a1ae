from types import SimpleNamespace

from localstack.utils.tagging import TaggingService
from payments_sandbox.patches.alarm_tags import keeping_tags

CONTEXT = SimpleNamespace(account_id="111111111111", region="eu-central-1")
ARN = "arn:aws:cloudwatch:eu-central-1:111111111111:alarm:errors"


class Provider:
    def __init__(self) -> None:
        self.store = SimpleNamespace(alarms={}, TAGS=TaggingService())

    def get_store(self, account_id: str, region: str) -> SimpleNamespace:
        return self.store

    @keeping_tags
    def put_metric_alarm(self, context: object, request: dict) -> None:
        """The provider's own."""
        self.store.alarms[ARN] = request


def tags_of(provider: Provider) -> list:
    return provider.store.TAGS.list_tags_for_resource(ARN)["Tags"]


def test_a_new_alarm_keeps_its_tags():
    provider = Provider()

    provider.put_metric_alarm(CONTEXT, {"Tags": [{"Key": "Project", "Value": "payments"}]})

    assert tags_of(provider) == [{"Key": "Project", "Value": "payments"}]


def test_an_alarm_that_is_there_keeps_the_tags_it_has():
    provider = Provider()
    provider.put_metric_alarm(CONTEXT, {"Tags": [{"Key": "Project", "Value": "payments"}]})

    provider.put_metric_alarm(CONTEXT, {"Tags": [{"Key": "Project", "Value": "other"}]})

    assert tags_of(provider) == [{"Key": "Project", "Value": "payments"}]


def test_the_operation_is_still_found_by_its_marks():
    assert Provider.put_metric_alarm.__doc__ == "The provider's own."
