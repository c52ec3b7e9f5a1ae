"""The tags of a resource, in the stores where LocalStack's services keep them."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from localstack.http import Request
from localstack.services.dynamodb.models import dynamodb_stores
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.services.logs.models import logs_stores
from localstack.services.sqs.models import sqs_stores
from moto.iam.models import iam_backends
from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions import access_request
from payments_sandbox.iam.conditions.caller import Caller
from payments_sandbox.iam.conditions.resource_tags import values
from policy_requests import ACCOUNT, ALICE

REGION = "eu-central-1"
TAGS = [{"Key": "Team", "Value": "blue"}]
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/payments"
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f"
GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/f"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:q"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/path/writer"


@pytest.fixture
def _tagged() -> Iterator[None]:
    dynamodb_stores[ACCOUNT][REGION].TABLE_TAGS[TABLE] = {"Team": "blue"}
    lambda_stores[ACCOUNT][REGION].TAGS.tag_resource(FUNCTION, TAGS)
    logs_stores[ACCOUNT][REGION].TAGS[GROUP] = {"Team": "blue"}
    sqs_stores[ACCOUNT][REGION].queues["q"] = SimpleNamespace(tags={"Team": "blue"})
    iam = iam_backends[ACCOUNT]["aws"]
    iam.create_role("writer", "{}", "/path/", None, "", TAGS, 3600)
    iam.create_user(REGION, "alice", tags=TAGS)
    yield
    iam.delete_role("writer")
    iam.users.clear()
    for stores in (dynamodb_stores, lambda_stores, logs_stores, sqs_stores):
        stores.reset()


RESOURCES = [
    *[TABLE, f"{TABLE}/index/by-day", FUNCTION, f"{FUNCTION}:live", QUEUE, ROLE, ALICE.arn],
    f"{GROUP}:log-stream:",
]


@pytest.mark.usefixtures("_tagged")
@pytest.mark.parametrize("resource", RESOURCES)
def test_a_resource_has_the_tags_of_its_service(resource):
    names = ["aws:resourcetag/team"]
    if ":iam:" in resource:
        names.append("iam:resourcetag/team")

    assert values(resource) == dict.fromkeys(names, "blue")


@pytest.mark.parametrize("resource", [*RESOURCES, "arn:aws:s3:::b/k", "*"])
def test_a_resource_without_tags_has_none(resource):
    assert values(resource) == {}


def test_tags_that_cannot_be_known_are_unknown():
    def is_known(resource: str) -> bool:
        call = Call("kms", "DescribeKey", {}, REGION, ACCOUNT)
        permission = Permission("kms:DescribeKey", resource)
        asked = access_request(call, permission, Caller(ALICE), Request(), "")
        return asked.is_known("aws:resourcetag/team")

    assert is_known(QUEUE)
    assert not is_known(f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1")
