"""Which reads S3 refuses although the caller may read the object: it does not exist."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from localstack.services.s3.models import KeyStore, S3DeleteMarker, s3_stores
from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.missing_key import reveals_missing_key

ACCOUNT = "111111111111"
LIST = Permission("s3:ListBucket", "arn:aws:s3:::journal")


@pytest.fixture(autouse=True)
def _bucket() -> Iterator[None]:
    objects = KeyStore()
    objects.set("stored/k", SimpleNamespace())
    objects.set("deleted", S3DeleteMarker("deleted", "1"))
    store = s3_stores[ACCOUNT]["us-east-1"]
    store.buckets["journal"] = SimpleNamespace(objects=objects)
    store.global_bucket_map["journal"] = ACCOUNT
    yield
    store.buckets.clear()
    store.global_bucket_map.clear()


def needed(operation: str, key: str, action: str = "GetObject") -> Permission | None:
    call = Call("s3", operation, {"Bucket": "journal", "Key": key}, "us-east-1", ACCOUNT)
    return reveals_missing_key(call, Permission(f"s3:{action}", f"arn:aws:s3:::journal/{key}"))


@pytest.mark.parametrize("operation", ["GetObject", "HeadObject", "CopyObject", "UploadPartCopy"])
@pytest.mark.parametrize("key", ["missing", "deleted", "stored"])
def test_reading_a_missing_key_needs_permission_to_list(operation, key):
    assert needed(operation, key) == LIST


def test_reading_an_object_does_not():
    assert needed("GetObject", "stored/k") is None


@pytest.mark.parametrize(
    ("operation", "action"),
    [("PutObject", "PutObject"), ("PutObject", "GetObject"), ("CopyObject", "PutObject")],
)
def test_writing_a_missing_key_does_not(operation, action):
    assert needed(operation, "missing", action) is None


def test_a_missing_bucket_is_left_to_s3():
    s3_stores[ACCOUNT]["us-east-1"].buckets.clear()
    s3_stores[ACCOUNT]["us-east-1"].global_bucket_map.clear()

    assert needed("GetObject", "k") is None
