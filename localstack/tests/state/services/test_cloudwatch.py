from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from localstack.services.cloudwatch.cloudwatch_database_helper import CloudwatchDatabase
from localstack.services.cloudwatch.models import cloudwatch_stores
from localstack.state import AssetDirectory
from payments_sandbox.state.services.cloudwatch import CloudWatchState

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture
def state(tmp_path, monkeypatch, state_of):
    monkeypatch.setattr(CloudwatchDatabase, "CLOUDWATCH_DATA_ROOT", str(tmp_path))
    file = tmp_path / "metrics.db"
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB", str(file))
    monkeypatch.setattr(CloudwatchDatabase, "METRICS_DB_READ_ONLY", f"file:{file}?mode=ro")
    scheduled = {"arn": object()}
    scheduler = SimpleNamespace(
        scheduled_alarms=scheduled, delete_scheduler_for_alarm=lambda arn: scheduled.pop(arn)
    )
    yield state_of(
        CloudWatchState,
        "cloudwatch",
        [cloudwatch_stores, AssetDirectory("cloudwatch", tmp_path)],
        cloudwatch_database=CloudwatchDatabase(),
        alarm_scheduler=scheduler,
    )
    cloudwatch_stores.reset()


def add_metric(state, name: str) -> None:
    data = [{"MetricName": name, "Value": 3, "Timestamp": datetime.now(UTC)}]
    state.provider.cloudwatch_database.add_metric_data(ACCOUNT, REGION, "space", data)


def metrics(state) -> list[str]:
    listed = state.provider.cloudwatch_database.list_metrics(ACCOUNT, REGION, "space", "", [])
    return sorted(metric["metric_name"] for metric in listed["metrics"])


def test_restores_metrics(state, save, restore):
    add_metric(state, "saved")
    parts = save(state)
    add_metric(state, "later")

    restore(state, parts)

    assert metrics(state) == ["saved"]
    add_metric(state, "next")
    assert metrics(state) == ["next", "saved"]


def test_stops_evaluating_the_alarms_that_were_there(state, save, restore):
    restore(state, save(state))

    assert state.provider.alarm_scheduler.scheduled_alarms == {}
