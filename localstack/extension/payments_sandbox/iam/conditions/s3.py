"""S3: keys from a request's parameters, which S3 names after its headers.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, from_parameters, lowered

_PARAMETERS = {
    "s3:prefix": "Prefix",
    "s3:delimiter": "Delimiter",
    "s3:max-keys": "MaxKeys",
    "s3:VersionId": "VersionId",
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
KEYS = lowered(*_PARAMETERS)


def values(call: Call, permission: Permission) -> Values:
    return from_parameters(call.parameters, _PARAMETERS)
