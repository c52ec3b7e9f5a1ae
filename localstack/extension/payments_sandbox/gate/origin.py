"""Refuses what only a browser sends, and every name but the sandbox's own.

No browser is a client of this API. A page of any site can make one send requests to
127.0.0.1, with a form or an image without asking, and can give its own name the address
127.0.0.1. A browser adds at least one of these headers, and the name it was given.
"""

import os
import re
import socket
from contextlib import suppress

from werkzeug.datastructures import Headers

# Every request of a current browser has Sec-Fetch-Site. Node's fetch sends Sec-Fetch-Mode too.
BROWSER_HEADERS = ("Origin", "Referer", "Sec-Fetch-Site")
OWN_NAMES = frozenset({"127.0.0.1", "localhost"})


def own_hosts() -> frozenset[str]:
    """Host headers of requests that mean this emulator.

    GATEWAY_LISTEN has the port that it listens on, LOCALSTACK_HOST the one that clients
    use: Docker may map one to the other.
    """
    addresses = [
        *os.environ.get("GATEWAY_LISTEN", "").split(","),
        os.environ.get("LOCALSTACK_HOST", ""),
    ]
    names = OWN_NAMES if _is_on_loopback(addresses[0]) else OWN_NAMES | _own_addresses()
    ports = {match[1] for address in addresses if (match := re.search(r":(\d+)$", address))}
    return frozenset(f"{name}:{port}" for name in names for port in ports or {"4566"})


def _is_on_loopback(address: str) -> bool:
    return address.startswith("127.")


def _own_addresses() -> set[str]:
    """Of a container, where AWS's own runtime images reach it from containers beside it.

    A page cannot give its name this Host header: it would be the page's name, not an address.
    """
    with suppress(OSError):
        return set(socket.gethostbyname_ex(socket.gethostname())[2])
    return set()


def foreign_origin(headers: Headers, hosts: frozenset[str]) -> str | None:
    """What gives the request away; None if it may come from a client of the sandbox."""
    given = headers.getlist("Host")
    if len(given) != 1 or given[0].lower() not in hosts:
        return f"Host: {', '.join(given)}"
    for name in BROWSER_HEADERS:
        if name in headers:
            return name
    return None
