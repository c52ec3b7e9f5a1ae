"""S3: keys from a request's parameters, which S3 names after its headers.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from typing import Any
from urllib.parse import parse_qsl

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered, several

_PARAMETERS = {
    "s3:prefix": "Prefix",
    "s3:delimiter": "Delimiter",
    "s3:max-keys": "MaxKeys",
    "s3:versionid": "VersionId",
    "s3:if-match": "IfMatch",
    "s3:if-none-match": "IfNoneMatch",
    "s3:x-amz-acl": "ACL",
    "s3:x-amz-grant-full-control": "GrantFullControl",
    "s3:x-amz-grant-read": "GrantRead",
    "s3:x-amz-grant-read-acp": "GrantReadACP",
    "s3:x-amz-grant-write": "GrantWrite",
    "s3:x-amz-grant-write-acp": "GrantWriteACP",
    "s3:x-amz-copy-source": "CopySource",
    "s3:x-amz-metadata-directive": "MetadataDirective",
    "s3:x-amz-object-ownership": "ObjectOwnership",
    "s3:x-amz-server-side-encryption": "ServerSideEncryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id": "SSEKMSKeyId",
    "s3:x-amz-server-side-encryption-customer-algorithm": "SSECustomerAlgorithm",
    "s3:x-amz-storage-class": "StorageClass",
    "s3:x-amz-website-redirect-location": "WebsiteRedirectLocation",
    "s3:object-lock-mode": "ObjectLockMode",
    "s3:object-lock-legal-hold": "ObjectLockLegalHoldStatus",
}
KEYS = lowered(
    *_PARAMETERS,
    "s3:LocationConstraint",
    "s3:ObjectCreationOperation",
    "s3:RequestObjectTagKeys",
    "s3:ResourceAccount",
)

# The operations of s3:PutObject that create an object; a part of an upload does not, yet.
CREATING = {"PutObject", "CopyObject", "CompleteMultipartUpload"}


def values(call: Call, permission: Permission) -> Values:
    found = from_parameters(call.parameters, _PARAMETERS)
    if permission.action == "s3:PutObject":
        found["s3:objectcreationoperation"] = str(call.operation in CREATING).lower()
    configuration = call.parameters.get("CreateBucketConfiguration") or {}
    if constraint := configuration.get("LocationConstraint"):
        found["s3:locationconstraint"] = str(constraint)
    tags = _tags(call.parameters.get("Tagging"))
    return {
        **found,
        **{f"s3:requestobjecttag/{key.lower()}": value for key, value in tags.items()},
        **several("s3:RequestObjectTagKeys", tags),
    }


def _tags(tagging: Any) -> dict[str, str]:
    """A header has them as a query string, and a body as a list."""
    if isinstance(tagging, str):
        return dict(parse_qsl(tagging, keep_blank_values=True))
    return {tag["Key"]: tag["Value"] for tag in (tagging or {}).get("TagSet") or []}
