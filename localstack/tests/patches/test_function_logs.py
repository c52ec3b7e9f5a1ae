from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from localstack.services.lambda_.invocation import logs
from payments_sandbox.patches.function_logs import write_log, write_logs_as_aws_does


class MissingError(Exception):
    pass


class FakeLogs:
    """A fake of CloudWatch Logs, with the permissions that a test gives."""

    exceptions = SimpleNamespace(
        ResourceNotFoundException=MissingError, ResourceAlreadyExistsException=FileExistsError
    )

    def __init__(self, *existing: str, may_create_groups: bool = False) -> None:
        self.existing = set(existing)
        self.may_create_groups = may_create_groups
        self.messages: list[str] = []
        self.timestamps: list[int] = []
        self.called: list[str] = []

    def put_log_events(self, logGroupName: str, logStreamName: str, logEvents: list) -> None:  # noqa: N803
        self.called.append("put")
        self._require(logStreamName)
        self.messages += [event["message"] for event in logEvents]
        self.timestamps += [event["timestamp"] for event in logEvents]

    def create_log_stream(self, logGroupName: str, logStreamName: str) -> None:  # noqa: N803
        self.called.append("create stream")
        self._require(logGroupName)
        self.existing.add(logStreamName)

    def create_log_group(self, logGroupName: str) -> None:  # noqa: N803
        self.called.append("create group")
        if not self.may_create_groups:
            raise PermissionError
        self.existing.add(logGroupName)

    def _require(self, name: str) -> None:
        if name not in self.existing:
            raise MissingError


@pytest.fixture
def log_of_one_invocation(monkeypatch):
    """Runs LocalStack's log handler for some output; its role may not create groups."""

    def run(output: str = "one\n", existing: tuple[str, ...] = ("group",)) -> FakeLogs:
        client = FakeLogs(*existing)
        clients = SimpleNamespace(with_assumed_role=lambda **_: SimpleNamespace(logs=client))
        monkeypatch.setattr(logs, "connect_to", clients)
        handler = logs.LogHandler("arn:role", "us-east-1")
        handler.add_logs(logs.LogItem("group", "stream", output))
        handler.log_queue.put(logs.QUEUE_SHUTDOWN)
        handler.run_log_loop()
        return client

    return run


def test_localstack_creates_the_group_although_only_the_stream_is_missing(log_of_one_invocation):
    client = log_of_one_invocation()

    assert client.called == ["put", "create group"]
    assert client.messages == []


def log_of_two_lines() -> str:
    """As a function's logger writes it, one minute before it is stored."""
    now = datetime.now(UTC)
    return "".join(
        f'{{"timestamp":"{(now - timedelta(seconds=seconds)).isoformat()}"}}\n'
        for seconds in (60, 30)
    )


def test_localstack_gives_all_lines_one_time(log_of_one_invocation):
    client = log_of_one_invocation(log_of_two_lines(), existing=("group", "stream"))

    assert client.timestamps[1] - client.timestamps[0] < 1000


def test_writes_each_line_with_its_own_time(log_of_one_invocation):
    write_logs_as_aws_does()

    client = log_of_one_invocation(log_of_two_lines())

    assert client.timestamps[1] - client.timestamps[0] == 30_000


def test_writes_the_log_of_a_role_that_may_not_create_groups(log_of_one_invocation):
    write_logs_as_aws_does()

    assert log_of_one_invocation().messages == ["one\n"]


def test_creates_the_stream_without_asking_for_the_group():
    client = FakeLogs("group")

    write_log(client, "group", "stream", "one\n\ntwo\n")

    assert client.called == ["put", "create stream", "put"]
    assert client.messages == ["one\n", "two\n"]


def test_only_writes_to_an_existing_stream():
    client = FakeLogs("group", "stream")
    write_log(client, "group", "stream", "one")
    assert client.called == ["put"]


def test_creates_a_missing_group_where_the_role_may():
    client = FakeLogs(may_create_groups=True)
    write_log(client, "group", "stream", "one")
    assert client.messages == ["one\n"]


def test_is_denied_a_missing_group_where_the_role_may_not():
    with pytest.raises(PermissionError):
        write_log(FakeLogs(), "group", "stream", "one")
