"""Maps an API call to the IAM actions and resources that it needs.

The mappings follow AWS's Service Authorization Reference and cover the calls of the
pipeline and of Terraform. Most actions have the name of their operation, but not all.
"""

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
    from payments_sandbox.iam.buckets import owner_of_bucket

    return owner_of_bucket(name.partition("/")[0])
