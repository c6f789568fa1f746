"""A terminal without a terminal: keys go in, rows of cells come out."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest
from rich.segment import Segment
from textual.pilot import Pilot

from accessibility.preferences import Language, Preferences, TextSize
from screens.renderer import Listener, Renderer
from screens.terminal import TerminalScreen
from screens.terminal.kiosk_app import KioskApp
from tests.screens.sample_listener import SampleListener


@dataclass
class Desk:
    """A running terminal with a sample listener."""

    screen: TerminalScreen
    pilot: Pilot[None]
    listener: SampleListener
    rest: Callable[[float], None]

    @property
    def app(self) -> KioskApp:
        return self.screen.app

    @property
    def strips(self) -> list[list[Segment]]:
        """What is drawn, row by row."""
        compositor = self.app.screen._compositor  # noqa: SLF001 -- what the driver would write out
        return [list(strip) for strip in compositor.render_strips()]

    @property
    def rows(self) -> list[str]:
        return ["".join(segment.text for segment in strip) for strip in self.strips]

    @property
    def text(self) -> str:
        return "\n".join(row.rstrip() for row in self.rows)

    async def press(self, *keys: str) -> None:
        """Press each key, and let it go before the next."""
        for key in keys:
            self.rest(1.0)
            await self.pilot.press(key)
        await self.pilot.pause()

    async def show(self, page_id: str) -> None:
        """Let the visit stand at this page."""
        self.listener.go_to(page_id)
        await self.pilot.pause()

    async def sheets(self) -> str:
        """The text of all sheets, turned one by one."""
        texts = [self.text]
        for _ in range(self.app.shown_sheet[1] - 1):
            await self.press("pagedown")
            texts.append(self.text)
        return "\n".join(texts)


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def opened() -> Open:
    @asynccontextmanager
    async def at(
        page_id: str = "welcome",
        language: Language = "en",
        size: tuple[int, int] = (80, 24),
        text_size: TextSize = TextSize.NORMAL,
    ) -> AsyncIterator[Desk]:
        preferences = Preferences(language=language, text_size=text_size)
        made: list[SampleListener] = []
        now = [0.0]

        def make(renderer: Renderer) -> Listener:
            made.append(SampleListener(renderer, page_id, preferences))
            return made[0]

        def rest(seconds: float) -> None:
            now[0] += seconds

        screen = TerminalScreen(clock=lambda: now[0])
        screen.prepare(make)
        async with screen.app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Desk(screen, pilot, made[0], rest)

    return at
