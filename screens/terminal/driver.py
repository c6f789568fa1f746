"""Drives a visit through the terminal, by the keys a person would press."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from textual.events import Key, Paste
from textual.pilot import Pilot

from screens.page import Option, Page, Phrase
from screens.renderer import MakeListener
from screens.terminal.held_key import SECONDS_OF_REST
from screens.terminal.shortcuts import LANGUAGE_KEY, NEXT_KEY, key_of
from screens.terminal.terminal_screen import TerminalScreen
from screens.walk import LostWayError, options_of, says

_MOST_SECONDS: Final = 20.0
_BETWEEN_LOOKS: Final = 0.02
_LONGEST_BY_KEYS: Final = 24
"""What is longer is pasted, as people do."""


class TerminalDriver:
    """Runs the terminal without a terminal, in a thread of its own; each call waits for the end.

    `let_idle_pass` moves the clock of the presenter's idle watch past its limit; it and
    `make_listener` are called on the terminal's thread.
    """

    def __init__(
        self,
        make_listener: MakeListener,
        let_idle_pass: Callable[[], None],
        size: tuple[int, int] = (80, 24),
    ) -> None:
        self._let_idle_pass = let_idle_pass
        self._size = size
        self._now = 0.0
        self.screen = TerminalScreen(clock=lambda: self._now)
        self.screen.prepare(make_listener)
        self._begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self._thread = Thread(target=lambda: asyncio.run(self._serve()), name="terminal")

    def __enter__(self) -> Self:
        self._thread.start()
        self._loop, self._ended = self._begun.result(_MOST_SECONDS)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(_MOST_SECONDS)

    @property
    def page(self) -> Page:
        return self.screen.app.listener.page

    def press(self, option: Option) -> None:
        """Use the option's own key, or go to it with Tab and use Enter."""
        self._do(self._press(option))

    def type(self, text: str) -> None:
        self._do(self._type(text))

    def wait_for(self, text: str) -> None:
        self._do(self._until(lambda: says(self.page, text), f"{text} did not come"))

    def stay_away(self) -> None:
        before = self.page
        self._do(self._pass_idle())
        self._do(self._until(lambda: self.page != before, f"page {before.id} stayed"))

    def screenshot(self) -> str:
        """What the terminal shows, as SVG."""
        return asyncio.run_coroutine_threadsafe(self._screenshot(), self._loop).result(
            _MOST_SECONDS
        )

    async def _screenshot(self) -> str:
        await self._pilot.pause()
        return self.screen.app.export_screenshot()

    async def _serve(self) -> None:
        ended = asyncio.Event()
        try:
            async with self.screen.app.run_test(size=self._size) as pilot:
                self._pilot: Pilot[None] = pilot
                self._begun.set_result((asyncio.get_running_loop(), ended))
                await ended.wait()
        except BaseException as error:
            if not self._begun.done():
                self._begun.set_exception(error)
            raise

    def _do(self, act: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(2 * _MOST_SECONDS)

    async def _key(self, *keys: str) -> None:
        # Each key is let go before the next one.
        for key in keys:
            self._now += 2 * SECONDS_OF_REST
            await self._pilot.press(key)
        await self._pilot.pause()

    async def _press(self, option: Option) -> None:
        if option in self.page.bars.languages:
            await self._speak(option.label)
            return
        key = key_of(option, self.page)
        if not key or (key == NEXT_KEY and self.screen.app.enter_uses != option):
            await self._go_to(option)
            key = NEXT_KEY
        await self._key(key)

    async def _speak(self, name: Phrase) -> None:
        for _ in self.page.bars.languages:
            if any(each.is_chosen and each.label == name for each in self.page.bars.languages):
                return
            await self._key(LANGUAGE_KEY)

    async def _go_to(self, option: Option) -> None:
        for _ in options_of(self.page):
            if self.screen.app.enter_uses == option:
                return
            await self._key("tab")
        raise LostWayError(f"page {self.page.id} leads nowhere to {option.event}")

    async def _type(self, text: str) -> None:
        await self._key("end", "ctrl+u")
        if len(text) <= _LONGEST_BY_KEYS:
            for sign in text:
                self.screen.app.post_message(Key(sign, sign))
        else:
            self.screen.app.post_message(Paste(text))
        await self._pilot.pause()

    async def _until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        end = self._loop.time() + _MOST_SECONDS
        while not is_so():
            if self._loop.time() > end:
                raise TimeoutError(f"{otherwise} on page {self.page.id}")
            await asyncio.sleep(_BETWEEN_LOOKS)

    async def _pass_idle(self) -> None:
        self._let_idle_pass()
