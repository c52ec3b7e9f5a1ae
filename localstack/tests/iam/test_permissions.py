import pytest
from payments_sandbox.iam.call import Call, UnmappedCallError
from payments_sandbox.iam.permissions import permissions_of

TABLE = "arn:aws:dynamodb:eu-central-1:111111111111:table/payments"
OBJECT = "arn:aws:s3:::journal/2026/a.ndjson"
QUEUE = "arn:aws:sqs:eu-central-1:222222222222:dead"
QUEUE_URL = "http://sqs.eu-central-1.localhost:4566/222222222222/dead"
GROUP = "arn:aws:logs:eu-central-1:111111111111:log-group:/aws/lambda/f"
FUNCTION = "arn:aws:lambda:eu-central-1:111111111111:function:f"
ALARM = "arn:aws:cloudwatch:eu-central-1:111111111111:alarm:errors"
ROLE = "arn:aws:iam::111111111111:role/r"
ITEM = {"Bucket": "journal", "Key": "2026/a.ndjson"}

# Each entry follows AWS's Service Authorization Reference.
EXPECTED = [
    ("dynamodb:PutItem", {"TableName": "payments"}, [("dynamodb:PutItem", TABLE)]),
    ("dynamodb:GetItem", {"TableName": TABLE}, [("dynamodb:GetItem", TABLE)]),
    ("dynamodb:Scan", {"TableName": "payments"}, [("dynamodb:Scan", TABLE)]),
    (
        "dynamodb:Query",
        {"TableName": "payments", "IndexName": "by-merchant"},
        [("dynamodb:Query", f"{TABLE}/index/by-merchant")],
    ),
    (
        "dynamodb:BatchWriteItem",
        {"RequestItems": {"payments": [], "other": []}},
        [
            ("dynamodb:BatchWriteItem", TABLE),
            ("dynamodb:BatchWriteItem", TABLE.replace("payments", "other")),
        ],
    ),
    (
        "dynamodb:TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": "payments"}},
                {"Put": {"TableName": "payments"}},
                {"ConditionCheck": {"TableName": "payments"}},
            ]
        },
        [("dynamodb:PutItem", TABLE), ("dynamodb:ConditionCheckItem", TABLE)],
    ),
    ("dynamodb:ListTables", {}, [("dynamodb:ListTables", "*")]),
    (
        "dynamodb:CreateTable",
        {"TableName": "payments", "Tags": [{"Key": "a", "Value": "b"}]},
        [("dynamodb:CreateTable", TABLE), ("dynamodb:TagResource", TABLE)],
    ),
    ("s3:HeadObject", ITEM, [("s3:GetObject", OBJECT)]),
    ("s3:GetObject", ITEM, [("s3:GetObject", OBJECT)]),
    ("s3:GetObject", {**ITEM, "VersionId": "v"}, [("s3:GetObjectVersion", OBJECT)]),
    ("s3:DeleteObject", ITEM, [("s3:DeleteObject", OBJECT)]),
    ("s3:PutObject", {**ITEM, "IfNoneMatch": "*"}, [("s3:PutObject", OBJECT)]),
    (
        "s3:PutObject",
        {**ITEM, "IfMatch": "etag"},
        [("s3:PutObject", OBJECT), ("s3:GetObject", OBJECT)],
    ),
    (
        "s3:CopyObject",
        {**ITEM, "CopySource": "/source/key"},
        [("s3:GetObject", "arn:aws:s3:::source/key"), ("s3:PutObject", OBJECT)],
    ),
    (
        "s3:UploadPartCopy",
        {**ITEM, "CopySource": "source/%73ecret+key?versionId=1"},
        [("s3:GetObjectVersion", "arn:aws:s3:::source/secret key"), ("s3:PutObject", OBJECT)],
    ),
    (
        "s3:PutObject",
        {**ITEM, "GrantRead": "id=x", "ObjectLockMode": "GOVERNANCE", "Tagging": "a=b"},
        [
            ("s3:PutObject", OBJECT),
            ("s3:PutObjectTagging", OBJECT),
            ("s3:PutObjectAcl", OBJECT),
            ("s3:PutObjectRetention", OBJECT),
        ],
    ),
    (
        "s3:PutObject",
        {**ITEM, "ObjectLockLegalHoldStatus": "ON"},
        [("s3:PutObject", OBJECT), ("s3:PutObjectLegalHold", OBJECT)],
    ),
    ("s3:ListParts", ITEM, [("s3:ListMultipartUploadParts", OBJECT)]),
    (
        "s3:DeleteObject",
        {**ITEM, "BypassGovernanceRetention": True},
        [("s3:DeleteObject", OBJECT), ("s3:BypassGovernanceRetention", OBJECT)],
    ),
    (
        "s3:DeleteObjects",
        {
            "Bucket": "journal",
            "Delete": {"Objects": [{"Key": "a"}, {"Key": "b", "VersionId": "1"}]},
        },
        [
            ("s3:DeleteObject", "arn:aws:s3:::journal/a"),
            ("s3:DeleteObjectVersion", "arn:aws:s3:::journal/b"),
        ],
    ),
    ("s3:HeadBucket", {"Bucket": "journal"}, [("s3:ListBucket", "arn:aws:s3:::journal")]),
    ("s3:ListObjectsV2", {"Bucket": "journal"}, [("s3:ListBucket", "arn:aws:s3:::journal")]),
    ("s3:ListBuckets", {}, [("s3:ListAllMyBuckets", "*")]),
    (
        "s3:DeleteBucketEncryption",
        {"Bucket": "journal"},
        [("s3:PutEncryptionConfiguration", "arn:aws:s3:::journal")],
    ),
    (
        "logs:PutLogEvents",
        {"logGroupName": "/aws/lambda/f", "logStreamName": "s"},
        [("logs:PutLogEvents", f"{GROUP}:log-stream:s")],
    ),
    (
        "logs:CreateLogStream",
        {"logGroupName": "/aws/lambda/f", "logStreamName": "s"},
        [("logs:CreateLogStream", f"{GROUP}:log-stream:s")],
    ),
    (
        "logs:CreateLogGroup",
        {"logGroupName": "/aws/lambda/f", "tags": {"a": "b"}},
        [("logs:CreateLogGroup", f"{GROUP}:log-stream:"), ("logs:TagResource", GROUP)],
    ),
    (
        "logs:FilterLogEvents",
        {"logGroupIdentifier": f"{GROUP}:*"},
        [("logs:FilterLogEvents", f"{GROUP}:log-stream:")],
    ),
    ("sqs:SendMessage", {"QueueUrl": QUEUE_URL}, [("sqs:SendMessage", QUEUE)]),
    (
        "sqs:SendMessage",
        {"QueueUrl": QUEUE_URL.replace("eu-central-1", "us-east-1")},
        [("sqs:SendMessage", QUEUE.replace("eu-central-1", "us-east-1"))],
    ),
    ("sqs:SendMessageBatch", {"QueueUrl": QUEUE_URL}, [("sqs:SendMessage", QUEUE)]),
    ("sqs:DeleteMessageBatch", {"QueueUrl": QUEUE_URL}, [("sqs:DeleteMessage", QUEUE)]),
    (
        "sqs:GetQueueUrl",
        {"QueueName": "dead"},
        [("sqs:GetQueueUrl", QUEUE.replace("222222222222", "111111111111"))],
    ),
    ("lambda:Invoke", {"FunctionName": "f"}, [("lambda:InvokeFunction", FUNCTION)]),
    (
        "lambda:Invoke",
        {"FunctionName": "111111111111:function:f", "Qualifier": "live"},
        [("lambda:InvokeFunction", f"{FUNCTION}:live")],
    ),
    (
        "lambda:CreateFunction",
        {"FunctionName": "f", "Role": ROLE},
        [("lambda:CreateFunction", FUNCTION), ("iam:PassRole", ROLE)],
    ),
    (
        "cloudwatch:PutMetricAlarm",
        {"AlarmName": "errors", "Tags": [{"Key": "a", "Value": "b"}]},
        [
            ("cloudwatch:PutMetricAlarm", ALARM),
            ("cloudwatch:TagResource", ALARM),
        ],
    ),
    ("cloudwatch:DeleteAlarms", {"AlarmNames": ["errors"]}, [("cloudwatch:DeleteAlarms", ALARM)]),
    (
        "kms:DescribeKey",
        {"KeyId": "alias/aws/dynamodb"},
        [("kms:DescribeKey", "arn:aws:kms:eu-central-1:111111111111:key/*")],
    ),
    ("iam:PutRolePolicy", {"RoleName": "r"}, [("iam:PutRolePolicy", ROLE)]),
    ("sts:AssumeRole", {"RoleArn": ROLE}, [("sts:AssumeRole", ROLE)]),
    (
        "sts:AssumeRole",
        {"RoleArn": ROLE, "Tags": [{"Key": "team", "Value": "a"}], "SourceIdentity": "alice"},
        [("sts:AssumeRole", ROLE), ("sts:TagSession", ROLE), ("sts:SetSourceIdentity", ROLE)],
    ),
    ("sts:GetCallerIdentity", {}, []),
]


