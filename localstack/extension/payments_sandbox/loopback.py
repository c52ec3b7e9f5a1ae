"""Makes LocalStack listen where it is told to."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start(priority=100)
def listen_on_the_given_host_only() -> None:
    """LocalStack 4.13.1 takes only the port from GATEWAY_LISTEN, and listens on every interface.

    With `127.0.0.1:4566` the emulator would answer the whole network, and run code for it.
    """
    from localstack import config
    from localstack.runtime.server import twisted as server

    hosts = {address.port: address.host for address in config.GATEWAY_LISTEN}
    listen = server.endpoints.TCP4ServerEndpoint

    def listen_on_host(reactor: Any, port: int, **options: Any) -> Any:
        return listen(reactor, port, **{"interface": hosts.get(port, ""), **options})

    server.endpoints.TCP4ServerEndpoint = listen_on_host
