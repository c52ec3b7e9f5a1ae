"""A root folder that holds only what a function may reach, in the places that AWS has."""

import json
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EXTENSION
from payments_sandbox.lambda_.confinement import rules
from payments_sandbox.lambda_.confinement.level import without_private_root
from payments_sandbox.lambda_.confinement.probe import find_confinement, probe

PLACES = """
import fs from 'node:fs';
import os from 'node:os';
const { LAMBDA_TASK_ROOT, LAMBDA_RUNTIME_DIR, TMPDIR } = process.env;
export const handler = async () => ({
  taskRoot: LAMBDA_TASK_ROOT,
  runtime: LAMBDA_RUNTIME_DIR,
  url: import.meta.url,
  cwd: process.cwd(),
  node: process.execPath,
  files: os.tmpdir(),
  home: os.homedir(),
  TMPDIR,
  trace: new Error().stack.split('\\n')[1].trim(),
});
"""
AS_ON_AWS = {
    "taskRoot": "/var/task",
    "runtime": "/var/runtime",
    "url": "file:///var/task/index.mjs",
    "cwd": "/var/task",
    "node": "/var/lang/bin/node",
    "files": "/tmp",
    "home": "/tmp",
    "trace": "at Runtime.handler (file:///var/task/index.mjs:14:10)",
}
LOOK = """
import fs from 'node:fs';
export const handler = async ({ write, read }) => {
  try {
    if (write) fs.writeFileSync(write, 'kept');
    return fs.readFileSync(read, 'utf8');
  } catch (error) {
    return error.code;
  }
};
"""

