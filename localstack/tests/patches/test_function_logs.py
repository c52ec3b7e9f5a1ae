from types import SimpleNamespace

import pytest
from payments_sandbox.patches.function_logs import write_log


class MissingError(Exception):
    pass


class FakeLogs:
    """CloudWatch Logs with the rights that a test gives it."""

    exceptions = SimpleNamespace(ResourceNotFoundException=MissingError)

    def __init__(self, *existing: str, may_create_groups: bool = False) -> None:
        self.existing = set(existing)
        self.may_create_groups = may_create_groups
        self.messages: list[str] = []
        self.called: list[str] = []

    def put_log_events(self, logGroupName: str, logStreamName: str, logEvents: list) -> None:  # noqa: N803
        self.called.append("put")
        self._require(logStreamName)
        self.messages += [event["message"] for event in logEvents]

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


def test_the_stream_is_made_without_asking_for_the_group():
    client = FakeLogs("group")

    write_log(client, "group", "stream", "one\n\ntwo\n")

    assert client.called == ["put", "create stream", "put"]
    assert client.messages == ["one\n", "two\n"]


def test_a_stream_that_is_there_is_only_written_to():
    client = FakeLogs("group", "stream")
    write_log(client, "group", "stream", "one")
    assert client.called == ["put"]


def test_a_missing_group_is_made_by_a_role_that_may():
    client = FakeLogs(may_create_groups=True)
    write_log(client, "group", "stream", "one")
    assert client.messages == ["one\n"]


def test_a_missing_group_is_refused_to_a_role_that_may_not():
    with pytest.raises(PermissionError):
        write_log(FakeLogs(), "group", "stream", "one")
