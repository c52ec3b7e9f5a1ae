"""What AWS's runtime client for nodejs22.x decides; the function's code is all that differs."""

import json

import pytest

HANDLED = {"errorType": "string", "errorMessage": "handled", "trace": []}
UNREADABLE = {
    "errorType": "handled",
    "errorMessage": "callback called with Error argument, but there was a problem while "
    "retrieving one or more of its message, name, and stack",
}


def run(start, source, **changes):
    result, log = start(source, **changes).invoke()
    return json.loads(result.payload), result.is_error, log


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("(e, c, callback) => callback(null, 'x')", "x"),
        ("async (e, c, callback) => { callback(null, 'x'); return 'y'; }", "x"),
        ("(e, c, callback) => { callback(null, 'x'); callback(null, 'y'); }", "x"),
        ("(e, context) => context.succeed('x')", "x"),
        ("(e, context) => context.done(null, 'x')", "x"),
        ("() => 'x'", None),
        ("async () => {}", None),
        ("async () => ({ toJSON: () => 'x' })", "x"),
        ("() => new Promise(() => {})", None),
        ("() => { throw null; }", None),
        ("() => ({ then: (resolve) => resolve('x') })", "x"),
        ("async () => awslambda.HttpResponseStream.name", "HttpResponseStream"),
    ],
)
def test_returns_what_aws_returns(start, handler, expected):
    payload, is_error, log = run(start, f"export const handler = {handler};")

    assert (payload, is_error) == (expected, False), log


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("(e, c, callback) => callback(0)", {"errorType": "number", "errorMessage": "0"}),
        ("(e, c, callback) => callback('')", {"errorType": "string", "errorMessage": ""}),
        ("(e, context) => context.fail('x')", {"errorType": "string", "errorMessage": "x"}),
        ("(e, context) => context.fail()", HANDLED),
        ("async () => { throw null; }", HANDLED),
        ("async () => { throw { name: 'A' }; }", {"errorMessage": "[object Object]"}),
        ("async () => { const a = {}; a.a = a; return a; }", "Unable to stringify response body"),
        ("async () => 1n", "Unable to stringify response body"),
        ("async () => { const e = new Error('x'); e.stack = undefined; throw e; }", UNREADABLE),
        (
            "async () => { const { runInNewContext } = await import('node:vm');"
            " throw runInNewContext(`new RangeError('x')`); }",
            {"errorType": "RangeError", "errorMessage": "x"},
        ),
    ],
)
def test_fails_as_on_aws(start, handler, expected):
    payload, is_error, log = run(start, f"export const handler = {handler};")

    assert is_error, log
    if isinstance(expected, str):
        expected = {"errorType": "Error", "errorMessage": expected}
    assert expected.items() <= payload.items()


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("lib/index.handler", {"lib/index.js": "exports.handler = async () => 'x';"}),
        ("lib.handler", {"lib/index.js": "exports.handler = async () => 'x';"}),
        (
            "index.api.v1.handler",
            {"index.cjs": "exports.api = { v1: { handler: async () => 'x' } };"},
        ),
        ("index.handler", {"index": "exports.handler = async () => 'x';"}),
        (
            "index.handler",
            {
                "package.json": '{"type":"module"}',
                "index.js": "export const handler = async () => 'x';",
            },
        ),
    ],
)
def test_finds_the_handler_where_aws_does(start, tmp_path, name, files):
    for file, text in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text)

    payload, _, log = run(start, "", file="unused.mjs", environment={"_HANDLER": name})

    assert payload == "x", log


@pytest.mark.parametrize(
    ("file", "source", "error_type", "message"),
    [
        # A CommonJS module is reported as an import error, an ES module is not.
        ("index.js", "require('zod');", "Runtime.ImportModuleError", "Cannot find module 'zod'"),
        ("index.mjs", "import 'zod';", "Error", "Cannot find package 'zod' imported from"),
        ("index.js", "import 'node:fs';", "Runtime.UserCodeSyntaxError", "outside a module"),
        ("index.js", "require('./m.mjs');", "Error", "require() of ES Module"),
        ("index.mjs", "export const handler = 1;", "Runtime.HandlerNotFound", "is not a function"),
        ("other.mjs", "", "Runtime.ImportModuleError", "Cannot find module 'index'"),
    ],
)
def test_refuses_to_load_what_aws_refuses(start, tmp_path, file, source, error_type, message):
    (tmp_path / "m.mjs").write_text("export default 1;")
    # Above the function's code, as in a checkout.
    (tmp_path.parent / "node_modules/zod").mkdir(parents=True, exist_ok=True)
    (tmp_path.parent / "node_modules/zod/index.js").write_text("module.exports = {};")

    payload, is_error, log = run(start, source, file=file)

    assert is_error
    assert payload["errorType"] == error_type
    assert message in payload["errorMessage"]
    assert "Uncaught Exception" in log


