"""A killed emulator leaves no process behind."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import EXTENSION
from payments_sandbox.reaper import Reaper, watch
from processes import is_running

EMULATOR = """
import subprocess, sys, time
from payments_sandbox.reaper import reaper
children = [
    # Started like DynamoDB's JVM, and like Node in a sandbox.
    subprocess.Popen(["sleep", "60"], start_new_session=True),
    subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"], process_group=0),
]
for child in children:
    reaper.adopt(child.pid)
print(*[child.pid for child in children], reaper._process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def emulator():
    process = subprocess.Popen(
        [sys.executable, "-c", EMULATOR],
        env=os.environ | {"PYTHONPATH": str(EXTENSION)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_leaves_nothing_behind_a_killed_emulator(emulator, kill, wait_until):
    pids = [int(pid) for pid in emulator.stdout.readline().split()]
    assert all(is_running(pid) for pid in pids)

    kill(emulator.pid, signal.SIGKILL)

    wait_until(lambda: not any(is_running(pid) for pid in pids))


def test_leaves_a_released_process_alone():
    lines = [b"+10\n", b"+11\n", b"-10\n"]

    assert watch(iter(lines)) == {11}


def test_finishes_what_is_left_and_collects_it():
    reaper = Reaper()
    child = subprocess.Popen(["sleep", "60"], process_group=0)
    reaper.adopt(child.pid)
    started = time.monotonic()

    reaper.finish()

    assert not is_running(child.pid)
    # Well before the 60 s, however busy the machine is.
    assert time.monotonic() - started < 30
    child.wait()


def test_kills_at_once_what_is_adopted_after_its_end():
    reaper = Reaper()
    reaper.finish()
    child = subprocess.Popen(["sleep", "60"], process_group=0)

    reaper.adopt(child.pid)

    assert child.wait(30) == -signal.SIGKILL
    assert reaper._process is None


def test_watches_again_when_its_process_was_killed(wait_until):
    reaper = Reaper()
    child = subprocess.Popen(["sleep", "60"], process_group=0)
    reaper.adopt(child.pid)
    with reaper._process as watcher:
        watcher.kill()

    reaper.release(0x7FFFFFFF)
    reaper.finish()

    wait_until(lambda: not is_running(child.pid))
    child.wait()
