import pytest
from payments_sandbox.iam.call import Permission
from payments_sandbox.iam.refusal import not_authorized, unmapped, unsupported

PRINCIPAL = "arn:aws:sts::111111111111:assumed-role/r/f"
BECAUSE = "because no identity-based policy allows the {} action"


@pytest.mark.parametrize(
    ("service", "action", "resource", "code", "status", "words"),
    [
        (
            "dynamodb",
            "dynamodb:BatchWriteItem",
            "arn:aws:dynamodb:us-east-1:111111111111:table/t",
            "AccessDeniedException",
            400,
            "dynamodb:BatchWriteItem on resource: arn:aws:dynamodb:us-east-1:111111111111:table/t",
        ),
        (
            "s3",
            "s3:PutObject",
            "arn:aws:s3:::b/k",
            "AccessDenied",
            403,
            's3:PutObject on resource: "arn:aws:s3:::b/k"',
        ),
        (
            "sqs",
            "sqs:sendmessage",
            "arn:aws:sqs:us-east-1:111111111111:q",
            "AccessDenied",
            403,
            "sqs:sendmessage on resource: arn:aws:sqs:us-east-1:111111111111:q",
        ),
    ],
)
def test_each_service_has_its_own_error_format(service, action, resource, code, status, words):
    named = "sqs:SendMessage" if service == "sqs" else action

    error = not_authorized(service, PRINCIPAL, Permission(named, resource), BECAUSE.format(named))

    assert (error.code, error.status_code) == (code, status)
    assert error.message == (
        f"User: {PRINCIPAL} is not authorized to perform: {words} {BECAUSE.format(action)}"
    )


def test_an_unsupported_call_or_condition_is_named():
    mapping = unmapped("dynamodb", PRINCIPAL, "dynamodb:ExecuteStatement")
    condition = unsupported("s3", PRINCIPAL, "a Condition (StringEquals)")

    assert "no IAM mapping for dynamodb:ExecuteStatement" in mapping.message
    assert "iam/services/" in mapping.message
    assert "does not evaluate a Condition (StringEquals)" in condition.message
