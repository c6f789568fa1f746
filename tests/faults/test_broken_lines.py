"""Lines that break, drip, stall or open late, seen from the kiosk's end."""

import socket

import pytest

from onestop.faults import Call, Pace
from tests.faults.caller import (
    A_WHILE,
    BODY,
    SUBMISSION,
    ask,
    body_of,
    call,
    opened,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)
NEVER = 3600.0
ENDLESS = 5_000_000


def test_refuse_is_a_refused_connection(begin: Begin) -> None:
    with pytest.raises(ConnectionRefusedError):
        ask(begin("refuse"))


@pytest.mark.parametrize("name", ["reset-before", "reset-after"])
@pytest.mark.parametrize("body", [b"", BODY, b"x" * 1_000_000])
def test_a_reset_is_a_reset_and_no_end(begin: Begin, name: str, body: bytes) -> None:
    line = begin(name)
    with opened(line) as mine, pytest.raises((ConnectionResetError, BrokenPipeError)):
        heard_after(mine, call(body=body))


def heard_after(mine: socket.socket, text: bytes) -> bytes:
    mine.sendall(text)
    return mine.recv(1)


def test_half_close_is_an_end_without_an_answer_on_a_line_that_can_still_be_written_to(
    begin: Begin,
) -> None:
    line = begin("half-close")
    with opened(line) as mine:
        mine.sendall(call())
        assert mine.recv(1) == b""
        mine.sendall(call())
        mine.sendall(call())
        assert line.seen == (PUT,)


def test_drip_gives_a_byte_and_then_lets_us_wait(begin: Begin) -> None:
    line = begin("drip", pace=Pace(drip=NEVER))
    with opened(line) as mine:
        mine.sendall(call())
        assert mine.recv(65_536) == b"H"
        mine.settimeout(A_WHILE)
        with pytest.raises(TimeoutError):
            mine.recv(1)


def test_a_dripped_answer_is_whole_in_the_end(begin: Begin, office: Office) -> None:
    assert body_of(ask(begin("drip"))) == office.answer_to(SUBMISSION, 1)


def test_stall_takes_the_call_and_says_nothing(begin: Begin) -> None:
    line = begin("stall")
    with opened(line) as mine:
        mine.settimeout(A_WHILE)
        mine.sendall(call())
        with pytest.raises(TimeoutError):
            mine.recv(1)
        assert line.struck == (PUT,)


@pytest.mark.parametrize(("name", "is_taken"), [("stall", True), ("stall-accept", False)])
def test_only_stall_accept_leaves_a_long_call_unread(
    begin: Begin, name: str, *, is_taken: bool
) -> None:
    line = begin(name)
    with opened(line) as mine:
        mine.settimeout(1.0)
        try:
            mine.sendall(call(body=b"x" * 20_000_000))
            assert is_taken
        except TimeoutError:
            assert not is_taken


def test_slow_connect_picks_up_late(begin: Begin) -> None:
    line = begin("slow-connect", pace=Pace(pick_up=NEVER))
    with opened(line) as mine:
        mine.settimeout(A_WHILE)
        mine.sendall(call())
        with pytest.raises(TimeoutError):
            mine.recv(1)
    assert line.seen == ()


def test_slow_connect_passes_on_what_a_kiosk_no_longer_waits_for(begin: Begin) -> None:
    line = begin("slow-connect", pace=Pace(pick_up=A_WHILE))
    with opened(line) as mine:
        mine.sendall(call())
    assert line.wait_until_seen(1)
