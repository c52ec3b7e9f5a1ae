"""Uses the sandbox as a Python program does after `eval "$(make -s env)"`; prints JSON."""

import io
import json
import os
import sys

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

bucket = os.environ["S3_BUCKET_NAME"]
keys = json.loads(sys.argv[1])
keyed = {
    "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
    "aws_secret_access_key": "test",
}


def client(service, version=None, **rest):
    config = Config(
        retries={"total_max_attempts": 1},
        s3={"addressing_style": "path"},
        signature_version=version,
    )
    return boto3.client(service, config=config, **rest)


def error_of(call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "served"


s3 = client("s3")
for key in keys:
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
read = {
    key: s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() for key in keys
}

large = os.urandom(11 << 20)
in_parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
s3.upload_fileobj(io.BytesIO(large), bucket, "large", Config=in_parts)
same = s3.get_object(Bucket=bucket, Key="large")["Body"].read() == large

listed = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
# boto3 signs with version 2 by default.
urls = [
    [
        key,
        signer.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key}, 60),
    ]
    for signer in (s3, client("s3", "s3v4"))
    for key in keys
]
forms = [
    signer.generate_presigned_post(bucket, "posted", ExpiresIn=60)
    for signer in (s3, client("s3", "s3v4"))
]

dynamodb = client("dynamodb")
items = [
    item
    for page in dynamodb.get_paginator("scan").paginate(
        TableName=os.environ["DYNAMODB_TABLE_NAME"], PaginationConfig={"PageSize": 1}
    )
    for item in page["Items"]
]
sqs = client("sqs")
sqs.send_message(QueueUrl=os.environ["DEAD_LETTER_QUEUE_URL"], MessageBody="boto3 & ü")
answer = client("lambda").invoke(
    FunctionName=os.environ["LAMBDA_FUNCTION_NAME"], Payload=b'{"count":1}'
)

print(
    json.dumps(
        {
            "identity": client("sts").get_caller_identity()["Account"],
            "read": read,
            "large": same,
            "listed": sorted(set(listed) & {*keys, "large"}),
            "items": len(items) > 2,
            "payments": len(json.loads(answer["Payload"].read())["payment_ids"]),
            "groups": len(client("logs").describe_log_groups()["logGroups"]) > 0,
            "roles": len(client("iam").list_roles()["Roles"]) > 0,
            "alarms": len(client("cloudwatch").describe_alarms()["MetricAlarms"]) > 0,
            "keys": error_of(client("kms").list_keys),
            "wrong secret": [
                error_of(getattr(client(name, **keyed), call))
                for name, call in [
                    ("s3", "list_buckets"),
                    ("sts", "get_caller_identity"),
                    ("dynamodb", "list_tables"),
                ]
            ],
            "urls": urls,
            "forms": forms,
        }
    )
)
