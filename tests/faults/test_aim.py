"""Which calls are struck: all, the first few, some paths, some by chance."""

import pytest

from onestop.faults import Aim, Call
from tests.faults.caller import (
    A_WHILE,
    SUBMISSION,
    ask,
    call,
    opened,
    status_of,
)
from tests.faults.conftest import Begin

PUT = Call("PUT", SUBMISSION)


def test_the_first_calls_are_struck_and_the_others_pass(begin: Begin) -> None:
    line = begin("storm-503", aim=Aim(first=2))
    assert [status_of(ask(line)) for _ in range(4)] == [503, 503, 200, 200]
    assert (line.struck, line.seen) == ((PUT, PUT), (PUT, PUT))


@pytest.mark.parametrize("only", ["/v1/submissions", "/v1/(submissions|consultations)/"])
def test_only_calls_of_chosen_paths_are_struck(begin: Begin, only: str) -> None:
    line = begin("storm-503", aim=Aim(only=only))
    ready = call("GET", "/readyz?next=/v1/submissions/", b"", "Connection: close")
    assert status_of(ask(line, ready)) == 200
    assert status_of(ask(line)) == 503


def test_the_same_seed_strikes_the_same_calls(begin: Begin) -> None:
    def statuses(seed: int) -> list[int]:
        line = begin("storm-503", aim=Aim(chance=0.5, seed=seed))
        return [status_of(ask(line)) for _ in range(12)]

    once = statuses(1)
    assert once == statuses(1)
    assert once != statuses(2)
    assert set(once) == {200, 503}


def test_lines_can_be_counted_where_calls_cannot(begin: Begin) -> None:
    line = begin("stall-accept", aim=Aim(first=1))
    with opened(line) as held:
        held.sendall(call())
        assert line.wait_until_struck(1)
        assert status_of(ask(line)) == 200
        held.settimeout(A_WHILE)
        with pytest.raises(TimeoutError):
            held.recv(1)


@pytest.mark.parametrize(
    ("fault", "aim", "says"),
    [
        ("stall-accept", Aim(only="/v1"), "before a call is read"),
        ("wrong-name", Aim(only="/v1"), "before a call is read"),
        ("refuse", Aim(first=1), "cannot be counted"),
        ("refuse", Aim(chance=0.5), "cannot be counted"),
    ],
)
def test_an_aim_that_a_fault_cannot_have_is_told(
    begin: Begin, fault: str, aim: Aim, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        begin(fault, aim=aim)
    line = begin()
    with pytest.raises(ValueError, match=says):
        line.switch(fault, aim)
