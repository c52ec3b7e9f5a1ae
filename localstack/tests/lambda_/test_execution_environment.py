"""A sandbox against real Node processes."""

import json
import os
import threading
import time

import pytest
from payments_sandbox.lambda_.confinement.level import Confinement
from processes import is_running

ECHO = "export const handler = async (event, context) => ({ event, context });"


def error_of(result):
    assert result.is_error
    return json.loads(result.payload)


def test_returns_the_result_of_the_handler(start):
    function = start(ECHO, environment={"AWS_LAMBDA_FUNCTION_NAME": "payments"})

    result, _ = function.invoke('{"count":3}', request_id="r-1")

    assert not result.is_error
    returned = json.loads(result.payload)
    assert returned["event"] == {"count": 3}
    assert returned["context"]["awsRequestId"] == "r-1"
    assert returned["context"]["functionName"] == "payments"


def test_gives_the_handler_the_time_that_is_left(start):
    function = start(
        "export const handler = async (_, context) => context.getRemainingTimeInMillis();",
        timeout_seconds=60,
    )

    result, _ = function.invoke()

    assert 50_000 < json.loads(result.payload) <= 60_000


def test_keeps_the_process_between_invocations(start):
    function = start("let count = 0; export const handler = async () => ++count;")

    results = [function.invoke()[0].payload for _ in range(3)]

    assert results == [b"1", b"2", b"3"]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("index.cjs", "exports.handler = (event, context, callback) => callback(null, 'done');"),
        ("index.js", "module.exports.handler = async () => 'done';"),
        ("index.mjs", "export const handler = () => Promise.resolve('done');"),
    ],
)
def test_calls_every_kind_of_handler(start, file, source):
    result, _ = start(source, file=file).invoke()

    assert result.payload == b'"done"'


def test_waits_for_an_empty_event_loop_after_a_callback(start):
    function = start(
        """
        export const handler = (event, context, callback) => {
          const result = { done: false };
          setTimeout(() => { result.done = true; }, 50);
          callback(null, result);
        };
        """
    )

    result, _ = function.invoke()

    assert result.payload == b'{"done":true}'


def test_reports_a_thrown_error_with_its_trace(start):
    function = start(
        "export const handler = async () => { throw new TypeError('no such currency'); };"
    )

    result, log = function.invoke()

    error = error_of(result)
    assert (error["errorType"], error["errorMessage"]) == ("TypeError", "no such currency")
    assert "index.mjs:1" in error["trace"][1]
    assert "\tERROR\tInvoke Error" in log
    assert "Status: error\tError Type: TypeError" in log


def test_points_into_the_source_when_source_maps_are_on(start, tmp_path):
    # One segment: generated 1:1 comes from payment.ts 1:1.
    source_map = {"version": 3, "sources": ["payment.ts"], "names": [], "mappings": "AAAA"}
    (tmp_path / "index.mjs.map").write_text(json.dumps(source_map))
    function = start(
        "export const handler = async () => { throw new Error('x'); };\n"
        "//# sourceMappingURL=index.mjs.map\n",
        environment={"NODE_OPTIONS": "--enable-source-maps"},
    )

    result, _ = function.invoke()

    assert "payment.ts:1" in error_of(result)["trace"][1]


@pytest.mark.parametrize(
    ("source", "error_type", "message"),
    [
        ("throw new RangeError('no table');", "RangeError", "no table"),
        ("import 'not-there';", "Error", "Cannot find package 'not-there'"),
        ("export const handler = (", "Runtime.UserCodeSyntaxError", "SyntaxError"),
        ("export const other = 1;", "Runtime.HandlerNotFound", "index.handler is undefined"),
        ("process.exit(7);", "Runtime.ExitError", "exit status 7"),
    ],
)
def test_reports_a_function_that_cannot_be_loaded(start, source, error_type, message):
    function = start(source)

    result, log = function.invoke()

    error = error_of(result)
    assert error["errorType"] == error_type
    assert message in error["errorMessage"]
    assert "INIT_REPORT" in log
    assert f"Error Type: {error_type}" in log


