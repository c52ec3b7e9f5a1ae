import json

import pytest
from localstack.http import Request
from payments_sandbox.state.errors import RefusedSnapshotError, UnknownSnapshotError
from payments_sandbox.state.routes import NoAutosave, NoSnapshots, StateRoutes, _read_key

BODY = {"labels": {"a": "b"}, "files": {"terraform.tfstate": "{}"}}


class FakeSnapshots:
    def __init__(self) -> None:
        self.error: Exception | None = None

    def save(self, *given):
        return {"saved": given}

    def restore(self, name):
        if self.error:
            raise self.error
        return {"manifest": {}, "files": {}}


class FakeAutosave:
    stored: tuple | None = None
    started = False

    def start(self):
        self.started = True

    def store_with_it(self, *stored):
        self.stored = stored

    def describe(self):
        return {"seconds": 60}


@pytest.fixture
def snapshots():
    return FakeSnapshots()


@pytest.fixture
def autosave():
    return FakeAutosave()


@pytest.fixture
def routes(snapshots, autosave):
    return StateRoutes(snapshots, autosave)


def request(method: str, body: object = None) -> Request:
    return Request(method, "/", body=b"" if body is None else json.dumps(body).encode())


def test_saves_labels_and_files(routes):
    response = routes.save(request("POST", BODY), "first")

    assert response.json == {"saved": ["first", BODY["labels"], BODY["files"]]}


@pytest.mark.parametrize(
    "body",
    [None, [], {}, {"labels": {}}, {**BODY, "labels": {"a": 1}}, {**BODY, "files": ["a"]}],
)
def test_refuses_a_body_that_breaks_the_contract(routes, body):
    response = routes.save(request("POST", body), "first")

    assert response.status_code == 400
    assert response.json["message"].startswith("Expected ")


@pytest.mark.parametrize(
    ("error", "status"),
    [(UnknownSnapshotError("There is none."), 404), (RefusedSnapshotError("It is damaged."), 409)],
)
def test_gives_the_reason_for_a_refusal(routes, snapshots, error, status):
    snapshots.error = error

    response = routes.restore(request("POST"), "first")

    assert (response.status_code, response.json) == (status, {"message": str(error)})


def test_reports_an_unexpected_error(routes, snapshots):
    snapshots.error = OSError(28, "No space left on device")

    response = routes.restore(request("POST"), "first")

    assert response.status_code == 500
    assert "No space left on device" in response.json["message"]


def test_stores_what_the_automatic_save_needs(routes, autosave):
    response = routes.autosave(request("PUT", BODY))

    assert autosave.stored == (BODY["labels"], BODY["files"])
    assert response.json == {"seconds": 60}


@pytest.mark.parametrize(("start", "started"), [(True, True), (False, False), ("yes", False)])
def test_starts_the_automatic_save_when_asked_to(routes, autosave, start, started):
    routes.autosave(request("PUT", BODY | {"start": start}))

    assert autosave.started is started


def test_says_that_an_emulator_without_a_key_saves_nothing():
    routes = StateRoutes(NoSnapshots(), NoAutosave())

    for response in (
        routes.save(request("POST", BODY), "first"),
        routes.restore(request("POST"), "first"),
    ):
        assert response.status_code == 503
        assert "not started by make" in response.json["message"]
    assert routes.autosave(request("PUT", BODY | {"start": True})).json["started"] is True


def test_describes_the_automatic_save(routes, autosave):
    assert routes.autosave(request("GET")).json == {"seconds": 60}
    assert autosave.stored is None


def test_reads_the_key():
    assert _read_key("0f" * 32) == b"\x0f" * 32


@pytest.mark.parametrize("text", ["", "0f" * 31, "0f" * 33, "zz" * 32])
def test_refuses_a_key_that_is_none(text):
    with pytest.raises(ValueError, match="Expected 64 hexadecimal digits in SANDBOX_SNAPSHOT_KEY"):
        _read_key(text)
