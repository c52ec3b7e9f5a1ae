import pytest
from gate.signing import DEVELOPER, HOST, pre_signed, sent, signed
from localstack import config
from payments_sandbox.gate import callers, gate, origin
from werkzeug.datastructures import Headers

HOSTS = frozenset({HOST, "localhost:4566"})


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers, "secret_access_key", lambda: DEVELOPER.secret_key)


def status(request) -> int | None:
    """None for a request that is let through."""
    response = gate.admit(request, HOSTS)
    return response and response.status_code


def test_ends_an_emulator_whose_gate_cannot_be_closed(monkeypatch):
    ended = []
    monkeypatch.setattr(config, "IN_MEMORY_CLIENT", False)
    monkeypatch.setattr(gate.os, "_exit", ended.append)
    monkeypatch.setattr(gate.logging, "shutdown", lambda: None)

    gate.close_the_gate()

    assert ended == [1]


def test_lets_a_signed_request_through():
    assert status(signed()) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Origin", "null"),
        ("Origin", f"http://{HOST}"),
        ("Referer", "http://app.localstack.cloud/"),
        ("Sec-Fetch-Site", "none"),
    ],
)
def test_refuses_a_browser_whatever_it_signs(name, value):
    request = signed()
    request.headers[name] = value
    assert status(request) == 403


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:4567",
        "evil.example:4566",
        "x.s3.evil.example",
        "bucket.s3.localhost.localstack.cloud:4566",
        "127.0.0.1:4566@evil.example",
        "",
    ],
)
def test_refuses_a_foreign_name(host):
    request = sent("GET", f"http://{HOST}/_localstack/health", {"Host": host})
    assert status(request) == 403


def test_refuses_two_names():
    request = sent("GET", f"http://{HOST}/_localstack/health")
    request.headers.add("Host", "evil.example")
    assert status(request) == 403


def test_answers_everyone_about_its_health_and_nothing_else():
    assert status(sent("GET", f"http://{HOST}/_localstack/health")) is None
    for method, path in [
        ("POST", "/_localstack/health"),
        ("PUT", "/_localstack/health"),
        ("GET", "/_localstack/health/"),
        ("GET", "/_localstack/info"),
        ("GET", "/_sandbox/faults"),
        ("GET", "/"),
    ]:
        assert status(sent(method, f"http://{HOST}{path}")) == 403, (method, path)


@pytest.mark.parametrize(
    "path",
    [
        "/_aws/lambda/init",
        "/_aws/sqs/messages",
        "//_aws/sqs/messages",
        "/_localstack/plugins",
        "/_localstack/health",
    ],
)
def test_closes_the_routes_that_the_sandbox_does_not_need(path):
    assert status(signed("POST", path, "sandbox")) == 404


def test_keeps_the_sandboxs_routes_for_the_developer(monkeypatch):
    request = signed("GET", "/_sandbox/faults", "sandbox", body=b"")
    assert status(request) is None

    role = callers.Caller(DEVELOPER.secret_key, is_developer=False)
    monkeypatch.setattr(callers, "find_caller", lambda request, key, token: role)
    assert status(request) == 404


@pytest.mark.parametrize("name", ["x-localstack-data", "X-Moto-Account-Id", "X-LocalStack-Target"])
def test_takes_away_what_only_localstacks_parts_may_tell_each_other(name):
    request = signed()
    request.headers[name] = "000000000000"

    assert status(request) is None

    assert name not in request.headers


def test_tells_localstack_what_was_verified_and_not_what_was_sent():
    request = signed()
    # Allowed by AWS, and read in another way by LocalStack.
    request.headers["Authorization"] = request.headers["Authorization"].replace(", ", ",   ")

    assert status(request) is None

    assert ",   " not in request.headers["Authorization"]


def test_speaks_of_sqs_with_both_of_its_names():
    request = signed(service="sqs", X_Amz_Target="AmazonSQS.ListQueues")
    del request.headers["Authorization"]

    response = gate.admit(request, HOSTS)

    assert response.json["__type"] == "MissingAuthenticationTokenException"
    assert response.headers["x-amzn-query-error"] == "MissingAuthenticationToken;Sender"


def test_tells_localstack_who_signed_a_url():
    request = pre_signed()

    assert status(request) is None

    assert f"Credential={DEVELOPER.access_key}/" in request.headers["Authorization"]


@pytest.mark.parametrize(
    ("listen", "public", "hosts"),
    [
        ("127.0.0.1:4666", "127.0.0.1:4666", {"127.0.0.1:4666", "localhost:4666"}),
        (
            "0.0.0.0:4566",
            "127.0.0.1:4576",
            {"127.0.0.1:4566", "localhost:4566", "127.0.0.1:4576", "localhost:4576"},
        ),
        ("127.0.0.1:4666", "aws.example", {"127.0.0.1:4666", "localhost:4666"}),
    ],
)
def test_knows_its_own_names(monkeypatch, listen, public, hosts):
    monkeypatch.setattr(origin, "_own_addresses", set)
    monkeypatch.setenv("GATEWAY_LISTEN", listen)
    monkeypatch.setenv("LOCALSTACK_HOST", public)
    assert origin.own_hosts() == hosts


def test_knows_a_containers_address_where_it_listens_beyond_loopback(monkeypatch):
    monkeypatch.setenv("LOCALSTACK_HOST", "")
    monkeypatch.setattr(origin, "_own_addresses", lambda: {"172.17.0.2"})
    monkeypatch.setenv("GATEWAY_LISTEN", "0.0.0.0:4566")
    assert "172.17.0.2:4566" in origin.own_hosts()
    monkeypatch.setenv("GATEWAY_LISTEN", "127.0.0.1:4566")
    assert "172.17.0.2:4566" not in origin.own_hosts()


def test_takes_the_case_of_a_name_as_browsers_do():
    assert origin.foreign_origin(Headers({"Host": "LOCALHOST:4566"}), HOSTS) is None
