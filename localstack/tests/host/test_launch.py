import os
import subprocess
import sys
import threading
import uuid

import pytest
from conftest import EXTENSION
from payments_sandbox.host import launch, older_python


@pytest.mark.parametrize(
    ("listen", "endpoint"),
    [
        (None, "http://127.0.0.1:4566"),
        ("127.0.0.1:4666", "http://127.0.0.1:4666"),
        ("127.0.0.1:4666,127.0.0.1:443", "http://127.0.0.1:4666"),
    ],
)
def test_reads_the_endpoint_from_what_localstack_listens_on(monkeypatch, listen, endpoint):
    monkeypatch.delenv("GATEWAY_LISTEN", raising=False)
    if listen:
        monkeypatch.setenv("GATEWAY_LISTEN", listen)

    assert launch.endpoint() == endpoint


def test_makes_the_lock_a_class_that_locks(monkeypatch):
    monkeypatch.setattr(threading, "Lock", threading.Lock)

    older_python.make_lock_a_class()

    assert threading.Lock | None
    with threading.Lock() as locked:
        assert locked


def test_derives_the_same_uuid_from_bytes_and_from_text(monkeypatch):
    monkeypatch.setattr(uuid, "uuid5", uuid.uuid5)

    older_python.let_uuid5_take_bytes()

    assert uuid.uuid5(uuid.NAMESPACE_DNS, b"key") == uuid.uuid5(uuid.NAMESPACE_DNS, "key")


def test_localstack_finds_the_extension_on_the_path():
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "from payments_sandbox.host.launch import never_cache_entry_points as now; now()\n"
            "from plux.runtime.cache import EntryPointsCache\n"
            "for points in EntryPointsCache.instance().get_entry_points().values():\n"
            "    for point in points:\n"
            "        if point.value.startswith('payments_sandbox'):\n"
            "            print(point.name, point.load().__name__)\n",
        ],
        env=os.environ | {"PYTHONPATH": str(EXTENSION)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert set(found.stdout.splitlines()) == {
        "process ProcessExecutorPlugin",
        "payments_sandbox_garbage collect_garbage_again",
        "payments_sandbox_gate close_the_gate",
        "payments_sandbox_queue_messages serve_messages",
        "payments_sandbox_dynamodb use_jars_on_this_machine",
        "payments_sandbox_dynamodb_keys use_secret_keys",
        "payments_sandbox_loopback stay_on_loopback",
        "payments_sandbox_faults allow_faults",
        "payments_sandbox_iam enforce_iam",
        "payments_sandbox_policy_arns keep_policy_arns",
        "payments_sandbox_traces record_requests",
        "payments_sandbox_alarm_tags keep_alarm_tags",
        "payments_sandbox_s3_storage keep_objects_apart",
        "payments_sandbox_payload_checks check_payloads",
        "payments_sandbox_payload_hash check_payload_hashes",
        "payments_sandbox_undelivered report_undelivered_events",
        "payments_sandbox_event_handover return_events_to_the_queue",
        "payments_sandbox_function_logs write_logs_as_aws_does",
        "payments_sandbox_function_roles check_function_roles",
        "payments_sandbox_function_updates let_invocations_finish",
        "payments_sandbox_client_context pass_client_context",
        "payments_sandbox_function_level serve_level",
        "payments_sandbox_variable_names check_variable_names",
        "payments_sandbox_websocket_refusal refuse_in_the_reactor",
        "payments_sandbox_service_regions list_regions_fast",
        "payments_sandbox_state keep_snapshots",
        "payments_sandbox_state save_at_stop",
        "payments_sandbox_watch serve_watched_code",
    }


def test_finds_an_entry_point_that_was_added_just_before(tmp_path):
    script = (
        "from payments_sandbox.host.launch import never_cache_entry_points as now; now()\n"
        "from plux.runtime.cache import EntryPointsCache\n"
        "print(sorted(EntryPointsCache.instance().get_entry_points()))\n"
    )
    folder = tmp_path / "added-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: added\nVersion: 1.0\n")
    points = folder / "entry_points.txt"

    def groups() -> str:
        return subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONPATH": f"{EXTENSION}:{tmp_path}", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    points.write_text("[first]\na = os:path\n")
    before = groups()
    points.write_text("[second]\na = os:path\n")
    after = groups()

    assert "first" in before
    assert "second" in after
