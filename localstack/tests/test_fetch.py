"""DynamoDB Local's jars: only what the lock file names."""

import hashlib
import importlib.util
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from jgo.util import http

SCRIPT = Path(__file__).parents[1] / "dynamodb-local" / "fetch.py"


@pytest.fixture
def fetch():
    # The folder's name is not valid for a package.
    specification = importlib.util.spec_from_file_location("fetch", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def maven(tmp_path):
    """Returns the same file for every artifact."""
    downloaded = tmp_path / "a-1.0.jar"
    downloaded.write_bytes(b"jar")
    artifact = SimpleNamespace(resolve=lambda: downloaded)
    component = SimpleNamespace(artifact=lambda classifier, packaging: artifact)
    project = SimpleNamespace(at_version=lambda version: component)
    return SimpleNamespace(project=lambda group, name: project, downloaded=downloaded)


def locked(fetch, sha256):
    return fetch.LockedFile("g", "a", "1.0", "jar", "", sha256)


def test_returns_a_file_that_matches(fetch, maven):
    sha256 = hashlib.sha256(b"jar").hexdigest()

    assert fetch.fetch(locked(fetch, sha256), maven) == maven.downloaded


def test_refuses_and_removes_a_file_that_does_not_match(fetch, maven):
    with pytest.raises(fetch.ChecksumError, match=r"g:a:1\.0:jar does not match"):
        fetch.fetch(locked(fetch, "0" * 64), maven)

    assert not maven.downloaded.exists()


def test_locks_every_file_by_its_checksum(fetch):
    files = list(fetch.read_lock(fetch.LOCK_FILE))

    assert all(len(file.sha256) == 64 for file in files)
    packagings = {file.artifact_id: file.packaging for file in files}
    assert packagings["DynamoDBLocal"] == "jar"
    assert packagings["libsqlite4java-linux-amd64"] == "so"
    assert packagings["libsqlite4java-osx"] == "dylib"
    assert packagings["libsqlite4java-osx-aarch64"] == "dylib"


def test_lets_one_checkout_download_at_a_time(fetch, tmp_path):
    cache = tmp_path / "repository"
    entered = threading.Event()

    def download() -> None:
        with fetch.one_at_a_time(cache):
            entered.set()

    other = threading.Thread(target=download)
    with fetch.one_at_a_time(cache):
        other.start()
        assert not entered.wait(0.2)
    other.join(10)

    assert entered.is_set()


@pytest.fixture
def server():
    """Counts its connections."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            server.connections += 1

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "3")
            self.end_headers()
            self.wfile.write(b"jar")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.connections = 0
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever).start()
        yield server
        server.shutdown()


def test_downloads_many_files_through_one_connection(fetch, server, monkeypatch):
    monkeypatch.setattr(requests, "request", requests.request)
    fetch.keep_connections()

    for name in ("a.jar", "a.jar.sha1", "b.jar"):
        assert http.get(f"http://127.0.0.1:{server.server_port}/{name}").content == b"jar"

    assert server.connections == 1


def test_does_nothing_in_a_complete_folder(fetch, tmp_path):
    (tmp_path / fetch.STAMP).write_text(fetch.sha256_of(fetch.LOCK_FILE))

    assert fetch.materialise(tmp_path, cache=None) is False


def test_is_not_complete_after_the_lock_file_changed(fetch, tmp_path):
    (tmp_path / fetch.STAMP).write_text("another lock file")

    assert not fetch.is_complete(tmp_path, fetch.sha256_of(fetch.LOCK_FILE))
