"""One module for each service, which maps its operations to the permissions they need."""

from collections.abc import Callable, Iterable, Mapping

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.services import (
    cloudwatch,
    dynamodb,
    iam,
    kms,
    lambda_,
    logs,
    s3,
    sqs,
    sts,
)

Operations = Mapping[str, Callable[[Call], Iterable[Permission]]]

mappings: Mapping[str, Operations] = {
    "cloudwatch": cloudwatch.operations,
    "dynamodb": dynamodb.operations,
    "iam": iam.operations,
    "kms": kms.operations,
    "lambda": lambda_.operations,
    "logs": logs.operations,
    "s3": s3.operations,
    "sqs": sqs.operations,
    "sts": sts.operations,
}
