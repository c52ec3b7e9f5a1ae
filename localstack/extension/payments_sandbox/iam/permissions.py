"""Maps an API call to the IAM actions and resources that it needs.

The mappings follow AWS's Service Authorization Reference and cover the calls of the
pipeline and of Terraform. Most actions have the name of their operation, but not all.
"""

from localstack.constants import AWS_REGION_US_EAST_1, DEFAULT_AWS_ACCOUNT_ID

from payments_sandbox.iam.call import Call, Permission, UnmappedCallError
from payments_sandbox.iam.services import mappings


def permissions_of(call: Call) -> list[Permission]:
    """All of them must be allowed. The list is empty if AWS lets every caller call."""
    operations = mappings.get(call.service, {})
    if call.operation not in operations:
        raise UnmappedCallError(call.name)
    try:
        return list(dict.fromkeys(operations[call.operation](call)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnmappedCallError(
            f"{call.name} with parameters that do not tell its resource"
        ) from error


def owner_of(resource: str) -> str:
    """The account that owns a resource; empty if it has none, or the bucket does not exist."""
    service, _, account, name = resource.split(":", 5)[2:6] if ":" in resource else [""] * 4
    if service != "s3":
        return account
    from localstack.services.s3.models import s3_stores

    # An S3 ARN names no account. All accounts share this map of bucket names.
    buckets = s3_stores[DEFAULT_AWS_ACCOUNT_ID][AWS_REGION_US_EAST_1].global_bucket_map
    return buckets.get(name.partition("/")[0], "")
