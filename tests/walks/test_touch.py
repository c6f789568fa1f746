"""Every journey by touch, on real GL without a display, to the back end's database."""

import os

os.environ["SDL_VIDEODRIVER"] = "offscreen"

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from accessibility.preferences import Language
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.commands.assembly import Kiosk
from screens.touch.app import TouchScreen
from screens.touch.driver import TouchDriver
from screens.touch.window import Glass
from screens.walk import follow
from tests.walks.hall import Hall, Visited

PORTRAIT = Screen(1080, 1920, 21.5)


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin()


@contextmanager
def driven(kiosk: Kiosk, hall: Hall, pinyin: Pinyin) -> Iterator[TouchDriver]:
    now = [0.0]

    def advance(seconds: float) -> None:
        now[0] += seconds

    screen = TouchScreen(Glass(PORTRAIT, is_fullscreen=False), pinyin, clock=lambda: now[0])
    driver = TouchDriver(screen, advance, hall.let_idle_pass)
    driver.open(kiosk.listener)
    try:
        yield driver
    finally:
        driver.close()


def test_a_journey_by_touch(
    visited: Visited, language: Language, hall: Hall, pinyin: Pinyin
) -> None:
    with hall.opened() as kiosk, driven(kiosk, hall, pinyin) as driver:
        hall.letterbox.open_to(driver.screen.from_thread)
        reference = follow(visited.walk(language), driver)
        hall.check_left_behind(visited, language, reference)
