import pytest
from localstack import config
from localstack.runtime.server import twisted as server
from payments_sandbox.loopback import listen_on_the_given_host_only
from twisted.internet.endpoints import TCP4ServerEndpoint


@pytest.fixture(autouse=True)
def endpoint_of_localstack(monkeypatch):
    monkeypatch.setattr(server.endpoints, "TCP4ServerEndpoint", TCP4ServerEndpoint)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_listens_on_the_host_it_was_given(monkeypatch, host):
    monkeypatch.setattr(config, "GATEWAY_LISTEN", [config.HostAndPort(host, 4666)])

    listen_on_the_given_host_only()

    assert server.endpoints.TCP4ServerEndpoint(None, 4666)._interface == host
