import io

import pytest
from localstack.aws.api.s3 import Owner
from localstack.services.s3.models import S3Bucket, S3Multipart, S3Object, S3Part, s3_stores
from localstack.services.s3.storage.ephemeral import EphemeralS3ObjectStore
from localstack.state import AssetDirectory
from payments_sandbox.state.services.s3 import S3State

ACCOUNT, REGION = "000000000000", "us-east-1"
LARGE = bytes(range(256)) * 4096


@pytest.fixture
def new_process(tmp_path, state_of, monkeypatch):
    """S3 as it is after the start of an emulator, which hashes text in its own way."""
    hashes = iter("abc")
    started: list[EphemeralS3ObjectStore] = []

    def start():
        s3_stores.reset()
        files = EphemeralS3ObjectStore(str(tmp_path / "s3"))
        started.append(files)
        salt = next(hashes)
        monkeypatch.setattr(
            files,
            "_key_from_s3_object",
            lambda each: f"{salt}{each.key}?{each.version_id or 'null'}",
        )
        folder = AssetDirectory("s3", tmp_path / "s3")
        provider = {"_storage_backend": files, "_expiration_cache": {}, "_preconditions_locks": {}}
        return state_of(S3State, "s3", [s3_stores, folder], **provider)

    yield start
    for files in started:
        files.close()
    s3_stores.reset()


def add_bucket(state, versioned: bool = False) -> S3Bucket:
    bucket = S3Bucket(
        "bucket", ACCOUNT, REGION, Owner(ID="o"), object_lock_enabled_for_bucket=versioned
    )
    s3_stores[ACCOUNT][REGION].buckets["bucket"] = bucket
    state._store.create_bucket("bucket")
    return bucket


def put(state, bucket: S3Bucket, key: str, content: bytes, version: str | None = None) -> None:
    item = S3Object(key=key, version_id=version, user_metadata={"size": str(len(content))})
    with state._store.open("bucket", item, mode="w") as stored:
        stored.write(io.BytesIO(content))
    bucket.objects.set(key, item)


def content_of(state, item: S3Object) -> bytes:
    with state._store.open("bucket", item) as stored:
        return stored.read()


@pytest.mark.parametrize("content", [b"", b"small", LARGE])
def test_restores_an_object_in_another_process(new_process, save, restore, content):
    before = new_process()
    put(before, add_bucket(before), "key/ü", content)
    parts = save(before)

    after = new_process()
    restore(after, parts)

    item = s3_stores[ACCOUNT][REGION].buckets["bucket"].objects.get("key/ü")
    assert content_of(after, item) == content
    assert item.user_metadata == {"size": str(len(content))}
    with after._store.open("bucket", item) as stored:
        assert stored.last_modified == item.internal_last_modified


def test_restores_each_version(new_process, save, restore):
    before = new_process()
    bucket = add_bucket(before, versioned=True)
    for version in ("v1", "v2"):
        put(before, bucket, "key", version.encode(), version)
    parts = save(before)

    after = new_process()
    restore(after, parts)

    objects = s3_stores[ACCOUNT][REGION].buckets["bucket"].objects
    assert content_of(after, objects.get("key", "v1")) == b"v1"
    assert content_of(after, objects.get("key")) == b"v2"


def test_restores_the_parts_of_an_upload(new_process, save, restore):
    before = new_process()
    bucket = add_bucket(before)
    upload = S3Multipart(key="key")
    bucket.multiparts[upload.id] = upload
    for number, content in ((1, LARGE), (2, b"end")):
        part = S3Part(number)
        with before._store.get_multipart("bucket", upload).open(part, mode="w") as stored:
            stored.write(io.BytesIO(content))
        upload.parts[str(number)] = part
    parts = save(before)

    after = new_process()
    restore(after, parts)

    restored = s3_stores[ACCOUNT][REGION].buckets["bucket"].multiparts[upload.id]
    files = after._store.get_multipart("bucket", restored)
    with files.open(restored.parts["1"]) as first, files.open(restored.parts["2"]) as second:
        assert (first.read(), second.read()) == (LARGE, b"end")


def test_removes_what_was_added_after_the_save(new_process, save, restore):
    state = new_process()
    bucket = add_bucket(state)
    parts = save(state)
    put(state, bucket, "later", LARGE)

    restore(state, parts)

    assert s3_stores[ACCOUNT][REGION].buckets["bucket"].objects.is_empty()
    assert not state._store._filesystem["bucket"]["keys"]


def test_lets_a_response_read_its_object_to_the_end(new_process, save, restore):
    state = new_process()
    bucket = add_bucket(state)
    parts = save(state)
    put(state, bucket, "later", LARGE)
    response = state._store.open("bucket", bucket.objects.get("later"))
    start = response.read(1000)

    restore(state, parts)

    assert start + response.read() == LARGE
    response.file.close()
