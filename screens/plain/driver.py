"""Drives a visit through the plain lines, by the lines a person would type."""

import os
from collections.abc import Callable
from io import TextIOWrapper
from time import monotonic
from types import TracebackType
from typing import Final, Self

from kiosk.events import Chose
from screens.page import Choose, Option, Page
from screens.plain.keys import keys_of
from screens.plain.lines import PlainLines
from screens.renderer import Listener, MakeListener, Renderer
from screens.walk import LostWayError, says

_MOST_SECONDS: Final = 20.0


class PlainDriver:
    """Types lines into a pipe and reads what comes out of another.

    `let_idle_pass` moves the clock of the presenter's idle watch past its limit.
    """

    def __init__(self, make_listener: MakeListener, let_idle_pass: Callable[[], None]) -> None:
        self._make_listener = make_listener
        self._let_idle_pass = let_idle_pass
        self._keyboard_end, self._keyboard = os.pipe()
        self._paper = os.memfd_create("plain-lines")
        self._stdin = TextIOWrapper(os.fdopen(self._keyboard_end, "rb"), encoding="utf-8")
        self._stdout = TextIOWrapper(os.fdopen(self._paper, "wb"), encoding="utf-8")
        self._held: str | None = None
        self.screen = PlainLines(self._stdin, self._stdout)

    def __enter__(self) -> Self:
        self.screen.start(self._made)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._keyboard)
        while self.screen.step():
            pass
        self.screen.close()
        self._stdin.close()
        self._stdout.close()

    @property
    def page(self) -> Page:
        return self._listener.page

    @property
    def printed(self) -> str:
        """Everything that was printed so far."""
        return os.pread(self._paper, os.fstat(self._paper).st_size, 0).decode()

    def press(self, option: Option) -> None:
        """Type the line that uses the option; a mark is typed with the key that follows it."""
        is_next = self.page.next is not None and option.event == self.page.next.event
        is_spoken = option in self.page.bars.languages and bool(option.is_chosen)
        if (self._send_held() and is_next) or is_spoken:
            return
        if isinstance(self.page.prompt, Choose) and option in self.page.prompt.options:
            self._hold_or_send(option)
        else:
            self._send(self._command_for(option))

    def type(self, text: str) -> None:
        """The answer and *next* are one line, so it waits for the key that follows it."""
        self._held = f"/{text}" if text.startswith("/") else text

    def wait_for(self, text: str) -> None:
        self._send_held()
        end = monotonic() + _MOST_SECONDS
        while not says(self.page, text):
            if monotonic() > end:
                raise TimeoutError(f"page {self.page.id} came instead of {text}")
            self.screen.step()

    def stay_away(self) -> None:
        self._send_held()
        before = self.page
        self._let_idle_pass()
        end = monotonic() + _MOST_SECONDS
        while self.page == before:
            if monotonic() > end:
                raise TimeoutError(f"page {self.page.id} stayed")
            self.screen.step()

    def _hold_or_send(self, option: Option) -> None:
        prompt = self.page.prompt
        waits = isinstance(prompt, Choose) and prompt.waits_for_next
        if isinstance(option.event, Chose) and self.page.next is not None and not waits:
            self._held = str(option.number)
        else:
            self._send(str(option.number))

    def _send_held(self) -> bool:
        held, self._held = self._held, None
        if held is not None:
            self._send(held)
        return held is not None

    def _send(self, line: str) -> None:
        os.write(self._keyboard, f"{line}\n".encode())
        self.screen.step()

    def _command_for(self, option: Option) -> str:
        for key in keys_of(self.page):
            if key.option.event == option.event:
                return key.command
        raise LostWayError(f"page {self.page.id} lists no key for {option.event}")

    def _made(self, renderer: Renderer) -> Listener:
        self._listener = self._make_listener(renderer)
        return self._listener