def test_tries_again_after_a_failed_start(start, tmp_path):
    function = start("throw new Error('not yet');")
    (tmp_path / "index.mjs").write_text(ECHO)

    result, _ = function.invoke()

    assert not result.is_error


def test_gives_up_a_start_that_takes_too_long(start):
    function = start("await new Promise((r) => setTimeout(r, 60_000));", 0.3, timeout_seconds=1)

    result, log = function.invoke()

    assert error_of(result)["errorType"] == "Sandbox.Timedout"
    assert "Phase: init\tStatus: timeout" in log


@pytest.mark.parametrize("wait", ["for (;;);", "await new Promise((r) => setTimeout(r, 60_000));"])
def test_ends_an_invocation_at_its_timeout(start, wait):
    function = start(
        "export const handler = async (event) => {\n"
        f"  if (event.wait) {{ console.log('waiting'); {wait} }}\n"
        "  return 'ok';\n"
        "};",
        # Long enough for the cold start in the last line on a busy machine.
        timeout_seconds=3,
    )
    started = time.monotonic()

    result, log = function.invoke('{"wait":true}', request_id="r-9")

    # Well before the 60 s, however busy the machine is.
    assert time.monotonic() - started < 30
    assert error_of(result) == {
        "errorType": "Sandbox.Timedout",
        "errorMessage": "RequestId: r-9 Error: Task timed out after 3.00 seconds",
    }
    assert "waiting" in log
    assert "r-9 Task timed out after 3.00 seconds\n" in log
    assert "Duration: 3000.00 ms" in log
    assert "Status: timeout" in log
    assert function.invoke()[0].payload == b'"ok"'


@pytest.mark.parametrize(
    ("crash", "how"),
    [
        ("process.exit(3)", "exit status 3"),
        ("process.exit(0)", "exit status 0"),
        ("process.kill(process.pid, 'SIGKILL')", "signal: killed"),
        ("process.abort()", "signal: aborted"),
    ],
)
def test_reports_a_process_that_ends_during_an_invocation(start, crash, how):
    function = start(
        "export const handler = async (event) => { if (event.crash) "
        f"{{ {crash}; await new Promise(() => setInterval(() => {{}}, 1000)); }} return 'ok'; }};"
    )

    result, log = function.invoke('{"crash":true}', request_id="r-1")

    assert error_of(result) == {
        "errorType": "Runtime.ExitError",
        "errorMessage": f"RequestId: r-1 Error: Runtime exited with error: {how}",
    }
    assert "Runtime.ExitError" in log
    assert function.invoke()[0].payload == b'"ok"'


def test_reports_a_function_that_runs_out_of_memory(start):
    function = start(
        """
        export const handler = async () => {
          const kept = [];
          for (;;) kept.push(new Array(100_000).fill(kept.length));
        };
        """,
        memory_mb=32,
    )

    result, log = function.invoke()

    assert "signal: aborted" in error_of(result)["errorMessage"]
    assert "heap out of memory" in log


def test_reports_an_unhandled_rejection(start):
    function = start(
        """
        export const handler = (event) => {
          if (event.ok) return Promise.resolve('ok');
          Promise.reject(new Error('lost'));
          return new Promise((resolve) => setTimeout(resolve, 5000));
        };
        """
    )

    result, _ = function.invoke()

    error = error_of(result)
    assert error["errorType"] == "Runtime.UnhandledPromiseRejection"
    assert error["errorMessage"] == "Error: lost"
    # The process is about to end, so it must not get the next invocation.
    assert function.invoke('{"ok":true}')[0].payload == b'"ok"'


def test_takes_a_payload_and_a_response_of_six_megabytes(start):
    function = start("export const handler = async (event) => event;")
    payload = json.dumps("x" * 6_291_000)

    result, _ = function.invoke(payload)

    assert result.payload.decode() == payload


def test_refuses_a_larger_response_and_keeps_the_environment(start):
    function = start("export const handler = async (n) => 'x'.repeat(n);")

    result, _ = function.invoke("6291557")

    assert error_of(result) == {
        "errorType": "Function.ResponseSizeTooLarge",
        "errorMessage": "Response payload size exceeded maximum allowed payload size"
        " (6291556 bytes).",
    }
    assert function.invoke("1")[0].payload == b'"x"'


