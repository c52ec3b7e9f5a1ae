from pathlib import Path

from payments_sandbox.lambda_.confinement.rules import Reach
from payments_sandbox.lambda_.environment_variables import function_environment, with_places

REACH = Reach(
    node=Path("/opt/node/bin/node"),
    task_root=Path("/code"),
    runtime=Path("/runtime"),
    writable=Path("/files"),
    ports=(),
)


def environment(from_service=None, from_owner=None):
    return function_environment(
        from_service=from_service or {},
        from_owner=from_owner or {},
        runtime="nodejs22.x",
    )


def test_inherits_no_variable(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")

    assert set(environment()) == {
        "AWS_EC2_METADATA_DISABLED",
        "AWS_EXECUTION_ENV",
        "LANG",
        "TZ",
    }


def test_keeps_the_variables_of_the_service_except_internal_ones():
    variables = environment(
        from_service={
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": 128,
            "EDGE_PORT": "4566",
            "LOCALSTACK_RUNTIME_ID": "x",
        }
    )

    assert variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    assert "EDGE_PORT" not in variables
    assert "LOCALSTACK_RUNTIME_ID" not in variables


def test_lets_the_owner_set_anything_but_the_reserved_names():
    variables = environment(
        from_owner={
            "NODE_OPTIONS": "--enable-source-maps",
            "LOCALSTACK_X": "kept",
            "AWS_EXECUTION_ENV": "elsewhere",
        }
    )

    assert variables["NODE_OPTIONS"] == "--enable-source-maps"
    assert variables["LOCALSTACK_X"] == "kept"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_nodejs22.x"


def test_names_the_folders_of_the_machine():
    assert with_places({"LAMBDA_TASK_ROOT": "/elsewhere", "TMPDIR": "/elsewhere"}, REACH) == {
        "PATH": "/opt/node/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/files",
        "LAMBDA_RUNTIME_DIR": "/runtime",
        "LAMBDA_TASK_ROOT": "/code",
        "TMPDIR": "/files",
    }


def test_names_the_folders_that_aws_has_in_a_root_folder_of_its_own():
    assert with_places({"LAMBDA_TASK_ROOT": "/elsewhere"}, REACH.in_private_root()) == {
        "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "LAMBDA_TASK_ROOT": "/var/task",
    }


def test_lets_the_owner_set_the_home_and_the_path():
    assert {"HOME": "/tmp/home", "PATH": "/bin"}.items() <= with_places(
        {"HOME": "/tmp/home", "PATH": "/bin"}, REACH
    ).items()
