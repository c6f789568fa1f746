"""What a switch does, whose the port is, and that nothing is left at the end."""

import http.client
import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from onestop.faults import Aim, Call, FaultyLine, NotThisMachine, Pace, PortTaken, UnknownFault
from tests.faults.caller import (
    SUBMISSION,
    ask,
    call,
    exchanged,
    opened,
    said_to,
    status_of,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)


def test_a_switch_holds_from_the_next_call_on(begin: Begin) -> None:
    line = begin("storm-503")
    assert status_of(ask(line)) == 503
    assert line.wait_until(lambda it: it.struck == (PUT,), 10)
    line.switch("none")
    assert status_of(ask(line)) == 200
    line.switch("busy-429", Aim(first=1))
    assert [status_of(ask(line)) for _ in range(2)] == [429, 200]
    line.switch("refuse")
    with pytest.raises(ConnectionRefusedError):
        ask(line)
    line.switch("none")
    assert status_of(ask(line)) == 200


@pytest.mark.parametrize("fault", ["stall", "stall-accept", "slow-connect", "drip", "huge"])
def test_a_switch_hangs_up_what_a_fault_holds(begin: Begin, fault: str) -> None:
    line = begin(fault, pace=Pace(drip=3600, pick_up=3600))
    with opened(line) as mine:
        mine.sendall(call())
        assert line.wait_until_struck(1)
        line.switch("none")
        with suppress(ConnectionResetError):
            said_to(mine)
    assert status_of(ask(line)) == 200


def test_a_switch_hangs_up_a_line_that_waits_for_its_next_call(
    kept: tuple[FaultyLine, http.client.HTTPConnection],
) -> None:
    line, kiosk = kept
    exchanged(kiosk, "GET", "/a")
    line.switch("refuse")
    assert kiosk.sock is not None
    assert kiosk.sock.recv(1) == b""


def test_its_port_stays_its_own_while_it_refuses(begin: Begin) -> None:
    line = begin("refuse")
    port = urlsplit(line.address).port
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))
    line.switch("none")
    assert urlsplit(line.address).port == port


def test_a_taken_port_is_one_clear_sentence(begin: Begin) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"127.0.0.1:{port} is taken"):
            begin(port=port)


def test_a_chosen_port_can_be_had_again_at_once(office: Office) -> None:
    with FaultyLine(to=office.address, fault="reset-after") as first:
        port = urlsplit(first.address).port
        with pytest.raises(ConnectionResetError):
            ask(first)
    with FaultyLine(to=office.address, port=port or 0) as second:
        assert status_of(ask(second)) == 200


@pytest.mark.parametrize(
    "to", ["https://127.0.0.1:1", "http://onestop.example.cn", "http://192.168.1.9:80", "127.0.0.1"]
)
def test_it_leads_to_this_machine_alone(to: str) -> None:
    with pytest.raises(NotThisMachine, match="no http:// address of this machine"):
        FaultyLine(to=to)


def test_an_unknown_fault_is_told_at_once(begin: Begin) -> None:
    with pytest.raises(UnknownFault, match="did you mean stall"):
        begin("stal")
    line = begin()
    with pytest.raises(UnknownFault):
        line.switch("stal")


@pytest.mark.parametrize(
    "fault",
    ["none", "refuse", "stall", "stall-accept", "slow-connect", "drip", "huge", "wrong-name"],
)
def test_it_ends_at_once_whatever_it_holds_and_leaves_no_thread(office: Office, fault: str) -> None:
    pace = Pace(drip=3600, pick_up=3600, late=3600)
    with socket.socket() as mine, FaultyLine(to=office.address, fault=fault, pace=pace) as line:
        parts = urlsplit(line.address)
        if fault != "refuse":
            mine.connect((parts.hostname, parts.port))
            mine.sendall(call())
            assert fault == "none" or line.wait_until_struck(1)
    assert "faulty-line" not in {thread.name for thread in threading.enumerate()}


def test_a_late_duplicate_that_is_still_to_come_does_not_hold_the_end(office: Office) -> None:
    with FaultyLine(to=office.address, fault="late-duplicate", pace=Pace(late=3600)) as line:
        assert status_of(ask(line)) == 200
    assert line.seen == (PUT,)
