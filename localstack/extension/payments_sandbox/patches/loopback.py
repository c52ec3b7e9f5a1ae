"""Keeps an emulator that was told to listen on loopback there, in both directions."""

from ipaddress import ip_address
from typing import Any

from localstack import config
from localstack.runtime import hooks


# A high priority: before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def stay_on_loopback() -> None:
    """In a container the emulator listens on every interface all the same."""
    _ask_no_name_server()
    hosts = {address.port: address.host for address in config.GATEWAY_LISTEN}
    if all(_is_loopback(host) for host in hosts.values()):
        _listen_on_given_hosts_only(hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listen_on_given_hosts_only(hosts: dict[int, str]) -> None:
    """LocalStack 4.13.1 takes only the port from GATEWAY_LISTEN, and listens on every interface.

    With `127.0.0.1:4566` the emulator would answer the whole network, and run code for it.
    """
    from localstack.runtime.server import twisted as server

    listen = server.endpoints.TCP4ServerEndpoint

    def listen_on_given_host(reactor: Any, port: int, **options: Any) -> Any:
        return listen(reactor, port, **{"interface": hosts[port], **options})

    server.endpoints.TCP4ServerEndpoint = listen_on_given_host


def _ask_no_name_server() -> None:
    """LocalStack looks its public name up to reach its own S3; `localhost` does as well.

    Without a name server that answers, its start would wait for one for 10 s.
    """
    from localstack.utils.aws import aws_stack

    aws_stack.CACHE_S3_HOSTNAME_DNS_STATUS = False
