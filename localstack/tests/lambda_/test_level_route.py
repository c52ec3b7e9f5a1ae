"""What `make status` learns about the limits of functions."""

import json
from dataclasses import asdict

import pytest
from payments_sandbox.lambda_ import level_route
from payments_sandbox.lambda_.confinement import landlock
from payments_sandbox.lambda_.confinement.level import Confinement
from payments_sandbox.lambda_.confinement.probe import find_confinement, probe
from payments_sandbox.lambda_.executor import ProcessExecutor


@pytest.fixture(autouse=True)
def _node(monkeypatch, node):
    monkeypatch.setenv("SANDBOX_NODE", node)


def read():
    return json.loads(level_route.serve(None).data)


def test_reports_each_environment_until_it_stops(function_version, tmp_path, node):
    (tmp_path / "index.mjs").write_text("export const handler = async () => 1;")
    executor = ProcessExecutor("environment-1", function_version)

    executor.start({"_HANDLER": "index.handler"})
    started = read()["environments"]
    executor.stop()

    confinement = json.loads(json.dumps(asdict(find_confinement(node))))
    assert started == [{"function": "f", "version": "$LATEST", "confinement": confinement}]
    assert read()["environments"] == []


def test_uses_landlock_where_the_kernel_has_it(node):
    assert read()["confinement"]["landlock_abi"] == landlock.find_abi()


def test_says_that_there_is_no_landlock(monkeypatch):
    monkeypatch.setattr(landlock, "find_abi", lambda: 0)

    confinement = read()["confinement"]

    assert confinement["landlock_abi"] == 0
    assert confinement["restricts"] == []
    assert confinement["problem"] == "this system has no Landlock"


def test_gives_landlock_up_where_node_does_not_run_under_it(tmp_path):
    broken = tmp_path / "node"
    broken.write_text("#!/bin/sh\n")
    broken.chmod(0o700)

    confinement = probe(str(broken), 1)

    assert confinement.landlock_abi == 0
    assert confinement.problem.startswith(
        "Node does not run under Landlock here: The function was not started"
    )


def test_starts_no_function_that_cannot_be_confined(start):
    function = start(
        "export const handler = async () => 1;",
        confinement=Confinement(landlock_abi=4),
        # No kernel accepts such a rule.
        gateway_port=70_000,
    )

    result, log = function.invoke()

    assert result.is_error
    assert "could not be confined: landlock_" in log
