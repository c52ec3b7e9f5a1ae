import tempfile
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from localstack.services.dynamodb import server
from localstack.services.dynamodb.server import DynamodbServer
from payments_sandbox.patches import dynamodb_local
from payments_sandbox.reaper import Reaper


def test_localstack_installs_its_own_download(monkeypatch):
    class InstallError(Exception):
        pass

    def install():
        raise InstallError

    installer = SimpleNamespace(install=install)
    package = SimpleNamespace(get_installer=lambda: installer)
    monkeypatch.setattr(server, "dynamodblocal_package", package)

    with pytest.raises(InstallError):
        object.__new__(DynamodbServer).do_start_thread()


def test_does_not_patch_localstack_without_a_folder_of_jars(monkeypatch):
    monkeypatch.delenv("DYNAMODB_LOCAL_LIB", raising=False)
    original = DynamodbServer.do_start_thread

    dynamodb_local.use_jars_on_this_machine()

    assert DynamodbServer.do_start_thread is original


def test_starts_the_jars_in_place_of_localstacks_download(monkeypatch):
    commands = []
    monkeypatch.setenv("DYNAMODB_LOCAL_LIB", "/jars")
    monkeypatch.setattr(
        "localstack.utils.run.ShellCommandThread.start",
        lambda thread: commands.append(thread.cmd),
    )
    monkeypatch.setattr(server, "TMP_THREADS", [])
    dynamodb_local.use_jars_on_this_machine()
    instance = object.__new__(DynamodbServer)
    instance.heap_size, instance._port, instance.db_path = "256m", 8000, None
    monkeypatch.setattr(DynamodbServer, "port", 8000)

    instance.do_start_thread()

    assert [command[-1] for command in commands] == [str(dynamodb_local.SERVER_XML)]
    assert "/jars/*" in commands[0]


def test_is_not_restarted_when_the_emulator_has_ended(monkeypatch, wait_until):
    reaper = Reaper()
    pids = []
    monkeypatch.setattr(dynamodb_local, "reaper", reaper)
    monkeypatch.setattr(dynamodb_local, "java_command", lambda *_: ["sleep", "60"])
    # Otherwise the thread may find its process collected, which looks like a success.
    monkeypatch.setattr("payments_sandbox.reaper._collect", lambda *_: None)
    monkeypatch.setattr(reaper, "adopt", lambda pid: (pids.append(pid), Reaper.adopt(reaper, pid)))
    monkeypatch.setattr(server, "TMP_THREADS", [])
    monkeypatch.setenv("DYNAMODB_LOCAL_LIB", "/jars")
    dynamodb_local.use_jars_on_this_machine()
    instance = object.__new__(DynamodbServer)
    instance.heap_size, instance._port, instance.db_path = "256m", 8000, None
    monkeypatch.setattr(DynamodbServer, "port", 8000)
    thread = instance.do_start_thread()
    wait_until(lambda: pids)

    reaper.finish()

    with thread.process:
        thread.join(5)
    assert not thread.is_alive()
    assert len(pids) == 1


def test_keeps_everything_in_memory_by_default():
    command = dynamodb_local.java_command("/jre/java", "/jars", "256m", 8000, None)

    assert command[0] == "/jre/java"
    assert {"-Xmx256m", "-Djava.library.path=/jars", "port=8000", "inMemory=true"} <= set(command)
    # Read in this order.
    assert command.index("port=8000") < command.index(str(dynamodb_local.SERVER_XML))


def test_writes_to_a_folder_when_given_one():
    command = dynamodb_local.java_command("/jre/java", "/jars", "256m", 8000, "/data")

    assert {"dbPath=/data", "inMemory=false"} <= set(command)


def test_writes_no_file_outside_the_emulators_temporary_folder(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/sandbox/tmp")

    command = dynamodb_local.java_command("/jre/java", "/jars", "256m", 8000, None)

    assert {"-Djava.io.tmpdir=/sandbox/tmp", "-XX:-UsePerfData"} <= set(command)


def test_listens_on_loopback_only():
    connectors = ElementTree.parse(dynamodb_local.SERVER_XML).findall(".//*[@name='host']")

    assert [host.text for host in connectors] == ["127.0.0.1"]


def test_uses_the_archive_of_classes_that_set_up_made(tmp_path):
    jars, shared = tmp_path / "jars", tmp_path / "jars-shared"
    for file in ["jars/b.jar", "jars/a.jar", "jars-shared/b.jar", "jars-shared/classes.jsa"]:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()

    command = dynamodb_local.java_command("/jre/java", str(jars), "256m", 8000, None)

    assert f"-XX:SharedArchiveFile={shared}/classes.jsa" in command
    # The JVM refuses the archive of another class path.
    assert command[command.index("-cp") + 1] == f"{jars}/a.jar:{shared}/b.jar"


def test_ignores_an_archive_that_is_not_complete(tmp_path):
    (tmp_path / "jars-shared").mkdir()
    (tmp_path / "jars-shared" / "classes.jsa.part").touch()

    command = dynamodb_local.java_command("/jre/java", f"{tmp_path}/jars", "256m", 8000, None)

    assert f"{tmp_path}/jars/*" in command
