"""Functions whose role Lambda cannot assume, through LocalStack's own provider."""

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from localstack.aws.api import CommonServiceException
from localstack.aws.api.lambda_ import InvalidParameterValueException, ResourceNotFoundException
from localstack.services.lambda_.invocation import assignment
from localstack.services.lambda_.invocation.assignment import (
    AssignmentException,
    AssignmentService,
)
from localstack.services.lambda_.provider import LambdaProvider
from payments_sandbox.patches.function_roles import check_function_roles

ROLE = "arn:aws:iam::111111111111:role/pay"
CONTEXT = SimpleNamespace(
    account_id="111111111111",
    region="us-east-1",
    partition="aws",
    operation=SimpleNamespace(name="UpdateFunctionConfiguration"),
)


def update(*, assumable: bool, **request: Any) -> None:
    """Reaches LocalStack's own code, which finds no such function, unless it is refused before."""
    provider = object.__new__(LambdaProvider)
    provider.lambda_service = SimpleNamespace(can_assume_role=lambda *_: assumable)
    provider.update_function_configuration(CONTEXT, {"FunctionName": "pay", **request})


def start_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise error

    environment = SimpleNamespace(start=fail)
    monkeypatch.setattr(assignment, "ExecutionEnvironment", lambda **_: environment)
    version = SimpleNamespace(config=SimpleNamespace(CapacityProviderConfig=None))
    AssignmentService.start_environment(SimpleNamespace(on_timeout=None), "version", version)


def denied(operation: str) -> ClientError:
    return ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, operation)


def test_localstack_accepts_a_new_role_unseen():
    with pytest.raises(ResourceNotFoundException):
        update(assumable=False, Role=ROLE)


def test_refuses_a_new_role_that_lambda_cannot_assume():
    check_function_roles()

    with pytest.raises(
        InvalidParameterValueException,
        match=r"^The role defined for the function cannot be assumed by Lambda\.$",
    ):
        update(assumable=False, Role=ROLE)


@pytest.mark.parametrize(
    ("assumable", "request_"), [(True, {"Role": ROLE}), (False, {"Timeout": 3})]
)
def test_accepts_a_role_that_lambda_can_assume_and_other_changes(assumable, request_):
    check_function_roles()

    with pytest.raises(ResourceNotFoundException):
        update(assumable=assumable, **request_)


def test_localstack_responds_with_an_internal_error(monkeypatch):
    with pytest.raises(AssignmentException):
        start_with(denied("AssumeRole"), monkeypatch)


def test_a_role_that_stopped_trusting_lambda_denies_the_invocation(monkeypatch):
    check_function_roles()

    with pytest.raises(CommonServiceException) as raised:
        start_with(denied("AssumeRole"), monkeypatch)

    assert (raised.value.code, raised.value.status_code) == ("AccessDeniedException", 403)
    assert raised.value.message == "The role defined for the function cannot be assumed by Lambda."


@pytest.mark.parametrize("error", [denied("PutObject"), ValueError("no memory")])
def test_other_failures_of_a_start_stay_as_they_are(error, monkeypatch):
    check_function_roles()

    with pytest.raises(AssignmentException):
        start_with(error, monkeypatch)
