"""S3: the older the operation, the less its action is named like it."""

from collections.abc import Callable, Iterator

from payments_sandbox.iam.permissions import Call, Permission


def _bucket(call: Call) -> str:
    return f"arn:{call.partition}:s3:::{call.parameters['Bucket']}"


def _object(call: Call) -> str:
    return f"{_bucket(call)}/{call.parameters['Key']}"


def _on_bucket(action: str) -> Callable[[Call], Iterator[Permission]]:
    def permissions(call: Call) -> Iterator[Permission]:
        yield Permission(f"s3:{action}", _bucket(call))

    return permissions


def _on_object(action: str) -> Callable[[Call], Iterator[Permission]]:
    """An operation on one version has an action of its own."""

    def permissions(call: Call) -> Iterator[Permission]:
        suffix = "Version" if call.parameters.get("VersionId") else ""
        yield Permission(f"s3:{action}{suffix}", _object(call))

    return permissions


def _put_object(call: Call) -> Iterator[Permission]:
    yield Permission("s3:PutObject", _object(call))
    if call.parameters.get("Tagging"):
        yield Permission("s3:PutObjectTagging", _object(call))
    if call.parameters.get("ACL"):
        yield Permission("s3:PutObjectAcl", _object(call))
    # Comparing with what is there reads it; If-None-Match only asks whether there is anything.
    if call.parameters.get("IfMatch"):
        yield Permission("s3:GetObject", _object(call))


def _copy_object(call: Call) -> Iterator[Permission]:
    source = str(call.parameters["CopySource"]).lstrip("/").partition("?")[0]
    yield Permission("s3:GetObject", f"arn:{call.partition}:s3:::{source}")
    yield from _put_object(call)


def _delete_objects(call: Call) -> Iterator[Permission]:
    for item in call.parameters["Delete"]["Objects"]:
        suffix = "Version" if item.get("VersionId") else ""
        yield Permission(f"s3:DeleteObject{suffix}", f"{_bucket(call)}/{item['Key']}")


def _list_buckets(call: Call) -> Iterator[Permission]:
    yield Permission("s3:ListAllMyBuckets", "*")


ACTIONS_ON_BUCKETS = {
    "HeadBucket": "ListBucket",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "ListObjectVersions": "ListBucketVersions",
    "ListMultipartUploads": "ListBucketMultipartUploads",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketCors": "GetBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "GetBucketReplication": "GetReplicationConfiguration",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "DeleteBucketTagging": "PutBucketTagging",
}

NAMED_LIKE_THEIR_ACTION = [
    "CreateBucket",
    "DeleteBucket",
    "DeleteBucketPolicy",
    "GetBucketAcl",
    "GetBucketLocation",
    "GetBucketLogging",
    "GetBucketNotification",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketVersioning",
    "GetBucketWebsite",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketTagging",
    "PutBucketVersioning",
]

operations = {
    **{name: _on_bucket(action) for name, action in ACTIONS_ON_BUCKETS.items()},
    **{name: _on_bucket(name) for name in NAMED_LIKE_THEIR_ACTION},
    "ListBuckets": _list_buckets,
    "GetObject": _on_object("GetObject"),
    "HeadObject": _on_object("GetObject"),
    "DeleteObject": _on_object("DeleteObject"),
    "GetObjectTagging": _on_object("GetObjectTagging"),
    "PutObjectTagging": _on_object("PutObjectTagging"),
    "PutObject": _put_object,
    "CopyObject": _copy_object,
    "DeleteObjects": _delete_objects,
    # The parts of an upload are the object's; giving one up is not.
    **dict.fromkeys(
        ["CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"], _put_object
    ),
    "AbortMultipartUpload": _on_object("AbortMultipartUpload"),
}
