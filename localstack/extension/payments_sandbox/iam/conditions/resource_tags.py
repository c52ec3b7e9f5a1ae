"""The tags of the resource, for aws:ResourceTag, from the store of its service."""

from typing import Any

from localstack.services.dynamodb.models import dynamodb_stores
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.logs.models import logs_stores
from localstack.services.sqs.models import sqs_stores
from moto.iam.models import iam_backends

from payments_sandbox.iam.conditions.values import Values

# IAM has the key under two names.
PREFIXES = ("aws:resourcetag/", "iam:resourcetag/")


def values(resource: str) -> Values | None:
    """None if the tags of such a resource are unknown. A resource that is absent has none."""
    if resource == "*":
        return {}
    _, partition, service, region, account, name = resource.split(":", 5)
    if service not in _TAGS:
        return None
    tags = _TAGS[service](partition, region, account, name)
    prefixes = PREFIXES if service == "iam" else PREFIXES[:1]
    return {f"{prefix}{key.lower()}": tags[key] for prefix in prefixes for key in tags}


def _of_table(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    table = f"arn:{partition}:dynamodb:{region}:{account}:{name.partition('/index/')[0]}"
    return dynamodb_stores[account][region].TABLE_TAGS.get(table, {})


def _of_role_or_user(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    kind, _, path = name.partition("/")
    backend = iam_backends[account][partition]
    holders: dict[str, Any] = {"role": backend.roles, "user": backend.users}.get(kind, {})
    wanted = path.rpartition("/")[2]
    # moto keeps roles by their id.
    found = next((holder for holder in holders.values() if holder.name == wanted), None)
    return _from_list(found.tags) if found else {}


def _of_function(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    # A version or alias has the tags of its function.
    function = ":".join(name.split(":")[:2])
    arn = f"arn:{partition}:lambda:{region}:{account}:{function}"
    return _from_list(lambda_stores[account][region].TAGS.list_tags_for_resource(arn)["Tags"])


def _of_log_group(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    group = ":".join(name.split(":")[:2])
    arn = f"arn:{partition}:logs:{region}:{account}:{group}"
    return logs_stores[account][region].TAGS.get(arn, {})


def _of_queue(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    queue = sqs_stores[account][region].queues.get(name)
    return (queue.tags or {}) if queue else {}


def _of_bucket(partition: str, region: str, account: str, name: str) -> dict[str, str]:
    """S3 has the key only for buckets with ABAC, which LocalStack does not have."""
    return {}


def _from_list(tags: list[dict[str, str]] | None) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in tags or []}


_TAGS = {
    "dynamodb": _of_table,
    "iam": _of_role_or_user,
    "lambda": _of_function,
    "logs": _of_log_group,
    "s3": _of_bucket,
    "sqs": _of_queue,
}
