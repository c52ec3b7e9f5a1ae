"""Code that `make watch` runs in place of the applied code."""

import io
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from payments_sandbox.lambda_ import executor as executor_module
from payments_sandbox.lambda_ import watched_code, watched_files
from payments_sandbox.lambda_.executor import ProcessExecutor
from payments_sandbox.lambda_.watched_code import Watches
from payments_sandbox.lambda_.watched_files import UnknownPackagesError
from processes import is_running

SOURCE = "export const handler = async () => '{}';"


def archive(text, **files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as zip_file:
        zip_file.writestr("index.mjs", SOURCE.replace("{}", text))
        for name, content in files.items():
            zip_file.writestr(f"packages/{name}.mjs", content)
    return data.getvalue()


@pytest.fixture
def watches(monkeypatch, tmp_path):
    watches = Watches()
    monkeypatch.setattr(executor_module, "watches", watches)
    monkeypatch.setattr(watched_code, "SPARE_DELAY_SECONDS", 0)
    monkeypatch.setattr(watched_files.tempfile, "tempdir", str(tmp_path))
    return watches


@pytest.fixture
def current(monkeypatch):
    """The last one is what LocalStack has of the function; None: it was deleted."""
    versions = []
    monkeypatch.setattr(executor_module, "find_latest", lambda *_: versions[-1])
    return versions


@pytest.fixture
def version(function_version, tmp_path):
    code = tmp_path / "applied"
    code.mkdir()
    (code / "index.mjs").write_text(SOURCE.replace("{}", "applied"))
    function_version.config.code.get_unzipped_code_location = lambda: code
    function_version.id.qualified_arn = lambda: "arn:f"
    return function_version


@pytest.fixture
def start(watches, version, node, monkeypatch):
    monkeypatch.setenv("SANDBOX_NODE", node)
    started = []

    def start_environment():
        executor = ProcessExecutor(f"environment-{len(started)}", version)
        started.append(executor)
        executor.start({"_HANDLER": "index.handler"})
        return executor

    yield start_environment
    for executor in started:
        executor.stop()


def invoke(executor):
    result = executor.invoke(
        {"invoke-id": "r", "invoked-function-arn": "arn:f", "payload": "{}", "trace-id": "Root=1"}
    )
    return json.loads(result.payload)


def spare_of(executor):
    return executor._sandbox._spare._runtime


def folders(tmp_path):
    return list(tmp_path.glob("watched-*"))


def test_runs_the_watched_code_in_every_environment(start, watches, version):
    one, other = start(), start()
    assert [invoke(one), invoke(other)] == ["applied", "applied"]

    watches.replace(version, archive("first"), None, None)
    assert [invoke(one), invoke(other), invoke(start())] == ["first"] * 3

    watches.replace(version, archive("second"), None, None)
    assert [invoke(one), invoke(other)] == ["second", "second"]
    assert watches.describe(version)["watched"] is True


def test_returns_to_the_applied_code_and_leaves_nothing(start, watches, version, tmp_path):
    executor = start()
    for text in ("first", "second", "third"):
        watches.replace(version, archive(text, zod=""), f"digest-of-{text}", None)
        assert invoke(executor) == text

    watches.end(version)

    assert invoke(executor) == "applied"
    assert watches.describe(version) == {"watched": False}
    assert folders(tmp_path) == []


def test_an_update_of_the_function_ends_it(start, watches, version):
    watches.replace(version, archive("watched"), None, None)
    location = version.config.code.get_unzipped_code_location
    # A configuration with another archive, as an update makes it.
    code = SimpleNamespace(get_unzipped_code_location=location)
    version.config = SimpleNamespace(**{**vars(version.config), "code": code})

    assert invoke(start()) == "applied"
    assert watches.describe(version) == {"watched": False}


@pytest.mark.parametrize("replacement", [None, "other code"])
def test_the_end_of_its_function_removes_the_files(
    replacement, start, watches, version, tmp_path, current
):
    executor = start()
    watches.replace(version, archive("watched"), None, None)
    assert invoke(executor) == "watched"

    current.append(replacement and SimpleNamespace(config=SimpleNamespace(code=replacement)))
    executor.stop()
    ProcessExecutor.cleanup_version(version)

    assert folders(tmp_path) == []
    assert watches.describe(version) == {"watched": False}


def test_a_new_configuration_of_the_same_code_keeps_it(start, watches, version, current):
    executor = start()
    watches.replace(version, archive("watched"), None, None)

    current.append(SimpleNamespace(config=SimpleNamespace(code=version.config.code)))
    executor.stop()
    ProcessExecutor.cleanup_version(version)

    assert invoke(start()) == "watched"


def test_the_end_of_older_code_keeps_the_watched_code_of_newer(start, watches, version, current):
    older = SimpleNamespace(id=version.id, config=SimpleNamespace(code="older"))
    watches.replace(version, archive("watched"), None, None)

    current.append(version)
    ProcessExecutor.cleanup_version(older)

    assert invoke(start()) == "watched"


def test_a_spare_process_runs_the_next_code(start, watches, version, wait_until):
    executor = start()
    packages = {"zod": "export const z = 1;"}
    watches.replace(version, archive("first", **packages), "digest", None)
    assert invoke(executor) == "first"
    wait_until(lambda: executor.spare_root is not None)
    spare_root = executor.spare_root

    watches.replace(version, archive("next"), "digest", None)

    assert invoke(executor) == "next"
    assert Path(watches.describe(version)["task_root"]) == spare_root
    assert (spare_root / "packages/zod.mjs").read_text() == packages["zod"]


def test_a_spare_process_ends_with_the_environment(start, watches, version, wait_until):
    executor = start()
    watches.replace(version, archive("first", zod=""), "digest", None)
    invoke(executor)
    wait_until(lambda: executor.spare_root is not None)
    pid = spare_of(executor).process._process.pid

    executor.stop()

    assert not is_running(pid)


def test_asks_for_packages_that_it_does_not_have(start, watches, version):
    start()
    watches.replace(version, archive("first", zod="one"), "one", None)

    with pytest.raises(UnknownPackagesError):
        watches.replace(version, archive("second"), "two", None)


def test_refuses_a_file_outside_the_folder(start, watches, version, tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as zip_file:
        zip_file.writestr("../../outside.mjs", "")

    with pytest.raises(zipfile.BadZipFile, match="outside"):
        watches.replace(version, data.getvalue(), None, None)
    assert not list(tmp_path.rglob("outside.mjs"))


def test_no_environment_keeps_older_code_in_the_folder_of_a_spare(
    start, watches, version, wait_until
):
    busy, other = start(), start()
    watches.replace(version, archive("first", zod=""), "digest", None)
    invoke(busy)
    wait_until(lambda: busy.spare_root is not None)
    with busy._sandbox._in_use:
        # As during an invocation, the spare takes over later.
        watches.replace(version, archive("second"), "digest", None)
        assert invoke(other) == "second"
        watches.replace(version, archive("third"), "digest", None)
        assert invoke(other) == "third"
    assert invoke(busy) == "third"


def test_a_spare_that_is_about_to_start_has_the_newest_packages(
    start, watches, version, wait_until, monkeypatch
):
    executor = start()
    monkeypatch.setattr(watched_code, "SPARE_DELAY_SECONDS", 0.2)
    watches.replace(version, archive("first", zod="export const a = 1;"), "one", None)
    invoke(executor)
    watches.replace(version, archive("second", zod="export const b = 1;"), "two", None)
    wait_until(lambda: executor.spare_root is not None)

    assert (executor.spare_root / "packages/zod.mjs").read_text() == "export const b = 1;"


def test_no_spare_starts_after_the_end(start, watches, version, tmp_path, monkeypatch):
    timers = []
    monkeypatch.setattr(
        watched_code.threading,
        "Timer",
        lambda _, work, arguments: SimpleNamespace(
            start=lambda: timers.append(lambda: work(*arguments))
        ),
    )
    executor = start()
    watches.replace(version, archive("first", zod=""), "digest", None)
    invoke(executor)
    watches.end(version)
    for fire in timers:
        fire()

    assert timers
    assert executor.spare_root is None
    assert folders(tmp_path) == []
