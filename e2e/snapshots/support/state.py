"""Reads or changes everything in the emulator, as a client of its API.

state.py read                   prints all that the API shows, as JSON
state.py change <seed> <n>      makes n random calls, the same ones for the same seed
state.py change <seed> <n> read then prints all, without another start of Python
state.py purge                  deletes all messages
"""

import hashlib
import json
import os
import random
import sys
from collections.abc import Iterator
from typing import Any

import boto3
from botocore.config import Config

config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
cloudwatch, dynamodb, iam, kms, lambda_, logs, s3, sqs = (
    boto3.client(name, config=config)
    for name in ("cloudwatch", "dynamodb", "iam", "kms", "lambda", "logs", "s3", "sqs")
)
table = os.environ["DYNAMODB_TABLE_NAME"]
bucket = os.environ["S3_BUCKET_NAME"]
function = os.environ["LAMBDA_FUNCTION_NAME"]
queue = os.environ["DEAD_LETTER_QUEUE_URL"]
log_group = os.environ["LOG_GROUP_NAME"]


def pages(client: Any, operation: str, key: str, **parameters: Any) -> Iterator[Any]:
    for page in client.get_paginator(operation).paginate(**parameters):
        yield from page.get(key, [])


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def without(response: dict[str, Any], *names: str) -> dict[str, Any]:
    hidden = ("ResponseMetadata", *names)
    return {name: value for name, value in response.items() if name not in hidden}


def read_tables() -> Iterator[Any]:
    for name in pages(dynamodb, "list_tables", "TableNames"):
        description = dynamodb.describe_table(TableName=name)["Table"]
        items = sorted(
            json.dumps(item, sort_keys=True, default=repr)
            for item in pages(
                dynamodb, "scan", "Items", TableName=name, ConsistentRead=True
            )
        )
        arn = description["TableArn"]
        yield {
            # DynamoDB Local counts the bytes of an item differently after a restart.
            "table": without(description, "TableSizeBytes"),
            "items": items,
            "tags": dynamodb.list_tags_of_resource(ResourceArn=arn)["Tags"],
            "ttl": dynamodb.describe_time_to_live(TableName=name)[
                "TimeToLiveDescription"
            ],
            "backups": dynamodb.describe_continuous_backups(TableName=name)[
                "ContinuousBackupsDescription"
            ]["ContinuousBackupsStatus"],
        }


def read_buckets() -> Iterator[Any]:
    for item in s3.list_buckets()["Buckets"]:
        name = item["Name"]
        versions = list(pages(s3, "list_object_versions", "Versions", Bucket=name))
        yield {
            "bucket": item,
            "versioning": without(s3.get_bucket_versioning(Bucket=name)),
            "encryption": without(s3.get_bucket_encryption(Bucket=name)),
            "policy": optional(s3.get_bucket_policy, Bucket=name),
            "tags": optional(s3.get_bucket_tagging, Bucket=name),
            "versions": versions,
            "delete markers": list(
                pages(s3, "list_object_versions", "DeleteMarkers", Bucket=name)
            ),
            "objects": [read_object(name, each) for each in versions],
        }


def read_object(name: str, version: dict[str, Any]) -> Any:
    of = {"Bucket": name, "Key": version["Key"], "VersionId": version["VersionId"]}
    found = s3.get_object(**of)
    return {
        "body": digest(found.pop("Body").read()),
        "head": without(found),
        "tags": s3.get_object_tagging(**of)["TagSet"],
    }


def optional(call: Any, **parameters: Any) -> Any:
    try:
        return without(call(**parameters))
    except s3.exceptions.ClientError as error:
        return error.response["Error"]["Code"]


def read_queues() -> Iterator[Any]:
    for url in sqs.list_queues().get("QueueUrls", []):
        attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        yield {
            "url": url,
            "attributes": attributes["Attributes"],
            "tags": sqs.list_queue_tags(QueueUrl=url).get("Tags"),
        }


def read_logs() -> Iterator[Any]:
    for group in pages(logs, "describe_log_groups", "logGroups"):
        name = group["logGroupName"]
        streams = list(
            pages(logs, "describe_log_streams", "logStreams", logGroupName=name)
        )
        yield {
            "group": group,
            "tags": logs.list_tags_for_resource(resourceArn=group["logGroupArn"])[
                "tags"
            ],
            "streams": streams,
            "events": {
                stream["logStreamName"]: logs.get_log_events(
                    logGroupName=name,
                    logStreamName=stream["logStreamName"],
                    startFromHead=True,
                )["events"]
                for stream in streams
            },
        }


