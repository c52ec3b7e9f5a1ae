import dataclasses
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws.api.lambda_ import LastUpdateStatus, State
from localstack.services.lambda_.invocation.lambda_models import UpdateStatus, VersionState
from payments_sandbox.state.services import lambda_versions
from payments_sandbox.state.services.lambda_versions import start_version


@dataclasses.dataclass(frozen=True)
class Config:
    state: VersionState
    last_update: UpdateStatus


@dataclasses.dataclass(frozen=True)
class Version:
    config: Config
    id: Any


class FakeManager:
    """Runs a version, or fails to."""

    started = VersionState(State.Active)

    def __init__(self, **given) -> None:
        self.given = given

    def start(self) -> VersionState:
        return type(self).started


class FakeEventManager:
    def __init__(self, version_manager) -> None:
        self.is_polling = False

    def start(self) -> None:
        self.is_polling = True


@pytest.fixture
def service(monkeypatch):
    monkeypatch.setattr(lambda_versions, "LambdaVersionManager", FakeManager)
    monkeypatch.setattr(lambda_versions, "LambdaEventManager", FakeEventManager)
    created = []
    return SimpleNamespace(
        counting_service=None,
        assignment_service=None,
        lambda_running_versions={},
        event_managers={},
        created=created,
        create_function_version=created.append,
    )


def version_in(state: State, update: LastUpdateStatus | None = LastUpdateStatus.Successful):
    return Version(
        Config(VersionState(state), UpdateStatus(update)),
        SimpleNamespace(qualified_arn=lambda: "arn", qualifier="$LATEST"),
    )


def test_makes_an_active_version_invocable_without_changing_it(service):
    version = version_in(State.Active)
    function = SimpleNamespace(versions={"$LATEST": version})

    start_version(service, function, version)

    assert service.lambda_running_versions["arn"].given["function_version"] is version
    assert service.event_managers["arn"].is_polling
    assert function.versions["$LATEST"] is version


@pytest.mark.parametrize(
    ("state", "update"),
    [(State.Pending, None), (State.Active, LastUpdateStatus.InProgress)],
)
def test_starts_again_what_was_being_created_or_updated(service, state, update):
    version = version_in(state, update)

    start_version(service, SimpleNamespace(versions={}), version)

    assert service.created == [version]
    assert service.lambda_running_versions == {}


def test_leaves_a_failed_version_failed(service):
    start_version(service, SimpleNamespace(versions={}), version_in(State.Failed))

    assert service.created == []
    assert service.lambda_running_versions == {}


def test_shows_why_a_version_cannot_run(service, monkeypatch):
    failed = VersionState(State.Failed, reason="Error while creating lambda: no Node")
    monkeypatch.setattr(FakeManager, "started", failed)
    version = version_in(State.Active)
    function = SimpleNamespace(versions={"$LATEST": version})

    start_version(service, function, version)

    assert function.versions["$LATEST"].config.state is failed
    assert service.lambda_running_versions == {}
