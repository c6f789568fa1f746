from collections.abc import Callable

import pytest

from kiosk.front_end import Choice, ScreenProbe, Supervisor, choose
from kiosk.settings import FrontEnd


class StoppedClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def screen(*, can_draw: bool) -> Callable[[], ScreenProbe]:
    return lambda: ScreenProbe(can_draw, "Mesa" if can_draw else "no display")


@pytest.mark.parametrize(
    ("wish", "can_draw", "is_terminal", "front_end"),
    [
        ("auto", True, True, "touch"),
        ("auto", True, False, "touch"),
        ("auto", False, True, "terminal"),
        ("auto", False, False, "plain"),
        ("touch", True, False, "touch"),
        ("touch", False, True, "terminal"),
        ("touch", False, False, "plain"),
        ("terminal", True, True, "terminal"),
        ("terminal", True, False, "plain"),
        ("plain", True, True, "plain"),
        ("plain", False, False, "plain"),
    ],
)
def test_the_best_front_end_that_works_is_chosen(
    *, wish: FrontEnd, can_draw: bool, is_terminal: bool, front_end: str
) -> None:
    choice = choose(wish, screen(can_draw=can_draw), is_terminal=is_terminal)
    assert choice.front_end == front_end


def test_the_reason_tells_what_the_screen_lacked() -> None:
    choice = choose("auto", screen(can_draw=False), is_terminal=True)
    assert choice == Choice("terminal", "no touch screen: no display")


@pytest.mark.parametrize("wish", ["terminal", "plain"])
def test_the_screen_is_not_tried_where_it_is_not_wanted(wish: FrontEnd) -> None:
    def probe() -> ScreenProbe:
        pytest.fail("the screen was tried")

    assert choose(wish, probe, is_terminal=True).front_end == wish


def test_a_touch_screen_that_ended_as_meant_is_not_started_again() -> None:
    assert Supervisor(StoppedClock(), is_terminal=True).ended(0) is None


@pytest.mark.parametrize(("is_terminal", "front_end"), [(True, "terminal"), (False, "plain")])
def test_two_deaths_within_a_minute_bring_the_next_best(
    *, is_terminal: bool, front_end: str
) -> None:
    clock = StoppedClock()
    supervisor = Supervisor(clock, is_terminal=is_terminal)
    first = supervisor.ended(102)
    clock.now += 60
    second = supervisor.ended(-11)
    assert first == Choice("touch", "the touch screen ended with code 102: once more")
    assert second is not None
    assert second.front_end == front_end
    assert "signal 11" in second.reason


def test_deaths_more_than_a_minute_apart_start_the_touch_screen_again() -> None:
    clock = StoppedClock()
    supervisor = Supervisor(clock, is_terminal=True)
    for _ in range(5):
        again = supervisor.ended(1)
        assert again is not None
        assert again.front_end == "touch"
        clock.now += 60.1