def read_functions() -> Iterator[Any]:
    for item in pages(lambda_, "list_functions", "Functions"):
        name = item["FunctionName"]
        found = lambda_.get_function(FunctionName=name)
        yield {
            # The location is signed, for a time.
            "function": without(found, "Code"),
            "versions": list(
                pages(
                    lambda_, "list_versions_by_function", "Versions", FunctionName=name
                )
            ),
            "aliases": list(
                pages(lambda_, "list_aliases", "Aliases", FunctionName=name)
            ),
            "async": list(
                pages(
                    lambda_,
                    "list_function_event_invoke_configs",
                    "FunctionEventInvokeConfigs",
                    FunctionName=name,
                )
            ),
        }


def read_iam() -> Any:
    return {
        key: list(pages(iam, "get_account_authorization_details", key, Filter=kinds))
        for key, kinds in (
            ("RoleDetailList", ["Role"]),
            ("UserDetailList", ["User"]),
            ("Policies", ["LocalManagedPolicy"]),
        )
    }


def read_alarms() -> Any:
    alarms = list(pages(cloudwatch, "describe_alarms", "MetricAlarms"))
    return {
        # LocalStack evaluates them every minute, so their state changes by itself.
        "alarms": [
            {
                name: value
                for name, value in alarm.items()
                if not name.startswith("State")
            }
            for alarm in alarms
        ],
        "tags": [
            cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"]
            for alarm in alarms
        ],
        "metrics": sorted(
            json.dumps(each, sort_keys=True)
            for each in pages(cloudwatch, "list_metrics", "Metrics")
            # LocalStack publishes them every minute, whatever happens.
            if each["Namespace"] != "AWS/SQS"
        ),
    }


def read_keys() -> Iterator[Any]:
    for item in pages(kms, "list_keys", "Keys"):
        yield kms.describe_key(KeyId=item["KeyId"])["KeyMetadata"]


def read() -> dict[str, Any]:
    return {
        "DynamoDB": list(read_tables()),
        "S3": list(read_buckets()),
        "SQS": list(read_queues()),
        "Logs": list(read_logs()),
        "Lambda": list(read_functions()),
        "IAM": read_iam(),
        "CloudWatch": read_alarms(),
        "KMS": list(read_keys()),
    }


def change(seed: str, count: int) -> None:
    rng = random.Random(seed)
    calls = (
        put_item,
        delete_item,
        tag_table,
        put_object,
        delete_object,
        tag_object,
        send_message,
        receive_message,
        write_log,
        invoke,
        tag_function,
        put_role,
        put_user,
        put_metric,
        tag_alarm,
        create_key,
    )
    for _ in range(count):
        rng.choice(calls)(rng)


def name_of(rng: random.Random) -> str:
    return rng.choice(("one", "two/three", "ü €", "four"))


def key_of(rng: random.Random) -> dict[str, Any]:
    return {
        "payment_id": {"S": f"payment-{rng.randrange(20)}"},
        "created_at": {"S": "2026-01-01T00:00:00.000Z"},
    }


def put_item(rng: random.Random) -> None:
    values: dict[str, Any] = {
        "amount": {"N": str(rng.randrange(10**12))},
        "source": {"S": name_of(rng)},
        "raw": {"B": rng.randbytes(rng.randrange(1, 2000))},
        "parts": {
            "L": [{"NULL": True}, {"SS": ["a", "b"]}, {"M": {"x": {"BOOL": False}}}]
        },
    }
    dynamodb.put_item(TableName=table, Item=key_of(rng) | values)


def delete_item(rng: random.Random) -> None:
    dynamodb.delete_item(TableName=table, Key=key_of(rng))


def tag_table(rng: random.Random) -> None:
    arn = dynamodb.describe_table(TableName=table)["Table"]["TableArn"]
    dynamodb.tag_resource(
        ResourceArn=arn, Tags=[{"Key": "seen", "Value": name_of(rng)}]
    )


