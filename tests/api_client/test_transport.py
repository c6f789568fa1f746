"""The transport: bounded in time and size, never redirected, never repeated."""

import socket
from collections.abc import Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest

from api_client.errors import Unintelligible, Unreachable
from api_client.lookup import Found, NameLookup
from api_client.transport import Transport
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, OddServer, Say

StartOdd = Callable[["Answering"], "OddServer"]
BETWEEN_BYTES = 0.02
TOLD = "Date: Thu, 15 Jan 2026 09:00:00 GMT"


@pytest.fixture
def hasty() -> Iterator[Transport]:
    """Gives up after half a second."""
    transport = Transport(deadline=0.5, most_bytes=10_000)
    yield transport
    transport.close()


def dripped(whole: bytes) -> Iterator[bytes]:
    """A byte at a time, and then blanks without end."""
    pause = Event()
    for byte in whole:
        yield bytes([byte])
        pause.wait(BETWEEN_BYTES)
    while True:
        yield b" "
        pause.wait(BETWEEN_BYTES)


@pytest.mark.parametrize("begins", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: "])
def test_headers_that_drip_do_not_hold_us(odd: StartOdd, hasty: Transport, begins: bytes) -> None:
    server = odd(lambda _: dripped(begins))
    with pytest.raises(Unreachable, match=r"no whole answer within 0\.5 seconds"):
        hasty.exchange("GET", server.address, {})


def test_a_body_that_drips_does_not_hold_us(odd: StartOdd, hasty: Transport) -> None:
    def answer(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
        yield from dripped(b"{}")

    with pytest.raises(Unreachable, match=r"no whole answer within 0\.5 seconds"):
        hasty.exchange("GET", odd(answer).address, {})


def test_after_a_cut_the_next_call_is_answered(odd: StartOdd, hasty: Transport, say: "Say") -> None:
    slow, quick = odd(lambda _: dripped(b"")), odd(lambda _: iter([say.http(200, b"{}")]))
    with pytest.raises(Unreachable):
        hasty.exchange("GET", slow.address, {})
    assert hasty.exchange("GET", quick.address, {}).body == b"{}"


def test_silence_does_not_hold_us(odd: StartOdd, hasty: Transport) -> None:
    ended = Event()

    def answer(_: bytes) -> Iterator[bytes]:
        ended.wait(10)
        yield b""

    server = odd(answer)
    with pytest.raises(Unreachable):
        hasty.exchange("GET", server.address, {})
    ended.set()


def test_a_redirect_is_handed_back_and_not_followed(
    odd: StartOdd, hasty: Transport, say: "Say"
) -> None:
    elsewhere = odd(lambda _: iter([say.http(200, b"{}")]))
    server = odd(lambda _: iter([say.http(302, b"", f"Location: {elsewhere.address}/login")]))
    assert hasty.exchange("PUT", server.address, {}, b"{}").status == 302
    assert elsewhere.calls == []


def test_a_redirect_without_end_is_no_more_read_than_any_answer(
    odd: StartOdd, hasty: Transport
) -> None:
    def answer(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 302 Found\r\nLocation: http://x/\r\nContent-Type: text/html\r\n\r\n"
        while True:
            yield b"x" * 5_000

    with pytest.raises(Unintelligible, match="larger than 10000 bytes"):
        hasty.exchange("GET", odd(answer).address, {})


@pytest.mark.parametrize("place", [b"http://[", b"/\xff\xfe", b"http://a:99999999/", b""])
def test_where_a_redirect_leads_is_not_read(
    odd: StartOdd, hasty: Transport, say: "Say", place: bytes
) -> None:
    redirect = say.http(302, b"", "Location: there").replace(b"there", place)
    server = odd(lambda _: iter([redirect]))
    assert hasty.exchange("PUT", server.address, {}, b"{}").status == 302


def test_whatever_the_libraries_stumble_over_is_unreachable_and_not_quoted(
    odd: StartOdd, hasty: Transport, say: "Say"
) -> None:
    def stumbling(_: str, __: int) -> list[Found]:
        raise ArithmeticError("private")

    server = odd(lambda _: iter([say.http(200, b"{}")]))
    transport = Transport(deadline=0.5, lookup=NameLookup(stumbling))
    with pytest.raises(Unreachable, match="the line failed: ArithmeticError") as raised:
        transport.exchange("POST", "http://authority.example", {}, b"private")
    transport.close()
    assert not raised.value.may_have_arrived
    with pytest.raises(Unreachable, match="the line failed: UnicodeEncodeError") as raised:
        hasty.exchange("POST", server.address, {"X-Name": "\ud800"}, b"private")
    assert not raised.value.may_have_arrived


def test_nothing_is_repeated(odd: StartOdd, hasty: Transport, say: "Say") -> None:
    server = odd(lambda _: iter([say.problem(503, "Retry-After: 0")]))
    assert hasty.exchange("PUT", server.address, {}, b"{}").status == 503
    cutting = odd(lambda _: iter([]))
    with pytest.raises(Unreachable, match="the line failed"):
        hasty.exchange("PUT", cutting.address, {}, b"{}")
    assert (len(server.calls), len(cutting.calls)) == (1, 1)


def test_an_answer_cut_short_is_no_answer(odd: StartOdd, hasty: Transport, say: "Say") -> None:
    server = odd(lambda _: iter([say.http(200, b'{"reference": "R"}')[:-5]]))
    with pytest.raises(Unreachable, match="the line failed"):
        hasty.exchange("GET", server.address, {})


def test_an_answer_beyond_measure_is_not_read(odd: StartOdd, hasty: Transport, say: "Say") -> None:
    server = odd(lambda _: iter([say.http(200, b" " * 10_001)]))
    with pytest.raises(Unintelligible, match="larger than 10000 bytes"):
        hasty.exchange("GET", server.address, {})


def test_nobody_there_is_unreachable(odd: StartOdd, hasty: Transport) -> None:
    server = odd(lambda _: iter([]))
    server.close()
    with pytest.raises(Unreachable, match=r"no line to 127\.0\.0\.1:.*: Connection refused"):
        hasty.exchange("GET", server.address, {})


def test_proxies_and_credentials_around_us_are_not_used(
    odd: StartOdd, hasty: Transport, say: "Say", monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = odd(lambda _: iter([say.http(200, b"[]")]))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.address)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    server = odd(lambda _: iter([say.http(200, b"{}")]))
    assert hasty.exchange("GET", server.address, {}).body == b"{}"
    assert proxy.calls == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ((), None),
        (("Retry-After: 7",), 7.0),
        (("Retry-After: 999999999",), 86_400.0),
        (("Retry-After: soon",), None),
        ((TOLD, "Retry-After: Thu, 15 Jan 2026 09:01:30 GMT"), 90.0),
        ((TOLD, "Retry-After: Thu, 15 Jan 2026 08:00:00 GMT"), 0.0),
        ((TOLD, "Retry-After: Thu, 15 Jan 2026 09:01:30 +99999999999999"), None),
        ((TOLD, "Retry-After: Fri, 31 Dec 9999 23:59:59 -2359"), None),
        (("Date: Sat, 01 Jan 0001 00:00:00 +2359", "Retry-After: Thu, 15 Jan 2026 09:01:30"), None),
    ],
)
def test_the_wait_that_was_asked_for(
    odd: StartOdd, hasty: Transport, say: "Say", headers: tuple[str, ...], seconds: float | None
) -> None:
    server = odd(lambda _: iter([say.problem(503, *headers)]))
    assert hasty.exchange("GET", server.address, {}).retry_after == seconds


def test_json_is_asked_for_unless_the_caller_wants_something_else(say: type["Say"]) -> None:
    transport = Transport()
    with ScriptedServer(
        [say.http(200, b"{}")], [say.http(200, b"<a/>", kind="text/xml")]
    ) as server:
        transport.exchange("GET", server.address, {})
        reply = transport.exchange("POST", server.address, {"Accept": "text/xml"}, b"a=1&b=2")
        transport.close()
        asked = [line for head in server.heads for line in head.split("\r\n") if "Accept:" in line]
    assert asked == ["Accept: application/json, application/problem+json", "Accept: text/xml"]
    assert server.bodies == [b"", b"a=1&b=2"]
    assert reply.is_xml


def test_a_large_body_has_the_time_that_a_slow_line_needs(say: type["Say"]) -> None:
    transport = Transport(deadline=0.5)
    with ScriptedServer([say.http(200, b"{}")], [b""]) as server:
        transport.exchange("PUT", server.address, {}, b"x" * 1_000_000)
    assert server.bodies == [b"x" * 1_000_000]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(Unreachable, match=r"no whole answer within 1\.5 seconds"):
            transport.exchange("PUT", address, {}, b"x" * 50_000)
    transport.close()