def test_returns_every_line_in_order_with_its_invocation(start):
    function = start(
        """
        console.log('loaded');
        export const handler = async ({ from }) => {
          for (let i = from; i < from + 5000; i++) {
            if (i % 2) console.log(`line ${i}`);
            else process.stderr.write(`line ${i}\\n`);
          }
        };
        """
    )

    _, first = function.invoke('{"from":0}', request_id="r-1")
    _, second = function.invoke('{"from":5000}', request_id="r-2")

    for log, start_at in ((first, 0), (second, 5000)):
        lines = [line.rpartition("line ")[2] for line in log.splitlines() if "line " in line]
        assert lines == [str(i) for i in range(start_at, start_at + 5000)]
    assert first.index("loaded") < first.index("START RequestId: r-1 Version: $LATEST\n")
    assert "r-1" not in second


def test_keeps_a_message_of_several_lines_together(start):
    function = start("export const handler = async () => console.log('a\\nb');")

    _, log = function.invoke()

    assert "\tINFO\ta\rb\n" in log


def test_reports_a_cold_start_once(start):
    function = start(ECHO)

    logs = [function.invoke()[1] for _ in range(2)]

    assert ["Init Duration" in log for log in logs] == [True, False]
    assert "Memory Size: 128 MB\tMax Memory Used: " in logs[0]
    assert "Max Memory Used: 0 MB" not in logs[0]


def test_hides_the_variables_of_the_host_from_the_function(start, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example")
    function = start("export const handler = async () => process.env;")

    result, _ = function.invoke()

    names = set(json.loads(result.payload))
    added_for_this_test = {"_HANDLER"}
    # Set where the temporary folder is not /tmp.
    assert names - added_for_this_test - {"TMPDIR"} == {
        "AWS_LAMBDA_RUNTIME_API",
        "HOME",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "PATH",
        "_X_AMZN_TRACE_ID",
    }


def test_replaces_a_process_that_died_between_invocations(start, wait_until):
    function = start("export const handler = async () => process.pid;")
    pid = int(function.invoke()[0].payload)
    # Kill the process while it waits for the next invocation.
    wait_until(lambda: function.sandbox.is_idle)
    os.kill(pid, 9)
    wait_until(lambda: not function.sandbox.is_idle)

    result, _ = function.invoke()

    assert not result.is_error
    assert int(result.payload) != pid


def test_ends_what_a_runtime_started(start, node, tmp_path, wait_until):
    # A function cannot start processes, but a wrapper around Node could where it may run.
    starter, pid_file = tmp_path / "starter", tmp_path / "pid"
    starter.write_text(f'#!/bin/sh\nsleep 60 &\necho $! >"{pid_file}"\nexec "{node}" "$@"\n')
    starter.chmod(0o700)
    function = start(ECHO, node=str(starter), confinement=Confinement())
    assert not function.invoke()[0].is_error
    child = int(pid_file.read_text())
    assert is_running(child)

    function.sandbox.stop(let_finish=False)

    wait_until(lambda: not is_running(child))


def test_lets_an_invocation_finish_before_it_stops(start, wait_until):
    function = start(
        "export const handler = async () => {"
        " await new Promise((r) => setTimeout(r, 300)); return process.pid; };"
    )
    results = []
    wait_until(lambda: function.sandbox.is_idle)
    thread = threading.Thread(target=lambda: results.append(function.invoke()[0]))
    thread.start()
    wait_until(lambda: not function.sandbox.is_idle)

    function.sandbox.stop(let_finish=True)
    thread.join()

    assert not results[0].is_error
    wait_until(lambda: not is_running(int(results[0].payload)))


def test_runs_environments_side_by_side(start):
    source = """
        export const handler = async () => {
          const began = Date.now();
          await new Promise((resolve) => setTimeout(resolve, 2000));
          return [began, Date.now()];
        };
    """
    functions = [start(source, timeout_seconds=30) for _ in range(4)]
    results = []
    threads = [
        threading.Thread(target=lambda f=function: results.append(f.invoke()[0].payload))
        for function in functions
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4
    began, ended = zip(*map(json.loads, results), strict=True)
    # The last one began before the first one ended.
    assert max(began) < min(ended)
