"""Patch for LocalStack 4.13.1: keeps an emulator that is to listen on loopback off the network.

LocalStack takes only the port from GATEWAY_LISTEN and listens on every interface, so with
`127.0.0.1:4566` it would serve the whole network and run code for it. Remove this part
when `test_localstack_listens_on_every_interface` fails.

LocalStack also resolves its public host name to reach its own S3, although `localhost`
works too. Without a reachable name server, that delays its start by 10 s. Remove this
part when `test_localstack_resolves_its_public_name` fails.
"""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from localstack import config
from localstack.runtime import hooks
from localstack.utils.patch import patch


# High priority: must run before the hook that loads the services.
@hooks.on_infra_start(priority=100)
def stay_on_loopback() -> None:
    """In a container, GATEWAY_LISTEN is not loopback, and every interface stays open."""
    _reach_s3_without_dns()
    hosts = {address.port: address.host for address in config.GATEWAY_LISTEN}
    if all(_is_loopback(host) for host in hosts.values()):
        _listen_on_given_hosts_only(hosts)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listen_on_given_hosts_only(hosts: dict[int, str]) -> None:
    from twisted.internet.endpoints import TCP4ServerEndpoint

    @patch(TCP4ServerEndpoint.__init__)
    def listen_on_given_host(
        original: Callable[..., None], self: Any, reactor: Any, port: int, **options: Any
    ) -> None:
        original(self, reactor, port, **{"interface": hosts.get(port, "127.0.0.1"), **options})


def _reach_s3_without_dns() -> None:
    from localstack.utils.aws import aws_stack

    # The cached result of the lookup. Other modules import the function that reads it by
    # name, so a patch of the function would not reach them.
    aws_stack.CACHE_S3_HOSTNAME_DNS_STATUS = False
