"""Bodies in chunks (RFC 9112, section 7.1), which Python's HTTP server does not read."""

from email.message import Message
from http.client import parse_headers
from io import BufferedIOBase

LONGEST_LINE = 1 << 10


def read_chunked(stream: BufferedIOBase, limit: int) -> tuple[bytes | None, Message]:
    """Returns the body, or None if it has more bytes than `limit`, and the trailers.

    Raises ValueError if the body is malformed, or ends early.
    """
    chunks: list[bytes] = []
    total = 0
    while size := int(stream.readline(LONGEST_LINE).split(b";")[0], 16):
        chunk = stream.read(size)
        if len(chunk) < size or stream.readline(LONGEST_LINE) != b"\r\n":
            raise ValueError("The body ends early.")
        total += size
        if total <= limit:
            chunks.append(chunk)
    return (b"".join(chunks) if total <= limit else None), parse_headers(stream)
