"""The thread in which rolo's adapter of a WebSocket sends a refusal."""

import pytest
from payments_sandbox.patches.websocket_refusal import refuse_in_the_reactor
from rolo.serving.twisted import TwistedWebSocketAdapter
from twisted.internet import reactor


class Channel:
    """A fake of the connection."""

    def __init__(self) -> None:
        self.closed = False
        self.refusals: list[tuple] = []

    def wsReject(self, status_code, headers, body):
        self.refusals.append((status_code, headers, b"".join(body)))


@pytest.fixture
def in_the_reactor(monkeypatch):
    """What waits for the reactor's thread."""
    calls = []
    monkeypatch.setattr(reactor, "callFromThread", calls.append)
    return calls


def refuse(channel):
    TwistedWebSocketAdapter(channel).reject(403, {"a": "b"}, iter([b"no ", b"WebSocket"]))


def test_rolo_refuses_in_the_thread_of_the_caller(in_the_reactor):
    channel = Channel()

    refuse(channel)

    assert channel.refusals
    assert in_the_reactor == []


def test_refuses_in_the_reactors_thread(in_the_reactor):
    refuse_in_the_reactor()
    channel = Channel()

    refuse(channel)
    assert channel.refusals == []
    for call in in_the_reactor:
        call()

    assert channel.refusals == [(403, {"a": "b"}, b"no WebSocket")]


def test_does_not_write_to_a_connection_that_was_closed_in_the_meantime(in_the_reactor):
    refuse_in_the_reactor()
    channel = Channel()

    refuse(channel)
    channel.closed = True
    for call in in_the_reactor:
        call()

    assert channel.refusals == []
