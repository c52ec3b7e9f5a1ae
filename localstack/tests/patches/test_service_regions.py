import pytest
from botocore.session import Session
from localstack.utils.aws.aws_stack import get_valid_regions_for_service
from moto.core.base_backend import AccountSpecificBackend
from payments_sandbox.patches.service_regions import list_regions_fast, valid_regions

SERVICES = ["cloudwatch", "dynamodb", "iam", "kms", "lambda", "logs", "s3", "sqs", "sts"]


@pytest.fixture
def loaded(monkeypatch):
    """The services whose description a session of boto3 reads."""
    names: list[str] = []
    load = Session.get_service_data

    def note(self, service_name, *more):
        names.append(service_name)
        return load(self, service_name, *more)

    monkeypatch.setattr(Session, "get_service_data", note)
    return names


@pytest.mark.parametrize("service", SERVICES)
def test_lists_the_regions_that_localstack_lists(service):
    assert valid_regions(service) == get_valid_regions_for_service.__wrapped__(service)


def test_localstack_reads_the_description_of_the_service(loaded):
    get_valid_regions_for_service.__wrapped__("sqs")

    assert "sqs" in loaded


def test_reads_no_description(loaded):
    from localstack.services import stores

    list_regions_fast()

    assert stores.get_valid_regions_for_service("events") == valid_regions("events")
    assert "events" not in loaded


def test_lists_the_regions_that_moto_lists(loaded):
    def listed() -> list[str]:
        return AccountSpecificBackend("logs", "000000000000", object, True, None).regions

    before = listed()
    loaded.clear()
    list_regions_fast()

    assert listed() == before
    assert loaded == []
