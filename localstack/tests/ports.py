"""Ports for processes that a test starts."""

import random
import socket


def free_port() -> int:
    """A port of 127.0.0.1 that stays free until the process listens on it.

    From 32768 on, the system chooses ports itself, for connections and servers.
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
