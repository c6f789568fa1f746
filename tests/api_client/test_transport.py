"""The transport: bounded in time and size, never redirected, never repeated."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest

from api_client.contract import Case
from api_client.errors import Unintelligible, Unreachable
from api_client.transport import Reply, Transport

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, OddServer, Say

StartOdd = Callable[["Answering"], "OddServer"]
BETWEEN_BYTES = 0.02


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
    with pytest.raises(Unreachable, match="the line failed: ConnectionError"):
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
        (
            (
                "Date: Thu, 15 Jan 2026 09:00:00 GMT",
                "Retry-After: Thu, 15 Jan 2026 09:01:30 GMT",
            ),
            90.0,
        ),
    ],
)
def test_the_wait_that_was_asked_for(
    odd: StartOdd, hasty: Transport, say: "Say", headers: tuple[str, ...], seconds: float | None
) -> None:
    server = odd(lambda _: iter([say.problem(503, *headers)]))
    assert hasty.exchange("GET", server.address, {}).retry_after == seconds


def test_json_of_another_shape_is_unintelligible_and_not_quoted(
    odd: StartOdd, hasty: Transport, say: "Say"
) -> None:
    server = odd(lambda _: iter([say.http(200, b'{"status": "private words"}')]))
    with pytest.raises(Unintelligible) as raised:
        hasty.exchange("GET", server.address, {}).read_as(Case)
    assert "private" not in str(raised.value)


@pytest.mark.parametrize(
    "body",
    [
        '{"reference": "R", "needed": "请补交"}'.encode("gbk"),
        b'{"more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["in GBK", "nested without end"],
)
def test_json_that_cannot_be_read_at_all_is_unintelligible(body: bytes) -> None:
    reply = Reply(200, {"content-type": "application/json"}, body)
    with pytest.raises(Unintelligible):
        reply.read_as(Case)
