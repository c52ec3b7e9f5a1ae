"""Functions that attack the machine they run on.

Node's permission model refuses. A private root folder would hide from it what it is to
refuse, so these functions have none.
"""

import json
import subprocess
import tempfile
from pathlib import Path

import pytest
from payments_sandbox.lambda_.confinement.level import without_private_root
from payments_sandbox.lambda_.confinement.node_permissions import find_lifting_option
from payments_sandbox.lambda_.confinement.probe import find_confinement
from payments_sandbox.lambda_.executor import ProcessExecutor, UnsupportedFunctionError

DENIED = "ERR_ACCESS_DENIED"


@pytest.fixture
def confinement(node):
    return without_private_root(find_confinement(node))


@pytest.fixture
def attempt(start, confinement):
    """Runs statements in a function; returns their value, or the code of their error."""

    def run(statements: str, **changes: object) -> object:
        function = start(
            """
            import fs from 'node:fs';
            import os from 'node:os';
            import path from 'node:path';
            const { getBuiltinModule } = process;
            export const handler = async (event) => {
              try {
                return await (async () => { """
            + statements
            + """ })() ?? 'done';
              } catch (error) {
                return error.code ?? error.message;
              }
            };
            """,
            confinement=confinement,
            **changes,
        )
        result, log = function.invoke()
        assert not result.is_error, log
        return json.loads(result.payload)

    return run


@pytest.fixture
def outside(tmp_path_factory):
    """A folder outside the sandbox that contains a secret."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret").write_text("planted")
    (folder / "secret.cjs").write_text("module.exports = 'planted'")
    return folder


@pytest.mark.parametrize(
    "read",
    [
        "return fs.readFileSync('{0}/secret', 'utf8')",
        "return fs.promises.readFile('{0}/secret', 'utf8')",
        "return fs.readFileSync(Buffer.from('{0}/secret'), 'utf8')",
        "return fs.readFileSync(os.tmpdir() + '/..'.repeat(20) + '{0}/secret', 'utf8')",
        "return fs.existsSync('{0}/secret') ? 'planted' : '" + DENIED + "'",
        "return fs.readdirSync('{0}')",
        "fs.copyFileSync('{0}/secret', os.tmpdir() + '/copy')",
        "fs.symlinkSync('{0}', os.tmpdir() + '/link')",
        "fs.linkSync('{0}/secret', os.tmpdir() + '/link')",
        "process.loadEnvFile('{0}/secret')",
        "return (await import('{0}/secret.cjs')).default",
        "return fs.readFileSync('/proc/self/environ', 'utf8')",
        "process.chdir('{0}')",
    ],
)
def test_reads_nothing_outside(attempt, outside, read):
    assert attempt(read.format(outside)) == DENIED


@pytest.mark.parametrize(
    "write",
    [
        "fs.writeFileSync('{0}/new', 'x')",
        "fs.appendFileSync('{0}/secret', 'x')",
        "fs.rmSync('{0}/secret')",
        "fs.mkdirSync('{0}/new')",
        "fs.writeFileSync(os.tmpdir() + '/new', 'x');"
        " fs.renameSync(os.tmpdir() + '/new', '{0}/new')",
        "process.report.writeReport('{0}/new')",
        "getBuiltinModule('node:v8').writeHeapSnapshot('{0}/new')",
    ],
)
def test_writes_nothing_outside(attempt, outside, write):
    before = {file.name: file.read_text() for file in outside.iterdir()}

    assert attempt(write.format(outside)) == DENIED
    assert {file.name: file.read_text() for file in outside.iterdir()} == before


def test_writes_no_database_outside(attempt, outside):
    """Node's SQLite does not ask the permission model."""
    result = attempt(
        "new (getBuiltinModule('node:sqlite').DatabaseSync)"
        f"('{outside}/new').exec('create table t (id)')"
    )

    assert "undefined" in result
    assert not (outside / "new").exists()


def test_does_not_change_its_own_code(attempt, tmp_path):
    assert attempt("fs.writeFileSync(import.meta.filename, 'x')") == DENIED
    assert "handler" in (tmp_path / "index.mjs").read_text()


@pytest.mark.parametrize(
    ("start_another", "error"),
    [
        ("getBuiltinModule('node:child_process').spawn('true')", DENIED),
        ("getBuiltinModule('node:child_process').execFileSync('true')", DENIED),
        ("process.execve('/bin/true', ['true'], {})", DENIED),
        ("new (getBuiltinModule('node:worker_threads').Worker)('1', { eval: true })", DENIED),
        ("process.dlopen({ exports: {} }, '/lib/x.so')", "ERR_DLOPEN_DISABLED"),
        ("getBuiltinModule('node:inspector').open(0)", DENIED),
        ("process.binding('spawn_sync')", DENIED),
    ],
)
def test_starts_no_process(attempt, start_another, error):
    assert attempt(start_another) == error


