"""From an API call to the IAM actions it needs, each on the resources it needs them on.

AWS's Service Authorization Reference, for what the pipeline and Terraform call. Most
actions are named as their operation; the exceptions are why this is written down.
"""

from localstack.constants import AWS_REGION_US_EAST_1, DEFAULT_AWS_ACCOUNT_ID

from payments_sandbox.iam.call import Call, Permission, UnmappedCallError
from payments_sandbox.iam.services import mappings


def permissions_of(call: Call) -> list[Permission]:
    """All of them must be allowed; none is needed where AWS lets everybody call."""
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
    """The account that a resource belongs to; empty where there is none, or no such bucket."""
    service, _, account, name = resource.split(":", 5)[2:6] if ":" in resource else [""] * 4
    if service != "s3":
        return account
    from localstack.services.s3.models import s3_stores

    # An ARN of S3 names no account; the map of bucket names is one for all of them.
    buckets = s3_stores[DEFAULT_AWS_ACCOUNT_ID][AWS_REGION_US_EAST_1].global_bucket_map
    return buckets.get(name.partition("/")[0], "")
