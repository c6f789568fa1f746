"""A kiosk's end of the line, by hand: bytes out, bytes in."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from onestop.faults import FaultyLine

MOST_SECONDS = 10.0
A_WHILE = 0.2
"""How long nothing must come for it to count as nothing."""
BODY = b'{"reference": "R-1", "answers": "' + b"x" * 400 + b'"}'
SUBMISSION = "/v1/submissions/R-1"


def call(method: str = "PUT", path: str = SUBMISSION, body: bytes = BODY, *more: str) -> bytes:
    """A request, whole."""
    rows = (f"{method} {path} HTTP/1.1", "Host: kiosk.test", f"Content-Length: {len(body)}", *more)
    return "\r\n".join(rows).encode() + b"\r\n\r\n" + body


@contextmanager
def opened(line: FaultyLine) -> Iterator[socket.socket]:
    """A line to it, in the clear."""
    parts = urlsplit(line.address)
    with socket.create_connection((parts.hostname, parts.port), MOST_SECONDS) as mine:
        yield mine


def trusting(line: FaultyLine) -> ssl.SSLContext:
    """What a kiosk needs to trust whoever is at the other end."""
    return ssl.create_default_context(cadata=line.authority.decode())


def said_to(mine: socket.socket) -> bytes:
    """Everything that comes until the other side hangs up."""
    return b"".join(iter(lambda: mine.recv(65_536), b""))


def ask(line: FaultyLine, text: bytes | None = None) -> bytes:
    """Call once and hear all of it."""
    with opened(line) as mine:
        mine.sendall(call("PUT", SUBMISSION, BODY, "Connection: close") if text is None else text)
        return said_to(mine)


def status_of(said: bytes) -> int:
    return int(said.split(b" ")[1])


def fields_of(said: bytes) -> dict[str, str]:
    rows = said.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
    return {name.lower(): value for name, _, value in (row.partition(": ") for row in rows)}


def body_of(said: bytes) -> bytes:
    return said.partition(b"\r\n\r\n")[2]


def exchanged(
    kiosk: http.client.HTTPConnection, method: str, path: str, body: bytes = b""
) -> bytes:
    kiosk.request(method, path, body)
    return kiosk.getresponse().read()
