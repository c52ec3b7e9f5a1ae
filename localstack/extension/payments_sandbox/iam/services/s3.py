"""S3: many operations, the older ones above all, have actions with other names."""

from collections.abc import Callable, Iterator

from localstack.services.s3.utils import extract_bucket_key_version_id_from_copy_source

from payments_sandbox.iam.call import Call, Permission, UnmappedCallError


def _bucket(call: Call) -> str:
    return f"arn:{call.partition}:s3:::{call.parameters['Bucket']}"


def _object(call: Call) -> str:
    return f"{_bucket(call)}/{call.parameters['Key']}"


def _on_bucket(action: str) -> Callable[[Call], Iterator[Permission]]:
    def permissions(call: Call) -> Iterator[Permission]:
        yield Permission(f"s3:{action}", _bucket(call))

    return permissions


def _on_object(action: str) -> Callable[[Call], Iterator[Permission]]:
    """An operation on a specific version has a separate action."""

    def permissions(call: Call) -> Iterator[Permission]:
        suffix = "Version" if call.parameters.get("VersionId") else ""
        yield Permission(f"s3:{action}{suffix}", _object(call))

    return permissions


# Each of these optional parameters needs a separate action.
ACTIONS_OF_PARAMETERS = {
    "Tagging": "PutObjectTagging",
    **dict.fromkeys(
        ["ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP"], "PutObjectAcl"
    ),
    **dict.fromkeys(["ObjectLockMode", "ObjectLockRetainUntilDate"], "PutObjectRetention"),
    "ObjectLockLegalHoldStatus": "PutObjectLegalHold",
    # If-Match reads the existing object. If-None-Match only checks that there is none.
    "IfMatch": "GetObject",
}


def _put_object(call: Call) -> Iterator[Permission]:
    if call.parameters.get("SSEKMSKeyId"):
        raise UnmappedCallError(f"{call.name} with a key of KMS")
    yield Permission("s3:PutObject", _object(call))
    for parameter, action in ACTIONS_OF_PARAMETERS.items():
        if call.parameters.get(parameter):
            yield Permission(f"s3:{action}", _object(call))


def _copy_object(call: Call) -> Iterator[Permission]:
    """Parses the source as S3 does: it is URL-encoded, and may name a version."""
    bucket, key, version = extract_bucket_key_version_id_from_copy_source(
        call.parameters["CopySource"]
    )
    suffix = "Version" if version else ""
    yield Permission(f"s3:GetObject{suffix}", f"arn:{call.partition}:s3:::{bucket}/{key}")
    yield from _put_object(call)


def _delete_object(call: Call) -> Iterator[Permission]:
    yield from _on_object("DeleteObject")(call)
    yield from _bypass_retention(call, _object(call))


def _delete_objects(call: Call) -> Iterator[Permission]:
    for item in call.parameters["Delete"]["Objects"]:
        suffix = "Version" if item.get("VersionId") else ""
        resource = f"{_bucket(call)}/{item['Key']}"
        yield Permission(f"s3:DeleteObject{suffix}", resource)
        yield from _bypass_retention(call, resource)


def _bypass_retention(call: Call, resource: str) -> Iterator[Permission]:
    if call.parameters.get("BypassGovernanceRetention"):
        yield Permission("s3:BypassGovernanceRetention", resource)


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
    "DeleteObject": _delete_object,
    "GetObjectTagging": _on_object("GetObjectTagging"),
    "PutObjectTagging": _on_object("PutObjectTagging"),
    "PutObject": _put_object,
    **dict.fromkeys(["CopyObject", "UploadPartCopy"], _copy_object),
    "DeleteObjects": _delete_objects,
    # All steps of a multipart upload need the actions of PutObject, except aborting it.
    **dict.fromkeys(
        ["CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"], _put_object
    ),
    "AbortMultipartUpload": _on_object("AbortMultipartUpload"),
    "ListParts": _on_object("ListMultipartUploadParts"),
}
