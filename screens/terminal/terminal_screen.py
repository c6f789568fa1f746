"""Shows pages on a terminal; the presenter's way to it, and other threads' way."""

import codecs
import os
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import TextIO

from textual.drivers import linux_driver

from accessibility.preferences import Preferences
from kiosk.events import Event
from screens.page import Page
from screens.renderer import MakeListener
from screens.terminal.kiosk_app import KioskApp


class TerminalScreen:
    """A terminal of any size: digits, arrows, function keys, mouse.

    It ends when staff press Ctrl-C twice, by `stop`, by SIGTERM and when the terminal hangs up.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._news: deque[Event] = deque()
        self._is_stopped = False
        self.app = KioskApp(self._news_or_end, clock)

    def run(self, make_listener: MakeListener) -> int:
        """Serve until somebody ends it. Returns the exit code."""
        if sys.__stderr__ is None or not sys.__stderr__.isatty():
            # Textual draws on standard error, which an operator may well send to a file.
            sys.__stderr__ = sys.__stdout__  # type: ignore[misc]  # there is no other way
        _read_any_bytes()
        self.prepare(make_listener)
        self.app.run()
        for stream in (sys.stdout, sys.stderr):
            _flush_or_let_go(stream)
        return self.app.return_code or 0

    def prepare(self, make_listener: MakeListener) -> None:
        """The app may then be run, here or by a driver."""
        self.app.make_listener = lambda: make_listener(self)

    def draw(self, page: Page, preferences: Preferences) -> None:
        self.app.draw(page, preferences)

    def from_thread(self, event: Event) -> None:
        """Let the event happen on this renderer's thread, soon."""
        self._news.append(event)
        self._wake()

    def stop(self) -> None:
        """End soon; from any thread."""
        self._is_stopped = True
        self._wake()

    def _wake(self) -> None:
        # Not begun: it looks for news when it begins. Ended: nobody is there for it.
        if self.app.is_ready:
            with suppress(RuntimeError):
                self.app.post_message(KioskApp.Woken())

    def _news_or_end(self) -> Event | None:
        """The next event from another thread; None when there is none. Ends the app if asked."""
        if self._is_stopped:
            self.app.exit()
        return self._news.popleft() if self._news else None


def _read_any_bytes() -> None:
    """Let Textual read bytes that are no UTF-8 as a mark, instead of ending the kiosk.

    They come from terminals set to GBK and from noise on a serial line; its reader has no option.
    """
    strict = codecs.getincrementaldecoder("utf-8")
    lenient = partial(strict, errors="replace")
    linux_driver.getincrementaldecoder = lambda _: lenient  # type: ignore[attr-defined]  # as above


def _flush_or_let_go(stream: TextIO) -> None:
    """If the terminal is gone, send what is left nowhere, so that Python can end with its code."""
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
