"""How a line is opened in the time there is, and whether what was sent may have arrived."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Event
from typing import TYPE_CHECKING

import pytest

from api_client.errors import Unreachable
from api_client.lookup import Found, NameLookup
from api_client.transport import Transport
from tests.api_client.scripted_server import ScriptedServer

if TYPE_CHECKING:
    from tests.api_client.conftest import Answering, OddServer, Say

StartOdd = Callable[["Answering"], "OddServer"]
START = "http://authority.example"


def at(*places: tuple[str, int]) -> list[Found]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", place) for place in places]


@pytest.fixture
def calling(request: pytest.FixtureRequest) -> Callable[[NameLookup], Transport]:
    """A transport with a name server of the test's own."""

    def make(lookup: NameLookup) -> Transport:
        transport = Transport(deadline=0.5, lookup=lookup)
        request.addfinalizer(transport.close)
        return transport

    return make


@pytest.fixture
def swallowing() -> Iterator[tuple[str, int]]:
    """An address that takes no line and refuses none, as behind a broken route."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()


def test_a_name_that_nobody_knows_is_said_so(calling: Callable[[NameLookup], Transport]) -> None:
    def unknown(_: str, __: int) -> list[Found]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(Unreachable, match=r"the name authority\.example was not found") as raised:
        calling(NameLookup(unknown)).exchange("POST", START, {}, b"private")
    assert not raised.value.may_have_arrived


def test_what_cannot_be_a_name_is_said_so(calling: Callable[[NameLookup], Transport]) -> None:
    name = "x" * 64 + ".example"
    with pytest.raises(Unreachable, match="was not found: it cannot be one") as raised:
        calling(NameLookup()).exchange("POST", f"http://{name}", {}, b"private")
    assert not raised.value.may_have_arrived


def test_a_look_up_without_end_does_not_hold_us(
    calling: Callable[[NameLookup], Transport], say: type["Say"]
) -> None:
    ended, asked = Event(), []
    with ScriptedServer([say.http(200, b"{}")]) as server:

        def slow(host: str, _: int) -> list[Found]:
            asked.append(host)
            ended.wait(10)
            return at(("127.0.0.1", server.port))

        transport = calling(NameLookup(slow))
        for _ in range(2):
            with pytest.raises(Unreachable, match="was not found: no answer in time") as raised:
                transport.exchange("POST", START, {}, b"private")
            assert not raised.value.may_have_arrived
        assert asked == ["authority.example"]
        ended.set()
        assert transport.exchange("POST", START, {}, b"private").status == 200


def test_an_address_that_swallows_everything_hides_no_other(
    calling: Callable[[NameLookup], Transport], swallowing: tuple[str, int], say: type["Say"]
) -> None:
    with ScriptedServer([say.http(200, b"{}")]) as server:
        places = at(swallowing, ("127.0.0.1", server.port))
        transport = calling(NameLookup(lambda _, __: places))
        assert transport.exchange("GET", START, {}).status == 200


def test_a_line_that_nobody_takes_up_carried_nothing(
    calling: Callable[[NameLookup], Transport], swallowing: tuple[str, int]
) -> None:
    transport = calling(NameLookup(lambda _, __: at(swallowing)))
    with pytest.raises(Unreachable, match="did not answer") as raised:
        transport.exchange("POST", START, {}, b"private")
    assert not raised.value.may_have_arrived


def test_a_refused_line_carried_nothing(odd: StartOdd, transport: Transport) -> None:
    server = odd(lambda _: iter([]))
    server.close()
    with pytest.raises(Unreachable) as raised:
        transport.exchange("POST", server.address, {}, b"private")
    assert not raised.value.may_have_arrived


def test_a_handshake_without_end_carried_nothing() -> None:
    """Nobody accepts: the line stands, and no word comes over it."""
    transport = Transport(deadline=0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Unreachable, match="no whole answer") as raised:
            transport.exchange("POST", f"https://127.0.0.1:{port}", {}, b"private")
    transport.close()
    assert not raised.value.may_have_arrived


def test_whatever_ends_after_the_call_began_may_have_arrived(say: type["Say"]) -> None:
    transport = Transport(deadline=0.5)
    cut_short = say.http(200, b'{"reference": "R"}')[:-5]
    with ScriptedServer([b""], [cut_short]) as server:
        for _ in range(2):
            with pytest.raises(Unreachable) as raised:
                transport.exchange("POST", server.address, {}, b"private")
            assert raised.value.may_have_arrived
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Unreachable) as raised:
            transport.exchange("POST", f"http://127.0.0.1:{port}", {}, b"private")
        assert raised.value.may_have_arrived
    transport.close()


def test_the_next_call_is_judged_by_its_own_course(odd: StartOdd, transport: Transport) -> None:
    cutting = odd(lambda _: iter([]))
    for may_have_arrived in (True, False):
        with pytest.raises(Unreachable) as raised:
            transport.exchange("POST", cutting.address, {}, b"private")
        assert raised.value.may_have_arrived is may_have_arrived
        cutting.close()