@pytest.mark.parametrize(
    "signal_to",
    [
        "process.kill({0}, 'SIGTERM')",
        "process.kill({0}, 0)",
        "process.kill(-{0}, 'SIGTERM')",
        "process._kill = undefined; process.kill({0}, 'SIGTERM')",
        "delete process._kill; process.kill({0}, 'SIGTERM')",
        "if (process._kill({0}, 15) < 0) throw {{ code: 'EPERM' }}",
        "try {{ process._debugProcess({0}) }} catch {{ throw {{ code: 'EPERM' }} }}",
    ],
)
def test_signals_no_other_process(attempt, signal_to):
    with subprocess.Popen(["sleep", "60"], process_group=0) as other:
        result = attempt(signal_to.format(other.pid))
        ended_by = other.poll()
        other.kill()

    assert result != "done"
    assert ended_by is None


def test_may_end_itself(start):
    function = start("export const handler = async () => process.kill(process.pid, 'SIGKILL');")

    assert b"signal: killed" in function.invoke()[0].payload


def test_has_a_folder_for_its_files(attempt):
    result = attempt(
        """
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'x-'));
        fs.writeFileSync(path.join(folder, 'a'), 'kept');
        fs.writeFileSync(path.join(os.homedir(), 'b'), 'kept');
        const kept = fs.readFileSync(path.join(folder, 'a'), 'utf8');
        return [kept, fs.readdirSync(os.tmpdir()).length];
        """
    )

    assert result == ["kept", 2]


def test_keeps_its_files_until_the_environment_ends(
    start, confinement, monkeypatch, tmp_path_factory
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("tmp")))
    function = start(
        """
        import fs from 'node:fs';
        import os from 'node:os';
        export const handler = async ({ end }) => {
          if (end) process.kill(process.pid, 'SIGKILL');
          fs.appendFileSync(os.tmpdir() + '/count', 'x');
          return [os.tmpdir(), fs.readFileSync(os.tmpdir() + '/count', 'utf8')];
        };
        """,
        confinement=confinement,
    )
    folder, first = json.loads(function.invoke()[0].payload)
    assert function.invoke('{"end":true}')[0].is_error
    _, second = json.loads(function.invoke()[0].payload)

    assert (first, second) == ("x", "xx")
    assert Path(folder).stat().st_mode & 0o777 == 0o700
    function.sandbox.stop(let_finish=False)
    assert not Path(folder).exists()


def test_environments_do_not_see_each_others_files(start, confinement):
    source = (
        "import fs from 'node:fs'; import os from 'node:os';"
        "export const handler = async ({ read }) => {"
        " fs.writeFileSync(os.tmpdir() + '/a', 'x'); if (!read) return os.tmpdir();"
        " try { return fs.readFileSync(read + '/a', 'utf8'); } catch (e) { return e.code; } };"
    )
    folder = json.loads(start(source, confinement=confinement).invoke()[0].payload)

    result, _ = start(source, confinement=confinement).invoke(json.dumps({"read": folder}))

    assert json.loads(result.payload) == DENIED


@pytest.mark.parametrize("more", ["--experimental-sqlite", "--no-warnings"])
def test_other_options_of_the_owner_remove_no_limit(attempt, outside, more):
    result = attempt(
        f"return [getBuiltinModule('node:sqlite') === undefined,"
        f" process.permission.has('fs.read', '{outside}')]",
        environment={"NODE_OPTIONS": f"--enable-source-maps {more}"},
    )

    assert result == [True, False]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--allow-fs-read=*", "--allow-fs-read"),
        ("--enable-source-maps --allow-child-process", "--allow-child-process"),
        ("--allow_child_process", "--allow-child-process"),
        ('"--al"low-addons', "--allow-addons"),
        ("--al\\low-worker", "--allow-worker"),
        ("--no-permission", "--no-permission"),
        ("--inspect=0.0.0.0:9229", "--inspect"),
        ("--inspect-brk", "--inspect-brk"),
        ("--enable-source-maps --max-old-space-size=100", None),
        ("", None),
    ],
)
def test_finds_an_option_that_would_remove_the_limits(options, found):
    assert find_lifting_option(options) == found


def test_refuses_a_function_with_such_an_option(function_version):
    function_version.config.environment = {"NODE_OPTIONS": "--allow-fs-read=/"}

    with pytest.raises(UnsupportedFunctionError, match=r"holds `--allow-fs-read`.* Next: remove"):
        ProcessExecutor.prepare_version(function_version)
