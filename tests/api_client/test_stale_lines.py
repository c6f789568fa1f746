"""A line that the server ended while it was idle is no failure of the next call."""

import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import trustme

from api_client.errors import Unreachable
from api_client.transport import Transport
from api_client.trust import Trust
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api_client.conftest import Say

HANG_UP = b""


@pytest.fixture(params=["http", "https"])
def tls(request: pytest.FixtureRequest, ca: trustme.CA) -> ssl.SSLContext | None:
    """Both kinds of line end differently."""
    if request.param == "http":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def hasty(ca_file: "Path") -> Iterator[Transport]:
    transport = Transport(deadline=2, trust=Trust(ca_file=ca_file))
    yield transport
    transport.close()


@pytest.fixture
def ok(say: type["Say"]) -> bytes:
    """An answer after which the line stays open."""
    return say.http(200, b"{}").replace(b"Connection: close\r\n", b"")


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_a_line_that_is_known_to_have_ended_is_not_used(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes, method: str
) -> None:
    with ScriptedServer([ok], [ok], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        server.wait_for_end_of_line(0)
        assert hasty.exchange(method, f"{server.address}/2", {}, b"body").status == 200
        assert server.calls == [(0, "GET /1"), (1, f"{method} /2")]


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_line_that_ends_under_a_call_is_replaced_once(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes, method: str
) -> None:
    with ScriptedServer([ok, HANG_UP], [ok], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        assert hasty.exchange(method, f"{server.address}/2", {}, b"body").status == 200
        assert server.calls == [(0, "GET /1"), (0, f"{method} /2"), (1, f"{method} /2")]
        assert server.bodies[1] == server.bodies[2]


def test_what_went_out_on_a_line_that_ended_may_have_arrived_whatever_comes_after(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes
) -> None:
    with ScriptedServer([ok, HANG_UP], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        with pytest.raises(Unreachable, match="Connection refused") as raised:
            hasty.exchange("PUT", f"{server.address}/2", {}, b"body")
        assert raised.value.may_have_arrived
        assert len(server.calls) == 2


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_what_must_not_come_twice_goes_out_once(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes, method: str
) -> None:
    with ScriptedServer([ok, HANG_UP], [ok], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        with pytest.raises(Unreachable) as raised:
            hasty.exchange(method, f"{server.address}/2", {}, b"body")
        assert raised.value.may_have_arrived
        assert server.calls == [(0, "GET /1"), (0, f"{method} /2")]


def test_a_new_line_that_ends_is_not_replaced(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes
) -> None:
    with ScriptedServer([ok, HANG_UP], [HANG_UP], [ok], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        with pytest.raises(Unreachable):
            hasty.exchange("PUT", f"{server.address}/2", {}, b"body")
        assert len(server.calls) == 3


@pytest.mark.parametrize(
    "begins", [b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"]
)
def test_an_answer_that_broke_off_is_not_asked_for_again(
    tls: ssl.SSLContext | None, hasty: Transport, ok: bytes, begins: bytes
) -> None:
    with ScriptedServer([ok, begins], [ok], tls=tls) as server:
        hasty.exchange("GET", f"{server.address}/1", {})
        with pytest.raises(Unreachable) as raised:
            hasty.exchange("PUT", f"{server.address}/2", {}, b"body")
        assert raised.value.may_have_arrived
        assert len(server.calls) == 2