# Runs a program as a system does that refuses user namespaces.
REFUSE_NAMESPACES = f"""
import ctypes, errno, os, struct, sys
sys.path.append({str(EXTENSION)!r})
from payments_sandbox.lambda_.confinement.kernel import prctl
from payments_sandbox.lambda_.confinement.seccomp import *
unshare = {{"x86_64": 272, "aarch64": 97}}[os.uname().machine]
program = assemble([
    (LOAD, NUMBER),
    (JUMP_IF_EQUAL, unshare, "refuse"),
    (RETURN, RETURN_ALLOW),
    ("refuse",),
    (RETURN, RETURN_ERRNO | errno.EPERM),
])
code = ctypes.create_string_buffer(program)
prctl("PR_SET_NO_NEW_PRIVS", 38, 1, 0, 0, 0)
filter_ = struct.pack("@HP", len(program) // 8, ctypes.addressof(code))
prctl("PR_SET_SECCOMP", PR_SET_SECCOMP, MODE_FILTER, filter_, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.fixture
def refuse_namespaces(monkeypatch, tmp_path_factory):
    folder = tmp_path_factory.mktemp("python")
    (folder / "refuse.py").write_text(REFUSE_NAMESPACES)
    python = folder / "python"
    command = shlex.join([sys.executable, str(folder / "refuse.py")])
    python.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
    python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))


@pytest.fixture(scope="session")
def private_root(node):
    """The limits of this machine; skips where it refuses a private root folder."""
    found = find_confinement(node)
    if not found.private_root:
        pytest.skip(found.private_root_problem or found.problem or "")
    return found


def run(function, **event):
    result, log = function.invoke(json.dumps(event))
    assert not result.is_error, log
    return json.loads(result.payload)


@pytest.mark.parametrize("node_permissions", [True, False])
def test_has_the_places_that_aws_has(start, private_root, node_permissions):
    confinement = replace(private_root, node_permissions=node_permissions)

    assert run(start(PLACES, confinement=confinement)) == AS_ON_AWS


def test_names_the_code_of_a_function_that_fails_as_aws_does(start, private_root):
    result, log = start("export const handler = async () => null.x;").invoke()

    assert (
        "at Runtime.handler (file:///var/task/index.mjs:1:"
        in json.loads(result.payload)["trace"][1]
    )
    assert "file:///var/task/index.mjs:1:" in log


@pytest.fixture
def package_json_above(tmp_path):
    """In the folder that the temporary folders of all tests are in."""
    file = tmp_path.parent / "package.json"
    file.write_text('{"type":"module"}')
    yield
    file.unlink()


@pytest.mark.usefixtures("package_json_above")
def test_does_not_see_a_package_json_above_the_code(start, private_root):
    payload = start("exports.handler = async () => 'x';", file="index.js").invoke()[0].payload

    assert payload == b'"x"'


@pytest.mark.parametrize("node_permissions", [True, False])
def test_writes_its_own_files_to_tmp(start, private_root, node_permissions):
    confinement = replace(private_root, node_permissions=node_permissions)
    first, second = (start(LOOK, confinement=confinement) for _ in range(2))

    assert run(first, write="/tmp/payment", read="/tmp/payment") == "kept"

    assert (first.files / "payment").read_text() == "kept"
    assert run(second, read="/tmp/payment") == "ENOENT"
    assert list(second.files.iterdir()) == []


def test_keeps_its_files_when_its_process_is_replaced(start, private_root):
    function = start(LOOK.replace("try {", "if (!read) process.exit(1); try {"))
    run(function, write="/tmp/payment", read="/tmp/payment")
    assert function.invoke('{"write":"/tmp/other"}')[0].is_error

    assert run(function, read="/tmp/payment") == "kept"


@pytest.mark.parametrize("file", ["/var/task/index.mjs", "/var/new", "/etc/hosts", "/usr/lib/new"])
def test_writes_nothing_else(start, private_root, file):
    function = start(LOOK, confinement=replace(private_root, node_permissions=False))

    assert run(function, write=file, read=file) == "EROFS"


def test_sees_nothing_else(start, private_root):
    source = """
    import fs from 'node:fs';
    export const handler = async (paths) => paths.filter((each) => fs.existsSync(each));
    """
    function = start(source, confinement=replace(private_root, node_permissions=False))
    paths = [
        "/home",
        "/root",
        "/opt",
        "/usr/bin",
        "/var/lib",
        "/etc/shadow",
        "/proc/1",
        "/dev/tty",
    ]

    result, _ = function.invoke(json.dumps([*paths, "/var/task", "/proc/self/status"]))

    assert json.loads(result.payload) == ["/var/task", "/proc/self/status"]


def test_has_no_capabilities(start, private_root):
    """Without them it can neither mount nor leave, even if root started it."""
    source = """
    import fs from 'node:fs';
    export const handler = async () =>
      fs.readFileSync('/proc/self/status', 'utf8').match(/^Cap(?:Inh|Prm|Eff|Amb):.*$/gm);
    """

    lines = run(start(source, confinement=replace(private_root, node_permissions=False)))

    assert [int(line.split()[1], 16) for line in lines] == [0, 0, 0, 0]


def test_shows_code_that_is_written_later(start, private_root, tmp_path):
    """As `make watch` does for a process that waits for its code."""
    function = start(LOOK)
    (tmp_path / "later").write_text("later")

    assert run(function, read="/var/task/later") == "later"


def test_is_not_used_where_namespaces_are_refused(start, node, private_root, refuse_namespaces):
    confinement = probe(node)

    assert confinement.private_root_problem == "unshare: Operation not permitted"
    assert replace(confinement, private_root_problem=None) == without_private_root(private_root)


def test_a_function_runs_without_it_as_before(
    start, node, private_root, refuse_namespaces, tmp_path
):
    function = start(PLACES, confinement=probe(node))

    places = run(function)

    assert places["taskRoot"] == str(tmp_path)
    assert places["url"] == (tmp_path / "index.mjs").as_uri()
    assert places["files"] == places["home"] == places["TMPDIR"] == str(function.files)


def test_starts_no_function_without_the_root_that_the_probe_had(
    start, private_root, refuse_namespaces
):
    result, log = start(PLACES, confinement=private_root).invoke()

    assert result.is_error
    assert "could not be confined: unshare: Operation not permitted" in log


def test_shows_no_package_json_of_the_machine():
    """`/package.json` has the same name there; it would decide how the code is loaded."""
    folder = Path("/machine/code")
    reach = rules.Reach(node=folder, task_root=folder, runtime=folder, writable=folder, ports=())

    command = {
        private: rules.under_limits(1, reach, [], private_root=private)
        for private in (True, False)
    }

    assert "r:/machine/package.json" in command[False]
    assert not any(each.startswith("r:") and "package.json" in each for each in command[True])