def call(name: str, parameters: dict) -> Call:
    service, operation = name.split(":")
    return Call(service, operation, parameters, "eu-central-1", "111111111111")


@pytest.mark.parametrize(("name", "parameters", "expected"), EXPECTED)
def test_a_call_needs_exactly_these_actions_on_these_resources(name, parameters, expected):
    permissions = permissions_of(call(name, parameters))

    assert [(p.action, p.resource) for p in permissions] == expected


@pytest.mark.parametrize("name", ["dynamodb:ExecuteStatement", "ec2:RunInstances"])
def test_a_call_without_a_mapping_is_named(name):
    with pytest.raises(UnmappedCallError, match=name):
        permissions_of(call(name, {}))


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("dynamodb:PutItem", {}),
        ("dynamodb:PutItem", {"TableName": None}),
        ("dynamodb:TransactWriteItems", {"TransactItems": [{"Drop": {"TableName": "payments"}}]}),
        ("s3:GetObject", {"Bucket": "journal"}),
        ("s3:PutObject", {**ITEM, "SSEKMSKeyId": "alias/own"}),
        ("sqs:SendMessage", {"QueueUrl": "dead"}),
    ],
)
def test_a_call_whose_parameters_do_not_identify_its_resource_is_named(name, parameters):
    with pytest.raises(UnmappedCallError, match=f"{name} with"):
        permissions_of(call(name, parameters))
