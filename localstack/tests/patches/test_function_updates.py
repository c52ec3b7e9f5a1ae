"""An update during an invocation, through LocalStack's own service, versions and archives."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.aws.api.lambda_ import ResourceNotFoundException
from localstack.services.lambda_.invocation import lambda_models, lambda_service, version_manager
from localstack.services.lambda_.invocation.lambda_models import (
    Function,
    FunctionVersion,
    InvocationResult,
    S3Code,
    VersionIdentifier,
    VersionState,
)
from localstack.services.lambda_.invocation.version_manager import LambdaVersionManager
from payments_sandbox.patches.function_updates import let_invocations_finish

LATEST = VersionIdentifier("f", "$LATEST", "us-east-1", "000000000000")


@dataclass
class Configuration:
    """The part of a version's configuration that an update reads."""

    code: S3Code
    internal_revision: str = "revision"
    CapacityProviderConfig: None = None
    role: str = "arn:role"
    state: VersionState | None = None
    last_update: Any = None


class Environments:
    """Runs an invocation as an execution environment does: it reads the code from the disk."""

    def __init__(self) -> None:
        self.waiting = threading.Event()
        self.may_start = threading.Event()
        self.stopped = threading.Event()

    @contextmanager
    def get_environment(self, _: str, version: Any, __: Any) -> Iterator[SimpleNamespace]:
        self.waiting.set()
        assert self.may_start.wait(10)
        code = version.config.code.get_unzipped_code_location() / "index.mjs"
        result = InvocationResult("request-1", code.read_bytes(), is_error=False, logs="")
        yield SimpleNamespace(invoke=lambda _: result, get_prefixed_logs=lambda: "")

    def stop_environments_for_version(self, _: str) -> None:
        self.stopped.set()


class Service:
    """A function in LocalStack's Lambda service."""

    def __init__(self) -> None:
        self.environments = Environments()
        self.localstack = lambda_service.LambdaService()
        self.localstack.assignment_service = self.environments
        self.localstack.counting_service = SimpleNamespace(get_invocation_lease=_lease)
        self.function = Function("f")
        stores = lambda_service.lambda_stores["000000000000"]["us-east-1"]
        stores.functions["f"] = self.function
        self._invokers = ThreadPoolExecutor()

    @property
    def running(self) -> LambdaVersionManager:
        return self.localstack.get_lambda_version_manager(LATEST.qualified_arn())

    def deploy(self, code: str) -> None:
        """Creates or updates the function; returns when the new code is reported as ready."""
        archive = S3Code(code, "", "tasks", code, None, "", 0)
        location = archive.get_unzipped_code_location()
        location.mkdir(parents=True)
        (location / "index.mjs").write_text(code)
        version = FunctionVersion(LATEST, Configuration(archive))
        self.function.versions["$LATEST"] = version
        self.localstack.create_function_version(version).result(10)

    def delete(self) -> None:
        self.localstack.stop_version(LATEST.qualified_arn())
        self.function.versions["$LATEST"].config.code.destroy()

    def invoke(self, manager: LambdaVersionManager) -> "Future[bytes]":
        invocation: Any = SimpleNamespace(request_id="request-1", user_agent=None)
        return self._invokers.submit(lambda: manager.invoke(invocation=invocation).payload)


@contextmanager
def _lease(*_: Any) -> Iterator[str]:
    yield "on-demand"


class NoEvents:
    """A fake of the event manager, which polls a queue."""

    def __init__(self, **_: Any) -> None:
        self.start = self.stop = self.stop_for_update = lambda: None


class NoLog:
    """A fake of the log handler, which writes to CloudWatch."""

    def __init__(self) -> None:
        self.start_subscriber = self.stop = lambda: None


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    executor = SimpleNamespace(prepare_version=lambda _: None, cleanup_version=lambda _: None)
    s3 = SimpleNamespace(delete_object=lambda **_: None)
    for owner, name, value in [
        (lambda_models.tempfile, "gettempdir", lambda: str(tmp_path)),
        (lambda_models, "connect_to", lambda **_: SimpleNamespace(s3=s3)),
        (lambda_service, "LambdaEventManager", NoEvents),
        (version_manager, "get_runtime_executor", lambda: executor),
        (version_manager, "LogHandler", lambda *_: NoLog()),
        (version_manager, "record_cw_metric_invocation", lambda **_: None),
    ]:
        monkeypatch.setattr(owner, name, value)
    return Service()


def update_during_an_invocation(service: Service) -> "Future[bytes]":
    service.deploy("old")
    invocation = service.invoke(service.running)
    assert service.environments.waiting.wait(10)
    service.deploy("new")
    return invocation


def test_localstack_deletes_code_that_an_invocation_needs(service):
    invocation = update_during_an_invocation(service)
    assert service.environments.stopped.wait(10)
    service.localstack.task_executor.shutdown()

    service.environments.may_start.set()

    with pytest.raises(FileNotFoundError):
        invocation.result(10)


def test_an_invocation_keeps_its_code_during_an_update(service, tmp_path, wait_until):
    archives = tmp_path / "lambda" / "tasks"
    let_invocations_finish()
    invocation = update_during_an_invocation(service)
    service.localstack.task_executor.shutdown()
    assert not service.environments.stopped.is_set()

    service.environments.may_start.set()

    assert invocation.result(10) == b"old"
    assert service.environments.stopped.wait(10)
    wait_until(lambda: [folder.name for folder in archives.iterdir()] == ["new"])


def test_an_invocation_that_chose_a_stopped_version_runs_its_successor(service):
    let_invocations_finish()
    service.environments.may_start.set()
    service.deploy("old")
    chosen = service.running
    service.deploy("new")
    service.deploy("newest")
    service.localstack.task_executor.shutdown()

    assert service.invoke(chosen).result(10) == b"newest"


def test_an_invocation_of_a_deleted_function_does_not_find_it(service):
    let_invocations_finish()
    service.environments.may_start.set()
    service.deploy("code")
    chosen = service.running
    service.delete()
    service.localstack.task_executor.shutdown()

    with pytest.raises(ResourceNotFoundException):
        service.invoke(chosen).result(10)
