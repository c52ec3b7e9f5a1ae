"""Ports for processes that a test starts."""

import random
import socket


def free_port() -> int:
    """A port of 127.0.0.1 that no connection gets until the process listens on it.

    A system takes the ports of outgoing connections from 32768 on.
    """
    while True:
        port = random.randrange(20_000, 32_768)
        with socket.socket() as probe:
            # As servers do: a closed connection does not keep its port.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
