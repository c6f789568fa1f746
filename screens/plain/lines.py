"""Shows pages as lines on standard output and takes lines from standard input.

1. `run` makes the presenter, which draws the first page.
2. A line comes; `meaning` says which key it uses or that it is the answer; the events are posted.
3. Pages drawn meanwhile replace each other; only the last one is printed.
4. If nothing was drawn, the page is printed again, so that every line has an answer.
"""

import os
import select
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Final, TextIO, assert_never

from accessibility.preferences import Language, Preferences
from kiosk.events import Chose, Entered, Event
from screens.page import Choose, Enter, Page
from screens.plain.keys import Answered, NotUnderstood, Picked, Used, meaning
from screens.plain.line_buffer import LineBuffer
from screens.plain.text import key_lines, lines_of
from screens.renderer import Listener, MakeListener
from screens.typed import cleaned

_SECONDS_BETWEEN_TICKS: Final = 1.0
_CHUNK: Final = 65_536


class PlainLines:
    """Numbered lines for screen readers, Braille lines and serial consoles."""

    def __init__(
        self, stdin: TextIO, stdout: TextIO, clock: Callable[[], float] = monotonic
    ) -> None:
        self._input = stdin.fileno()
        self._output = stdout
        self._clock = clock
        self._buffer = LineBuffer(stdin.encoding or "utf-8")
        self._language: Language = "zh_CN"
        self._drawn: Page | None = None
        self._covered: Page | None = None
        self._posted: deque[Event] = deque()
        self._is_stopped = False
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def run(self, make_listener: MakeListener) -> int:
        """Serve until the input ends. Returns the exit code."""
        try:
            self.start(make_listener)
            while self.step():
                pass
        finally:
            self.close()
        return 0

    def close(self) -> None:
        """Let go of what wakes it up."""
        os.close(self._woken)
        os.close(self._wake)

    def start(self, make_listener: MakeListener) -> None:
        """Show the first page."""
        self._listener: Listener = make_listener(self)
        self._next_tick = self._clock() + _SECONDS_BETWEEN_TICKS
        self._listener.start()
        self._print_drawn()

    def step(self) -> bool:
        """Wait for a line, for news or for the next second, and handle it. False at the end."""
        pause = max(0.0, self._next_tick - self._clock())
        ready, _, _ = select.select([self._input, self._woken], [], [], pause)
        if self._woken in ready:
            os.read(self._woken, _CHUNK)
        self._take_news()
        if self._clock() >= self._next_tick:
            self._next_tick = self._clock() + _SECONDS_BETWEEN_TICKS
            self._unasked(self._listener.tick)
        if self._input in ready:
            self._read()
        return not self._is_stopped

    def draw(self, page: Page, preferences: Preferences) -> None:
        self._drawn = page
        self._language = preferences.language

    def from_thread(self, event: Event) -> None:
        """Let the event happen on this renderer's thread, soon."""
        self._posted.append(event)
        self._awake()

    def stop(self) -> None:
        """End soon; from any thread or a signal handler."""
        self._is_stopped = True
        self._awake()

    def _awake(self) -> None:
        # Full: it will wake anyway. Closed: it has ended.
        with suppress(OSError):
            os.write(self._wake, b".")

    def _take_news(self) -> None:
        while self._posted:
            self._unasked(partial(self._listener.happened, self._posted.popleft()))

    def _unasked(self, act: Callable[[], None]) -> None:
        """Do what the visitor did not ask for, and remember which page it covers."""
        before = self._listener.page
        act()
        if self._drawn and before.id != self._listener.page.id:
            self._covered = before
        self._print_drawn()

    def _read(self) -> None:
        try:
            chunk = os.read(self._input, _CHUNK)
        except OSError:
            # A terminal that was hung up reads as an error.
            chunk = b""
        lines = self._buffer.fed(chunk) if chunk else [self._buffer.rest()]
        self._is_stopped = self._is_stopped or not chunk
        for line in lines:
            if chunk or line:
                self._handle(cleaned(line))

    def _handle(self, line: str) -> None:
        covered, self._covered = self._covered, None
        if not self._mean(line) and not self._mean_for(covered, line):
            self._print(key_lines(self._listener.page))
            self._covered = covered
        else:
            self._drawn = self._drawn or self._listener.page
            self._print_drawn()

    def _mean(self, line: str) -> bool:
        """Do what the line means on this page; False if it means nothing here."""
        page = self._listener.page
        match meaning(line, page):
            case Used(option):
                self._listener.happened(option.event)
            case Picked(option):
                self._listener.happened(option.event)
                waits = isinstance(page.prompt, Choose) and page.prompt.waits_for_next
                if isinstance(option.event, Chose) and not waits:
                    self._go_on_from(page)
            case Answered(text):
                self._enter(text, page)
            case NotUnderstood():
                return False
            case unknown:
                assert_never(unknown)
        return True

    def _mean_for(self, covered: Page | None, line: str) -> bool:
        """A line begun before another page came over the question still answers the question."""
        over = self._listener.page
        if covered is None or not isinstance(covered.prompt, Enter) or over.next is None:
            return False
        self._listener.happened(over.next.event)
        return self._listener.page.id == covered.id and self._mean(line)

    def _enter(self, text: str, page: Page) -> None:
        if isinstance(page.prompt, Enter):
            # One more than fits stays too long, so that the answer is refused and not cut.
            self._listener.happened(Entered(text[: page.prompt.most + 1]))
        self._go_on_from(page)

    def _go_on_from(self, page: Page) -> None:
        now = self._listener.page
        if now.id == page.id and now.next is not None:
            self._listener.happened(now.next.event)

    def _print_drawn(self) -> None:
        page, self._drawn = self._drawn, None
        if page is not None:
            self._print(["", *lines_of(page, self._language)])

    def _print(self, lines: list[str]) -> None:
        encoding = self._output.encoding or "utf-8"
        text = "".join(f"{line}\n" for line in lines)
        try:
            self._output.write(text.encode(encoding, "replace").decode(encoding))
            self._output.flush()
        except OSError:
            # Nobody reads any more: what is left must not be written at exit either.
            self._is_stopped = True
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 -- a device, not a path of ours
                os.dup2(nowhere.fileno(), self._output.fileno())
