"""Each fault, seen from the kiosk's end of the line: the faulty thing really happens."""

from contextlib import suppress

import pytest

from onestop.faults import FAULTS, Arrival, Call, FaultName, FaultyLine, Pace
from tests.faults.caller import (
    A_WHILE,
    BODY,
    SUBMISSION,
    ask,
    body_of,
    call,
    opened,
    status_of,
)
from tests.faults.conftest import Begin
from tests.faults.office import Office

PUT = Call("PUT", SUBMISSION)
NEVER = 3600.0
ENDLESS = 5_000_000


def hear_what_comes(line: FaultyLine) -> None:
    """Call once, and hang up on whatever comes, or after a while when nothing does."""
    with suppress(TimeoutError, ConnectionError), opened(line) as mine:
        mine.settimeout(A_WHILE)
        mine.sendall(call())
        for _ in range(20):
            if not mine.recv(65_536):
                break


@pytest.mark.parametrize("name", FaultName)
def test_the_back_end_is_given_each_call_as_often_as_the_table_says(
    begin: Begin, office: Office, name: FaultName
) -> None:
    line = begin(name)
    hear_what_comes(line)
    line.wait_until_seen(FAULTS[name].times)
    if name is not FaultName.REFUSE:
        expected = () if name is FaultName.NONE else ("struck",)
        assert len(line.struck) == len(expected)
    line.switch("none")
    assert line.seen == (PUT,) * FAULTS[name].times
    assert [(each.path, each.body) for each in office.taken] == [(SUBMISSION, BODY)] * FAULTS[
        name
    ].times


@pytest.mark.parametrize(
    "name", [name for name in FaultName if not FAULTS[name].is_of_line and FAULTS[name].times == 0]
)
def test_what_is_not_passed_on_is_not_passed_on_for_calls_without_a_body_either(
    begin: Begin, office: Office, name: FaultName
) -> None:
    line = begin(name)
    with opened(line) as mine:
        mine.settimeout(A_WHILE)
        mine.sendall(call("GET", SUBMISSION, b""))
        with suppress(TimeoutError, ConnectionResetError):
            mine.recv(1)
    assert line.struck == (Call("GET", SUBMISSION),)
    assert office.taken == []


@pytest.mark.parametrize(
    "name", [name for name, fault in FAULTS.items() if fault.arrival is Arrival.CERTAIN]
)
def test_what_arrives_for_certain_is_answered_by_the_back_end(
    begin: Begin, office: Office, name: FaultName
) -> None:
    line = begin(name)
    said = ask(line)
    number = 2 if name is FaultName.DUPLICATE else 1
    assert status_of(said) == 200
    assert body_of(said) == office.answer_to(SUBMISSION, number)


def test_a_late_duplicate_comes_after_the_answer(begin: Begin, office: Office) -> None:
    line = begin("late-duplicate")
    assert body_of(ask(line)) == office.answer_to(SUBMISSION, 1)
    assert line.wait_until_seen(2)
    line.switch("none")
    assert [each.body for each in office.taken] == [BODY, BODY]


def test_a_late_duplicate_comes_though_the_fault_is_over(begin: Begin, office: Office) -> None:
    line = begin("late-duplicate", pace=Pace(late=A_WHILE))
    ask(line)
    line.switch("none")
    assert line.wait_until_seen(2)
    assert len(office.taken) == 2
