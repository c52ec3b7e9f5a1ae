import json
import os
import subprocess
import sys

import psutil
import pytest
from conftest import EXTENSION
from payments_sandbox.host.record import AlreadyRunningError, EmulatorRecord, process_start_time

ENDPOINT = "http://127.0.0.1:4666"


def test_describes_the_emulator_while_it_runs(tmp_path):
    path = tmp_path / "run" / "emulator.json"

    with EmulatorRecord(path, ENDPOINT):
        record = json.loads(path.read_text())

    assert record["pid"] == os.getpid()
    assert record["processStartTime"] == process_start_time(os.getpid())
    assert record["endpoint"] == ENDPOINT
    assert set(record) == {"pid", "processStartTime", "startedAt", "endpoint", "version"}
    assert not path.exists()


def test_refuses_a_second_holder_and_names_the_first(tmp_path):
    path = tmp_path / "emulator.json"

    with EmulatorRecord(path, ENDPOINT):
        for _ in range(2):
            with (
                pytest.raises(AlreadyRunningError, match=f"held by pid {os.getpid()}"),
                EmulatorRecord(path, ENDPOINT),
            ):
                pass
        assert json.loads(path.read_text())["pid"] == os.getpid()


def test_replaces_the_record_of_an_emulator_that_was_killed(tmp_path):
    path = tmp_path / "emulator.json"
    path.write_text('{"pid": 1, "processStartTime": "0"}')
    path.with_name("emulator.json.lock").write_text("1\n")

    with EmulatorRecord(path, ENDPOINT):
        assert json.loads(path.read_text())["pid"] == os.getpid()


def test_tells_two_processes_of_one_pid_apart():
    # A process that started later takes the place of one that reuses the pid.
    later = subprocess.Popen(["sleep", "60"])
    try:
        assert process_start_time(later.pid) == process_start_time(later.pid)
        assert process_start_time(later.pid) != process_start_time(os.getpid())
    finally:
        later.kill()
        later.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_reads_the_start_time_of_a_command_with_parentheses(tmp_path):
    command = tmp_path / "a) b (c"
    command.symlink_to("/bin/sleep")
    process = subprocess.Popen([command, "60"])
    try:
        ticks = int(process_start_time(process.pid))

        since_boot = psutil.Process(process.pid).create_time() - psutil.boot_time()
        assert ticks / os.sysconf("SC_CLK_TCK") == pytest.approx(since_boot, abs=1)
    finally:
        process.kill()
        process.wait()


def test_launcher_exits_with_1_when_the_record_is_held(tmp_path):
    path = tmp_path / "emulator.json"

    with EmulatorRecord(path, ENDPOINT):
        second = subprocess.run(
            [sys.executable, "-m", "payments_sandbox.host.launch", "--record", str(path)],
            env=os.environ | {"PYTHONPATH": str(EXTENSION)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert second.returncode == 1
    assert f"held by pid {os.getpid()}" in second.stderr
