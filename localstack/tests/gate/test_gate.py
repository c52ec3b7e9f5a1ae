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
    """The status of the refusal; None for an admitted request."""
    response = gate.admit(request, HOSTS)
    return response and response.status_code


def test_exits_if_the_gate_cannot_be_installed(monkeypatch):
    ended = []
    monkeypatch.setattr(config, "IN_MEMORY_CLIENT", False)
    monkeypatch.setattr(gate.os, "_exit", ended.append)
    monkeypatch.setattr(gate.logging, "shutdown", lambda: None)

    gate.close_the_gate()

    assert ended == [1]


def test_admits_a_signed_request():
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
def test_refuses_a_foreign_host_name(host):
    request = sent("GET", f"http://{HOST}/_localstack/health", {"Host": host})
    assert status(request) == 403


def test_refuses_two_host_headers():
    request = sent("GET", f"http://{HOST}/_localstack/health")
    request.headers.add("Host", "evil.example")
    assert status(request) == 403


def test_serves_only_the_health_check_without_a_signature():
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
def test_removes_the_headers_of_localstacks_internal_calls(name):
    request = signed()
    request.headers[name] = "000000000000"

    assert status(request) is None

    assert name not in request.headers


def test_passes_on_the_verified_credential_instead_of_the_received_header():
    request = signed()
    # AWS allows the spaces, but LocalStack parses the header differently.
    request.headers["Authorization"] = request.headers["Authorization"].replace(", ", ",   ")

    assert status(request) is None

    assert ",   " not in request.headers["Authorization"]


def test_returns_both_error_codes_of_sqs():
    request = signed(service="sqs", X_Amz_Target="AmazonSQS.ListQueues")
    del request.headers["Authorization"]

    response = gate.admit(request, HOSTS)

    assert response.json["__type"] == "MissingAuthenticationTokenException"
    assert response.headers["x-amzn-query-error"] == "MissingAuthenticationToken;Sender"


def test_passes_on_the_credential_of_a_pre_signed_url():
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
def test_accepts_its_own_host_names(monkeypatch, listen, public, hosts):
    monkeypatch.setattr(origin, "_own_addresses", set)
    monkeypatch.setenv("GATEWAY_LISTEN", listen)
    monkeypatch.setenv("LOCALSTACK_HOST", public)
    assert origin.own_hosts() == hosts


def test_accepts_a_containers_address_if_it_listens_beyond_loopback(monkeypatch):
    monkeypatch.setenv("LOCALSTACK_HOST", "")
    monkeypatch.setattr(origin, "_own_addresses", lambda: {"172.17.0.2"})
    monkeypatch.setenv("GATEWAY_LISTEN", "0.0.0.0:4566")
    assert "172.17.0.2:4566" in origin.own_hosts()
    monkeypatch.setenv("GATEWAY_LISTEN", "127.0.0.1:4566")
    assert "172.17.0.2:4566" not in origin.own_hosts()


def test_compares_host_names_case_insensitively():
    assert origin.foreign_origin(Headers({"Host": "LOCALHOST:4566"}), HOSTS) is None
