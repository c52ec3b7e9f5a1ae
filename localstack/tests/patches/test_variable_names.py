"""The names of a function's variables, through LocalStack's own check."""

import pytest
from localstack.aws.api import CommonServiceException
from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.services.lambda_.provider import LambdaProvider
from payments_sandbox.patches.variable_names import check_variable_names

PROVIDER = object.__new__(LambdaProvider)


@pytest.mark.parametrize("name", ["AWS_REGION", "1BAD"])
def test_localstack_accepts_any_name(name):
    # On the class, because `_undo_patches` does not restore that the method is static.
    LambdaProvider._verify_env_variables({name: "x"})


@pytest.mark.parametrize("name", ["AWS_REGION", "_HANDLER", "LAMBDA_TASK_ROOT"])
def test_refuses_a_name_that_lambda_sets(name):
    check_variable_names()

    with pytest.raises(
        InvalidParameterValueException, match=f"Reserved keys used in this request: {name}$"
    ):
        PROVIDER._verify_env_variables({"TABLE_NAME": "t", name: "x"})


@pytest.mark.parametrize("name", ["1BAD", "a-b", "A", "_A", "", "a\n"])
def test_refuses_a_malformed_name(name):
    check_variable_names()

    with pytest.raises(CommonServiceException) as raised:
        PROVIDER._verify_env_variables({name: "x"})

    assert raised.value.code == "ValidationException"
    assert "regular expression pattern" in raised.value.message


def test_keeps_localstacks_own_check():
    check_variable_names()

    with pytest.raises(InvalidParameterValueException, match="exceeded the 4KB limit"):
        PROVIDER._verify_env_variables({"LONG": "x" * 5000})


def test_accepts_other_names():
    check_variable_names()
    PROVIDER._verify_env_variables({"TABLE_NAME": "t", "NODE_OPTIONS": "", "a1": ""})
