"""The line itself: what passes, as it came, on lines that stay open."""

import http.client
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from onestop.faults import Call, FaultyLine
from tests.faults.caller import (
    BODY,
    SUBMISSION,
    ask,
    body_of,
    call,
    exchanged,
    fields_of,
    opened,
    status_of,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)


def test_calls_pass_one_after_another_on_one_line_that_stays_open(
    kept: tuple[FaultyLine, http.client.HTTPConnection], office: Office
) -> None:
    line, kiosk = kept
    kiosk.connect()
    mine = kiosk.sock
    for number, path in enumerate(("/a", "/chunked", "/b?phone_tail=1234", SUBMISSION), 1):
        assert exchanged(kiosk, "PUT", path, BODY) == office.answer_to(path, number)
        assert kiosk.sock is mine
    assert [taken.body for taken in office.taken] == [BODY] * 4
    assert line.seen == tuple(Call("PUT", path) for path in ("/a", "/chunked", "/b", SUBMISSION))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("HEAD", "/a", b""), ("GET", "/empty", b""), ("DELETE", "/a", b"{}")],
)
def test_answers_without_a_body_do_not_hold_the_line(
    begin: Begin, office: Office, method: str, path: str, body: bytes
) -> None:
    line = begin()
    kiosk = http.client.HTTPConnection(urlsplit(line.address).netloc, timeout=10)
    expected = b"{" if method == "DELETE" else b""
    assert exchanged(kiosk, method, path, body)[:1] == expected
    assert exchanged(kiosk, "GET", "/after") == office.answer_to("/after", 2)
    kiosk.close()


def test_an_answer_without_a_length_is_given_one(begin: Begin, office: Office) -> None:
    said = ask(begin(), call("GET", "/bare", b""))
    assert body_of(said) == office.answer_to("/bare", 1)
    assert fields_of(said)["content-length"] == str(len(body_of(said)))


def test_a_call_in_chunks_is_passed_on_as_it_came(begin: Begin, office: Office) -> None:
    head = b"POST /a HTTP/1.1\r\nHost: k\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    ask(begin(), head + b"5;x=1\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: t\r\n\r\n")
    assert office.taken[0].body == b"hello world"


def test_the_back_end_is_told_the_host_that_the_kiosk_called(begin: Begin, office: Office) -> None:
    ask(begin())
    assert office.taken[0].host == "kiosk.test"


def test_two_calls_that_were_sent_together_are_both_answered(begin: Begin, office: Office) -> None:
    said = ask(begin(), call("GET", "/a", b"") + call("GET", "/b", b"", "Connection: close"))
    assert said.count(b"HTTP/1.1 200") == 2
    assert [taken.path for taken in office.taken] == ["/a", "/b"]


@pytest.mark.parametrize(
    "text",
    [
        b"\x16\x03\x01 what is this\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /a HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"GET /a HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"GET /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nmany\r\n",
        b"GET /a HTTP/1.1\r\nLong: " + b"x" * 200_000,
    ],
)
def test_what_is_no_call_is_hung_up_on_and_not_passed(
    begin: Begin, office: Office, text: bytes
) -> None:
    line = begin()
    with opened(line) as mine:
        mine.sendall(text)
        with suppress(OSError):  # hung up on already
            mine.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            assert mine.recv(1) == b""
    assert office.taken == []
    assert status_of(ask(line)) == 200


def test_a_back_end_that_is_away_is_a_line_that_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        away = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    with FaultyLine(to=away) as line:
        assert ask(line) == b""
        assert line.seen == ()


def test_what_counted_is_told_apart_from_what_came_again(begin: Begin) -> None:
    line = begin("duplicate")
    for _ in range(2):
        ask(line, call("PUT", "/new/R-1", BODY, "Connection: close"))
    assert line.seen == (Call("PUT", "/new/R-1"),) * 4
    assert line.made == (Call("PUT", "/new/R-1"),)