def put_object(rng: random.Random) -> None:
    # Above 512 KiB LocalStack keeps a body in a file.
    size = rng.choice((0, 10, 100_000, 900_000))
    s3.put_object(
        Bucket=bucket,
        Key=name_of(rng),
        Body=rng.randbytes(size),
        Metadata={"seed": str(rng.random())},
        ContentType="application/x-ndjson",
    )


def delete_object(rng: random.Random) -> None:
    s3.delete_object(Bucket=bucket, Key=name_of(rng))


def tag_object(rng: random.Random) -> None:
    key = name_of(rng)
    try:
        s3.put_object_tagging(
            Bucket=bucket,
            Key=key,
            Tagging={"TagSet": [{"Key": "a", "Value": str(rng.random())}]},
        )
    except s3.exceptions.ClientError:
        # Nothing has that name now.
        return


def send_message(rng: random.Random) -> None:
    sqs.send_message(
        QueueUrl=queue,
        MessageBody=f"message {rng.random()}",
        MessageAttributes={"seed": {"DataType": "String", "StringValue": name_of(rng)}},
        DelaySeconds=rng.choice((0, 900)),
    )


def receive_message(rng: random.Random) -> None:
    for message in sqs.receive_message(QueueUrl=queue, VisibilityTimeout=3600).get(
        "Messages", []
    ):
        if rng.random() < 0.5:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def write_log(rng: random.Random) -> None:
    stream = f"stream-{rng.randrange(3)}"
    try:
        logs.create_log_stream(logGroupName=log_group, logStreamName=stream)
    except logs.exceptions.ResourceAlreadyExistsException:
        pass
    newest = max(
        (
            event["timestamp"]
            for event in logs.get_log_events(
                logGroupName=log_group, logStreamName=stream
            )["events"]
        ),
        default=1_780_000_000_000,
    )
    event = {"timestamp": newest + 1, "message": f"line {rng.random()}"}
    logs.put_log_events(logGroupName=log_group, logStreamName=stream, logEvents=[event])


def invoke(rng: random.Random) -> None:
    payload = json.dumps({"count": rng.randrange(1, 5), "seed": str(rng.random())})
    response = lambda_.invoke(FunctionName=function, Payload=payload)
    assert "FunctionError" not in response, response["Payload"].read()


def tag_function(rng: random.Random) -> None:
    lambda_.tag_resource(
        Resource=lambda_.get_function(FunctionName=function)["Configuration"][
            "FunctionArn"
        ],
        Tags={"seen": str(rng.random())},
    )


def put_role(rng: random.Random) -> None:
    name = f"role-{rng.randrange(3)}"
    statement = {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{rng.random()}",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    try:
        iam.create_role(
            RoleName=name,
            AssumeRolePolicyDocument=json.dumps(
                {"Version": "2012-10-17", "Statement": [trust]}
            ),
        )
    except iam.exceptions.EntityAlreadyExistsException:
        pass
    iam.put_role_policy(RoleName=name, PolicyName="only", PolicyDocument=policy)


def put_user(rng: random.Random) -> None:
    name = f"user-{rng.randrange(3)}"
    try:
        iam.create_user(UserName=name)
    except iam.exceptions.EntityAlreadyExistsException:
        iam.delete_user(UserName=name)


def put_metric(rng: random.Random) -> None:
    data = {"MetricName": f"metric-{rng.randrange(3)}", "Value": rng.random()}
    cloudwatch.put_metric_data(Namespace="snapshots", MetricData=[data])


def tag_alarm(rng: random.Random) -> None:
    alarm = rng.choice(list(pages(cloudwatch, "describe_alarms", "MetricAlarms")))
    cloudwatch.tag_resource(
        ResourceARN=alarm["AlarmArn"], Tags=[{"Key": "seen", "Value": name_of(rng)}]
    )


def create_key(rng: random.Random) -> None:
    if sum(1 for _ in pages(kms, "list_keys", "Keys")) < 3:
        kms.create_key(Description=name_of(rng))


action, *options = sys.argv[1:]
if action == "purge":
    sqs.purge_queue(QueueUrl=queue)
if action == "change":
    seed, count, *_ = options
    change(seed, int(count))
if sys.argv[-1] == "read":
    print(json.dumps(read(), indent=1, sort_keys=True, default=str))
