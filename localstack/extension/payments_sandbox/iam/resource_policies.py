"""Finds the policy of a resource: of a bucket, a queue, a function or a key, or a trust policy."""

import json
from collections.abc import Callable
from dataclasses import asdict

from moto.iam.models import iam_backends

from payments_sandbox.iam.buckets import find_bucket
from payments_sandbox.iam.call import Permission


def resource_policy(permission: Permission) -> str | None:
    """The policy that the resource of this permission has now; None if it has none."""
    if not permission.resource.startswith("arn:"):
        return None
    service = permission.resource.split(":")[2]
    # A role's trust policy only decides who assumes the role, not who passes or changes it.
    if service == "iam" and not needs_resource_policy(permission.action):
        return None
    find = _of_services.get(service)
    return find(permission.resource) if find else None


def needs_resource_policy(action: str) -> bool:
    """Roles and keys differ from all other resources: an identity policy alone grants nothing.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
    """
    return action.startswith(("sts:", "kms:"))


def _bucket_policy(arn: str) -> str | None:
    bucket = find_bucket(arn)
    return bucket.policy if bucket else None


def _queue_policy(arn: str) -> str | None:
    from localstack.services.sqs.models import sqs_stores

    region, account, name = arn.split(":", 5)[3:]
    queue = sqs_stores[account][region].queues.get(name)
    return (queue.attributes.get("Policy") or None) if queue else None


def _function_policy(arn: str) -> str | None:
    from localstack.services.lambda_.invocation.models import lambda_stores

    region, account, name = arn.split(":", 5)[3:]
    name, _, qualifier = name.removeprefix("function:").partition(":")
    function = lambda_stores[account][region].functions.get(name)
    # A version or an alias has a separate policy.
    found = function and function.permissions.get(qualifier or "$LATEST")
    return json.dumps(asdict(found.policy)) if found else None


def _key_policy(arn: str) -> str | None:
    from localstack.services.kms.models import kms_stores

    region, account, name = arn.split(":", 5)[3:]
    key = kms_stores[account][region].keys.get(name.removeprefix("key/"))
    # The request may name the key by an alias. AWS's own keys let the account describe them.
    return key.policy if key else _delegates_to(account)


def _trust_policy(arn: str) -> str | None:
    partition, account = arn.split(":")[1], arn.split(":")[4]
    roles = iam_backends[account][partition].roles.values()
    return next((role.assume_role_policy_document for role in roles if role.arn == arn), None)


def _delegates_to(account: str) -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:Describe*",
        "Resource": "*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_of_services: dict[str, Callable[[str], str | None]] = {
    "iam": _trust_policy,
    "kms": _key_policy,
    "lambda": _function_policy,
    "s3": _bucket_policy,
    "sqs": _queue_policy,
}