def test_loads_an_es_module_with_require_if_the_owner_turns_it_on(start, tmp_path):
    (tmp_path / "m.mjs").write_text("export default 'x';")

    payload, *_ = run(
        start,
        "exports.handler = async () => require('./m.mjs').default;",
        file="index.js",
        environment={"NODE_OPTIONS": "--experimental-require-module"},
    )

    assert payload == "x"


def test_logs_an_error_with_its_own_fields(start):
    source = (
        "export const handler = async () => { throw Object.assign(new Error('x'), { key: 7 }); };"
    )

    _, _, log = run(start, source)

    line = next(line for line in log.splitlines() if "Invoke Error" in line)
    error = json.loads(line.split("\t")[-1])
    assert (error["errorType"], error["errorMessage"], error["key"]) == ("Error", "x", 7)
    assert error["stack"][0] == "Error: x"


@pytest.mark.parametrize(
    ("statement", "title", "error_type"),
    [
        ("setTimeout(() => { throw new TypeError('x'); })", "Uncaught Exception", "TypeError"),
        (
            "Promise.reject(new TypeError('x'))",
            "Unhandled Promise Rejection",
            "Runtime.UnhandledPromiseRejection",
        ),
    ],
)
def test_reports_what_the_function_did_not_catch(start, statement, title, error_type):
    source = f"export const handler = () => {{ {statement}; setTimeout(() => {{}}, 3000); }};"

    payload, is_error, log = run(start, source)

    assert is_error
    assert payload["errorType"] == error_type
    assert f"\tERROR\t{title} \t" in log


LOG_EVERY_LEVEL = """
export const handler = async () => {
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal']) console[level](level);
};
"""


def test_logs_each_level_as_text(start):
    _, _, log = run(start, LOG_EVERY_LEVEL)

    assert [line.split("\t")[2:] for line in log.splitlines() if line.startswith("20")] == [
        [level.upper(), level] for level in ("trace", "debug", "info", "warn", "error", "fatal")
    ]


def test_logs_json_from_a_level_on(start):
    _, _, log = run(
        start,
        LOG_EVERY_LEVEL,
        environment={"AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_LOG_LEVEL": "Warn"},
    )

    entries = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [(entry["level"], entry["message"]) for entry in entries] == [
        ("WARN", "warn"),
        ("ERROR", "error"),
        ("FATAL", "fatal"),
    ]
    assert {entry["requestId"] for entry in entries} == {"request-1"}


def stream(start, statements):
    source = (
        "export const handler = awslambda.streamifyResponse("
        f"async (event, stream) => {{ {statements} }});"
    )
    function = start(source)
    result, log = function.invoke()
    # The environment serves the next invocation.
    assert function.invoke()[0].payload == result.payload
    return result, log


def test_returns_a_streamed_response_in_one_piece(start):
    result, _ = stream(start, "stream.write('pay'); stream.write({ count: 1 }); stream.end('!');")

    assert (result.payload, result.is_error) == (b'pay{"count":1}!', False)


def test_returns_the_error_of_a_stream_that_fails(start):
    result, log = stream(start, "stream.write('pay'); throw new TypeError('x');")

    assert result.is_error
    assert json.loads(result.payload)["errorType"] == "TypeError"
    assert "Invoke Error" in log


def test_refuses_a_streamed_response_that_is_too_large(start):
    result, _ = stream(start, "stream.end('x'.repeat(6_291_557));")

    assert json.loads(result.payload)["errorType"] == "Function.ResponseSizeTooLarge"


def test_passes_the_callers_context_on(start):
    function = start("export const handler = async (event, { clientContext }) => clientContext;")

    result, _ = function.invoke(client_context='{"custom":{"trace":"on"}}')

    assert json.loads(result.payload) == {"custom": {"trace": "on"}}
