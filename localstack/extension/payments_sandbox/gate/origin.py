"""Refuses requests from browsers, and requests with a foreign host name.

No browser is a client of this API. But any web page can make a browser send requests to
127.0.0.1, for example with a form or an image, and can point its own host name at
127.0.0.1. A browser adds at least one of the headers below, and sends the page's host name.
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
    """The Host headers that clients of this emulator send.

    GATEWAY_LISTEN has the port that it listens on, and LOCALSTACK_HOST the port that
    clients use. They differ where Docker maps one to the other.
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
    """The addresses of a container, where AWS's runtime images in other containers reach it.

    A web page cannot forge such a Host header: the browser sends the page's host name.
    """
    with suppress(OSError):
        return set(socket.gethostbyname_ex(socket.gethostname())[2])
    return set()


def foreign_origin(headers: Headers, hosts: frozenset[str]) -> str | None:
    """The header that shows a foreign origin; None if a client of the sandbox may have sent it."""
    given = headers.getlist("Host")
    if len(given) != 1 or given[0].lower() not in hosts:
        return f"Host: {', '.join(given)}"
    for name in BROWSER_HEADERS:
        if name in headers:
            return name
    return None
