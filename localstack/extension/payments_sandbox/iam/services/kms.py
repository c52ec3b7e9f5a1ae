"""KMS: Terraform looks up the AWS managed key of a service by its alias."""

from collections.abc import Iterator

from payments_sandbox.iam.call import Call, Permission


def _on_key(call: Call) -> Iterator[Permission]:
    """IAM compares the key behind an alias, but the request names only the alias."""
    key = str(call.parameters["KeyId"])
    if not key.startswith("arn:"):
        key = call.arn("kms", "key/*" if key.startswith("alias/") else f"key/{key}")
    yield Permission(call.name, key)


operations = {"DescribeKey": _on_key}
