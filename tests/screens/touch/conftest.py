"""One window for the whole run, drawn by real GL without a display; a new surface for each test.

Kivy holds one window a process. Pages are laid out and drawn for real, but no test compares
pixels that another test could have left behind.
"""

import os
from collections.abc import Iterator

import pytest

os.environ["SDL_VIDEODRIVER"] = "offscreen"

from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from screens.renderer import Renderer
from screens.touch.app import TouchScreen
from screens.touch.driver import TouchDriver
from screens.touch.window import Glass, opened
from tests.screens.sample_listener import SampleListener

UPRIGHT = Screen(1080, 1920, 21.5)


class StoppedClock:
    """Moves only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


class Glasses:
    """Opens screens of any size, and takes them off the window again."""

    def __init__(self, pinyin: Pinyin) -> None:
        self.clock = StoppedClock()
        self.misses = 0
        self.listener: SampleListener
        self._pinyin = pinyin
        self._opened: list[TouchDriver] = []

    def at(
        self, page_id: str, preferences: Preferences | None = None, screen: Screen = UPRIGHT
    ) -> TouchDriver:
        """A driver of a screen that shows this sample page."""

        def make(renderer: Renderer) -> SampleListener:
            self.listener = SampleListener(renderer, page_id, preferences)
            return self.listener

        def stay_away() -> None:
            self.listener.is_idle_due = True

        glass = Glass(screen, is_fullscreen=False)
        touch = TouchScreen(glass, self._pinyin, clock=self.clock, on_miss=self._missed)
        driver = TouchDriver(touch, self.clock.advance, stay_away)
        self._opened.append(driver)
        driver.open(make)
        self.clock.advance(1)
        return driver

    def close(self) -> None:
        for driver in self._opened:
            driver.close()

    def _missed(self) -> None:
        self.misses += 1


@pytest.fixture(scope="session", autouse=True)
def _upright_window() -> None:
    """Off the screen, what a window draws into does not grow with it; so the first is the size
    that pictures are taken at."""
    opened(Glass(UPRIGHT, is_fullscreen=False))


@pytest.fixture(scope="session")
def pinyin() -> Pinyin:
    return Pinyin()


@pytest.fixture
def glasses(pinyin: Pinyin) -> Iterator[Glasses]:
    opened = Glasses(pinyin)
    yield opened
    opened.close()
