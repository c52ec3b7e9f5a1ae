import pytest
from localstack import config
from localstack.runtime.server import twisted as server
from localstack.utils.aws import aws_stack
from payments_sandbox.patches.loopback import stay_on_loopback
from twisted.internet.endpoints import TCP4ServerEndpoint


@pytest.fixture(autouse=True)
def localstack_unchanged(monkeypatch):
    monkeypatch.setattr(server.endpoints, "TCP4ServerEndpoint", TCP4ServerEndpoint)
    monkeypatch.setattr(aws_stack, "CACHE_S3_HOSTNAME_DNS_STATUS", None)


def listen_on(monkeypatch, host):
    monkeypatch.setattr(config, "GATEWAY_LISTEN", [config.HostAndPort(host, 4666)])
    stay_on_loopback()
    return server.endpoints.TCP4ServerEndpoint(None, 4666)._interface


def test_listens_on_loopback_when_told_to(monkeypatch):
    assert listen_on(monkeypatch, "127.0.0.1") == "127.0.0.1"


def test_listens_on_every_interface_of_a_container(monkeypatch):
    assert listen_on(monkeypatch, "0.0.0.0") == ""


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_reaches_its_own_s3_without_a_name_server(monkeypatch, host):
    def refuse(name):
        pytest.fail(f"looked up {name}")

    monkeypatch.setattr(aws_stack.socket, "gethostbyname", refuse)
    listen_on(monkeypatch, host)

    assert aws_stack.get_s3_hostname() == "localhost"
