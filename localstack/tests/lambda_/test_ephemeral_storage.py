"""The size of a function's temporary folder."""

import json

import pytest

WRITER = """
import fs from 'node:fs';
import os from 'node:os';
export const handler = async ({ megabytes = 0, size, folder = '', fail }) => {
  const file = os.tmpdir() + folder + '/file';
  if (folder) fs.mkdirSync(os.tmpdir() + folder, { recursive: true });
  if (megabytes) fs.writeFileSync(file, Buffer.alloc(megabytes << 20, 'x'));
  if (size) { fs.writeFileSync(file, ''); fs.truncateSync(file, size * 2 ** 20); }
  if (fail) throw new Error('its own');
  return fs.readdirSync(os.tmpdir()).length;
};
"""


@pytest.fixture
def invoke(start):
    function = start(WRITER, ephemeral_storage_mb=8)

    def run(**event):
        result, _ = function.invoke(json.dumps(event), request_id="r-1")
        return json.loads(result.payload)

    return run


@pytest.mark.parametrize(
    "event", [{"megabytes": 9}, {"megabytes": 9, "folder": "/a/b"}, {"megabytes": 20}]
)
def test_fails_an_invocation_that_leaves_more(invoke, event):
    error = invoke(**event)

    assert error["errorType"] == "Sandbox.NoSpaceLeft"
    assert f"left {event['megabytes']} MB in its temporary folder" in error["errorMessage"]
    assert (
        "its EphemeralStorage is 8 MB. On AWS the write fails with ENOSPC"
        in (error["errorMessage"])
    )
    assert invoke() == 0, "the next invocation starts with an empty folder"


@pytest.mark.parametrize("event", [{"megabytes": 7}, {"size": 100}])
def test_keeps_what_fits(invoke, event):
    """A file of 100 MB that is one hole takes no space."""
    assert invoke(**event) == 1
    assert invoke() == 1


def test_counts_what_earlier_invocations_left(invoke):
    assert invoke(megabytes=5, folder="/a") == 1
    assert invoke(megabytes=5, folder="/b")["errorType"] == "Sandbox.NoSpaceLeft"


def test_reports_the_functions_own_error_first(invoke):
    assert invoke(megabytes=9, fail=True)["errorMessage"] == "its own"
    assert invoke() == 0
