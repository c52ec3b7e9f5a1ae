from pathlib import Path

from payments_sandbox.lambda_.environment_variables import function_environment


def environment(from_service=None, from_owner=None):
    return function_environment(
        from_service=from_service or {},
        from_owner=from_owner or {},
        runtime="nodejs22.x",
        task_root=Path("/code"),
        node=Path("/opt/node/bin/node"),
    )


def test_inherits_no_variable(monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")

    assert set(environment()) == {
        "AWS_EC2_METADATA_DISABLED",
        "AWS_EXECUTION_ENV",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "LANG",
        "PATH",
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
            "LAMBDA_TASK_ROOT": "/elsewhere",
        }
    )

    assert variables["NODE_OPTIONS"] == "--enable-source-maps"
    assert variables["LOCALSTACK_X"] == "kept"
    assert variables["LAMBDA_TASK_ROOT"] == "/code"


def test_finds_the_pinned_node_first():
    assert environment()["PATH"].split(":")[0] == "/opt/node/bin"
