"""A walk through the sample pages by the terminal's keys."""

import pytest

from kiosk.events import Chose, OpenedTile, Stayed, WentOn
from screens.renderer import Listener, Renderer
from screens.terminal.driver import TerminalDriver
from screens.walk import At, LostWayError, Press, Speak, StayAway, Type, WaitFor, follow
from tests.screens.sample_listener import SampleListener


class Made:
    """Makes the sample listener and lets its idle time pass."""

    def __call__(self, renderer: Renderer) -> Listener:
        self.listener = SampleListener(renderer)
        return self.listener

    def let_idle_pass(self) -> None:
        self.listener.is_idle_due = True


def test_a_walk_is_followed_by_keys() -> None:
    made = Made()
    walk = (
        At("welcome"),
        Speak("zh_CN"),
        Press(OpenedTile("Care at home")),
        At("guide"),
        Press(WentOn()),
        Press(Chose("Female")),
        Press(WentOn()),
        At("question:"),
        Type("138"),
        Press(WentOn()),
        WaitFor("应有11位"),
        Speak("en"),
        WaitFor("11 digits"),
        StayAway(),
        At("still-there"),
        Press(Stayed()),
        Type("13812345678"),
        Press(WentOn()),
        Type("我需要有人陪我去医院，" * 6),
        Press(WentOn()),
        At("receipt"),
    )
    with TerminalDriver(made, made.let_idle_pass) as driver:
        assert follow(walk, driver) == "K7M2 4PXT 9"


def test_a_walk_that_loses_its_way_says_so_and_ends() -> None:
    made = Made()
    with (
        pytest.raises(LostWayError, match="welcome"),
        TerminalDriver(made, made.let_idle_pass) as driver,
    ):
        follow((Press(Stayed()),), driver)
