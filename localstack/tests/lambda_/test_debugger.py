"""A function that listens for a debugger."""

import json
import socket
import threading
import time
import urllib.request

import pytest
from payments_sandbox.lambda_.confinement.level import debuggable
from payments_sandbox.lambda_.confinement.probe import find_confinement
from ports import free_port

SLOW = "export const handler = () => new Promise((done) => setTimeout(done, 2500, 'done'));"


@pytest.fixture
def debug(start, node, port):
    """Starts a function that listens for a debugger."""

    def start_function(source, **changes):
        confinement = debuggable(find_confinement(node))
        return start(source, debug_port=port, confinement=confinement, **changes)

    return start_function


@pytest.fixture
def port():
    return free_port()


def test_listens_on_loopback(debug, port):
    debug(SLOW)

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as response:
        assert json.load(response)[0]["webSocketDebuggerUrl"].startswith(f"ws://127.0.0.1:{port}/")


def test_the_timeout_ends_an_invocation_without_a_debugger(debug, port):
    result, _ = debug(SLOW, timeout_seconds=1).invoke()

    assert "timed out after 1.00 seconds" in result.message


def test_the_time_with_a_debugger_attached_does_not_count(debug, port):
    function = debug(SLOW, timeout_seconds=1)

    # An open connection to the port is a debugger.
    with socket.create_connection(("127.0.0.1", port)):
        result, _ = function.invoke()

    assert result.payload == b'"done"'


def test_the_timeout_counts_again_when_the_debugger_has_left(debug, port):
    slower = SLOW.replace("2500", "60_000")
    function = debug(slower, timeout_seconds=1)
    debugger = socket.create_connection(("127.0.0.1", port))
    threading.Timer(0.5, debugger.close).start()
    started = time.time()

    result, _ = function.invoke()

    assert "timed out" in result.message
    # Well before the 60 s, however busy the machine is.
    assert 1.2 < time.time() - started < 30
