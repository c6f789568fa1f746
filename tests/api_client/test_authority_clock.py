"""The authority's clock is learnt from its answers."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from api_client.authority_clock import AuthorityClock
from api_client.lookup import Found, NameLookup
from api_client.reply import Reply
from api_client.transport import Transport
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Say

TOLD = "Thu, 15 Jan 2026 09:00:00 GMT"
THEN = datetime(2026, 1, 15, 9, tzinfo=UTC).timestamp()


def ticking(*moments: float) -> Callable[[], float]:
    left = list(moments)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


def test_an_answer_was_made_half_way_of_the_call() -> None:
    clock = AuthorityClock(ticking(THEN - 94, THEN - 90))
    clock.learn(Reply(200, {"date": TOLD}, b""), asked_at=clock.own())
    assert clock.offset == 92
    assert clock.now() == THEN + 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"date": "soon"},
        {"date": ""},
        {"date": TOLD, "age": "60"},
        {"date": "Fri, 31 Dec 9999 23:59:59 -2359"},
        {"date": "Mon, 01 Jan 0001 00:00:00 +2359"},
        {"date": "Tue, 31 Dec 2019 23:59:59 GMT"},
        {"date": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"date": "Thu, 15 Jan 2026 09:00:00 +99999999999999"},
    ],
)
def test_an_answer_that_does_not_tell_changes_nothing(headers: dict[str, str]) -> None:
    clock = AuthorityClock(lambda: THEN)
    clock.learn(Reply(200, headers, b""), asked_at=THEN)
    assert clock.offset is None
    assert clock.now() == THEN
    clock.offset = 5.0
    clock.learn(Reply(200, headers, b""), asked_at=THEN)
    assert clock.now() == THEN + 5


def test_an_offset_that_leads_out_of_this_age_is_not_used() -> None:
    own = THEN - 50 * 365 * 86_400
    clock = AuthorityClock(lambda: own)
    clock.learn(Reply(200, {"date": TOLD}, b""), asked_at=own)
    assert clock.now() == THEN
    own = THEN + 40 * 365 * 86_400
    assert clock.now() == own


def test_each_exchange_sets_the_clock(say: type["Say"]) -> None:
    clock = AuthorityClock(lambda: THEN - 3600)
    transport = Transport(authority_clock=clock)
    with ScriptedServer([say.problem(401, f"Date: {TOLD}")]) as server:
        transport.exchange("GET", server.address, {})
    transport.close()
    assert transport.authority_clock.offset == 3600


def test_a_line_that_anybody_could_write_on_sets_no_clock(say: type["Say"]) -> None:
    def here(_: str, port: int) -> list[Found]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]

    transport = Transport(lookup=NameLookup(here))
    with ScriptedServer([say.http(200, b"{}", f"Date: {TOLD}")]) as server:
        url = f"http://authority.example:{server.port}"
        assert transport.exchange("GET", url, {}).status == 200
    transport.close()
    assert transport.authority_clock.offset is None
