import pytest
from localstack import config
from localstack.runtime.server.twisted import TwistedRuntimeServer
from localstack.utils.aws import aws_stack
from payments_sandbox.patches.loopback import stay_on_loopback
from rolo.gateway import Gateway
from twisted.internet.endpoints import TCP4ServerEndpoint


@pytest.fixture(autouse=True)
def _no_cached_lookup(monkeypatch):
    monkeypatch.setattr(aws_stack, "CACHE_S3_HOSTNAME_DNS_STATUS", None)


@pytest.fixture
def listen_on(monkeypatch):
    """Returns the interface on which LocalStack's server listens; empty for every interface."""
    interfaces = []
    monkeypatch.setattr(
        TCP4ServerEndpoint, "listen", lambda self, _: interfaces.append(self._interface)
    )

    def listen(host, *, patched):
        monkeypatch.setattr(config, "GATEWAY_LISTEN", [config.HostAndPort(host, 4666)])
        if patched:
            stay_on_loopback()
        TwistedRuntimeServer().register(Gateway(), config.GATEWAY_LISTEN)
        return interfaces

    return listen


def test_localstack_listens_on_every_interface(listen_on):
    assert listen_on("127.0.0.1", patched=False) == [""]


def test_listens_on_loopback_when_configured_to(listen_on):
    assert listen_on("127.0.0.1", patched=True) == ["127.0.0.1"]


def test_listens_on_every_interface_of_a_container(listen_on):
    assert listen_on("0.0.0.0", patched=True) == [""]


@pytest.fixture
def lookups(monkeypatch):
    """The names that LocalStack resolves; no name server responds."""
    names = []

    def fail(name):
        names.append(name)
        raise OSError

    monkeypatch.setattr(aws_stack.socket, "gethostbyname", fail)
    return names


def test_localstack_resolves_its_public_name(lookups):
    aws_stack.get_s3_hostname()

    assert lookups == ["s3.localhost.localstack.cloud"]


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_reaches_its_own_s3_without_a_name_server(lookups, monkeypatch, host):
    monkeypatch.setattr(config, "GATEWAY_LISTEN", [config.HostAndPort(host, 4666)])

    stay_on_loopback()

    assert aws_stack.get_s3_hostname() == "localhost"
    assert lookups == []
