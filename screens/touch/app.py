"""The touch screen of a kiosk: opens the window, keeps it going, and ends it cleanly.

1. `open` opens the locked-down window and puts the surface on it.
2. `run` makes the presenter, shows the first page and runs until SIGTERM or `stop`.
3. News from other threads comes in by `from_thread` and is told on the window's own thread.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.graphics.opengl import (
    GL_RENDERER,
    GL_RGBA,
    GL_UNSIGNED_BYTE,
    GL_VERSION,
    glGetString,
    glReadPixels,
)

from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.events import Event
from screens.page import Page
from screens.renderer import Listener, MakeListener
from screens.touch.keypad import Keypad
from screens.touch.surface import Surface
from screens.touch.untyped import KivyObject
from screens.touch.window import Glass, opened

_TICK_SECONDS: Final = 1.0


def silent() -> None:
    """No sound for a miss: the pulse alone."""


def nothing_more() -> None:
    """Nobody waits for the first page."""


class TouchScreen:
    """Implements Renderer on glass."""

    def __init__(
        self,
        glass: Glass,
        pinyin: Pinyin,
        *,
        clock: Callable[[], float] = time.monotonic,
        on_miss: Callable[[], None] = silent,
    ) -> None:
        """`on_miss` makes a soft sound and returns at once. `clock` in seconds, monotonic."""
        self._glass = glass
        self.pinyin = pinyin
        self._clock = clock
        self._on_miss = on_miss
        self._window: KivyObject = None
        self._listener: Listener | None = None
        self._ticking: KivyObject = None
        self._keypad: Keypad
        self.surface: Surface

    def open(self) -> None:
        """Open the window. Its true size counts, whatever the settings say."""
        self._window = opened(self._glass)
        width, height = (int(length) for length in self._window.size)
        screen = Screen(width, height, self._glass.screen.diagonal_inch)
        self.surface = Surface(self._window, screen, self.pinyin, self._clock, self._on_miss)
        self._keypad = Keypad(self._window, self.surface)

    def tell(self, listener: Listener) -> None:
        """Whom to tell what the visitor does, and that a second has passed."""
        self._listener = listener
        self.surface.tell(listener)
        self._ticking = Clock.schedule_interval(lambda _: self.tick(), _TICK_SECONDS)

    def draw(self, page: Page, preferences: Preferences) -> None:
        self.surface.show(page, preferences)

    def tick(self) -> None:
        """A second has passed. What was typed is posted first, so that idleness cannot lose it."""
        if self._listener is not None:
            self.surface.post_entry()
            self._listener.tick()

    @property
    def drawn_by(self) -> str:
        """What draws the open window, as the graphics driver calls itself."""
        return " | ".join(glGetString(name).decode() for name in (GL_RENDERER, GL_VERSION))

    def run(self, make_listener: MakeListener, on_shown: Callable[[], None] = nothing_more) -> None:
        """Serve visitors until told to stop. An error of ours comes out of here.

        `on_shown` is called once the first page is on the glass.
        """
        if self._window is None:
            self.open()
        listener = make_listener(self)
        self.tell(listener)
        listener.start()
        Clock.schedule_once(lambda _: on_shown(), 0)
        with _ended_by_signal(self.stop):
            runTouchApp()

    def from_thread(self, event: Event) -> None:
        """News from the courier, the voice or a device, from any thread."""
        Clock.schedule_once(lambda _: self._news(event), 0)

    def stop(self) -> None:
        """End `run` after the frame that is being drawn."""
        Clock.schedule_once(lambda _: stopTouchApp(), 0)

    def close(self) -> None:
        """Take everything off the window."""
        if self._ticking is not None:
            self._ticking.cancel()
        self._keypad.close()
        self.surface.close()

    def screenshot(self, path: Path) -> None:
        """Write what is on the glass as a PNG."""
        from PIL import Image  # noqa: PLC0415 -- a kiosk takes no pictures of itself

        EventLoop.window.dispatch("on_draw")
        width, height = self._window.size
        pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
        image = Image.frombytes("RGBA", (width, height), pixels)
        image.convert("RGB").transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(path)

    def _news(self, event: Event) -> None:
        if self._listener is not None:
            self._listener.happened(event)


@contextmanager
def _ended_by_signal(stop: Callable[[], None]) -> Iterator[None]:
    def end(_: int, __: FrameType | None) -> None:
        stop()

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
