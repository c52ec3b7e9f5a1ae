import tempfile
from xml.etree import ElementTree

import pytest
from localstack.services.dynamodb.server import DynamodbServer
from payments_sandbox.patches import dynamodb_local


@pytest.fixture
def start_of_localstack(monkeypatch):
    monkeypatch.setattr(DynamodbServer, "do_start_thread", DynamodbServer.do_start_thread)
    return DynamodbServer.do_start_thread


def test_leaves_localstack_alone_without_a_folder_of_jars(start_of_localstack, monkeypatch):
    monkeypatch.delenv("DYNAMODB_LOCAL_LIB", raising=False)

    dynamodb_local.use_jars_on_this_machine()

    assert DynamodbServer.do_start_thread is start_of_localstack


def test_takes_the_place_of_localstacks_start(start_of_localstack, monkeypatch):
    monkeypatch.setenv("DYNAMODB_LOCAL_LIB", "/jars")

    dynamodb_local.use_jars_on_this_machine()

    assert DynamodbServer.do_start_thread is not start_of_localstack


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
