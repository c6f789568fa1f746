"""An open line: whatever comes on it, it costs the back end little."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from onestop.line import MOST_BESIDE
from onestop.process import BackEndProcess

SECONDS = 15
CALL = b"GET /healthz HTTP/1.1\r\nHost: one-stop.example\r\n"
IN_PARTS = (
    b"PUT /v1/submissions/R HTTP/1.1\r\nHost: one-stop.example\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


class RawLine:
    """Says what no kiosk would."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._heard = b""

    def say(self, text: bytes) -> None:
        # The back end may have hung up already, which is what is looked for.
        with suppress(OSError):
            self._line.sendall(text)

    def status(self) -> str:
        """Of the next answer; "" when there is none and the line has ended."""
        while b"}" not in self._heard:
            try:
                more = self._line.recv(MOST_BESIDE)
            except ConnectionError:
                more = b""
            if not more:
                break
            self._heard += more
        answer, _, self._heard = self._heard.partition(b"}")
        return answer[9:12].decode()


@pytest.fixture
def line(back_end: BackEndProcess) -> Iterator[RawLine]:
    address = urlsplit(back_end.address)
    assert address.port is not None
    with socket.create_connection((address.hostname, address.port), SECONDS) as line:
        yield RawLine(line)


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        (CALL, b"X-More: and more\r\n"),
        (CALL + b"X-More: ", b"and more "),
        (b"GET /", b"and-more"),
        (IN_PARTS + b"0\r\n", b"X-More: and more\r\n"),
        (IN_PARTS + b"1;", b"and-more"),
    ],
    ids=["headers", "a header", "an address", "trailers", "what stands beside a part's length"],
)
def test_what_is_no_body_cannot_go_on_without_end(line: RawLine, begin: bytes, more: bytes) -> None:
    line.say(begin)
    for _ in range(1 + 2 * MOST_BESIDE // len(more)):
        line.say(more)
    answers = [line.status(), line.status(), line.status()]
    assert answers[-1] == ""


def test_a_head_may_come_letter_by_letter(line: RawLine) -> None:
    for letter in CALL + b"\r\n":
        line.say(bytes([letter]))
    assert line.status() == "200"


def test_one_line_is_good_for_any_number_of_calls(line: RawLine) -> None:
    call = CALL + b"X-Long: " + b"x" * 4000 + b"\r\n\r\n"
    for _ in range(3 * MOST_BESIDE // len(call)):
        line.say(call)
        assert line.status() == "200"


def test_whoever_asks_for_another_protocol_is_answered_in_this_one(line: RawLine) -> None:
    line.say(CALL + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
    assert line.status() == "200"
    line.say(CALL + b"\r\n")
    assert line.status() == "200"
