"""S3 hides from a caller that may not list a bucket whether it has a key.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, section "Permissions".
"""

from localstack.services.s3.models import S3DeleteMarker

from payments_sandbox.iam.buckets import find_bucket
from payments_sandbox.iam.call import Call, Permission

READS = {"CopyObject", "GetObject", "HeadObject", "UploadPartCopy"}


def reveals_missing_key(call: Call, permission: Permission) -> Permission | None:
    """The permission to learn that the key is missing; None if it exists or is not read.

    Without it, S3 responds with AccessDenied in place of NoSuchKey.
    """
    if call.service != "s3" or call.operation not in READS or permission.action != "s3:GetObject":
        return None
    bucket_arn, _, key = permission.resource.partition("/")
    if not _is_missing(bucket_arn, key):
        return None
    return Permission("s3:ListBucket", bucket_arn)


def _is_missing(bucket_arn: str, key: str) -> bool:
    bucket = find_bucket(bucket_arn)
    found = bucket.objects.get(key) if bucket else None
    return bucket is not None and (found is None or isinstance(found, S3DeleteMarker))
