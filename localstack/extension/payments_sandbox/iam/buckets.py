"""Finds a bucket by its ARN, which names no account."""

from localstack.constants import AWS_REGION_US_EAST_1, DEFAULT_AWS_ACCOUNT_ID
from localstack.services.s3.models import S3Bucket, s3_stores


def owner_of_bucket(name: str) -> str:
    """The account that owns the bucket; empty if there is none."""
    # All accounts share this map.
    owners = s3_stores[DEFAULT_AWS_ACCOUNT_ID][AWS_REGION_US_EAST_1].global_bucket_map
    return owners.get(name, "")


def find_bucket(arn: str) -> S3Bucket | None:
    """The bucket of a bucket's or an object's ARN."""
    name = arn.split(":", 5)[5].partition("/")[0]
    owner = owner_of_bucket(name)
    return s3_stores[owner][AWS_REGION_US_EAST_1].buckets.get(name) if owner else None
