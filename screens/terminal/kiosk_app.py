"""The terminal's own loop: keys and clicks become events, pages become frames.

1. A key or a click comes; a key still held from the page before is let pass.
2. It turns a sheet, moves the mark, or uses a key of the page.
3. What was typed and not yet told is told first, then the key's event.
4. The presenter draws; the page is framed for the terminal's size.
"""

import asyncio
import signal
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final, assert_never

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.widgets import TextArea

from accessibility.preferences import Contrast, Preferences
from accessibility.themes import palette
from kiosk.events import Entered, Event
from screens.page import Enter, Option, Page
from screens.renderer import Listener
from screens.terminal.entry import Entry
from screens.terminal.frame import Frame, View, frame, least_entry_rows
from screens.terminal.held_key import HeldKey
from screens.terminal.inks import styles_of, theme_of
from screens.terminal.lines_view import LinesView
from screens.terminal.position import Position, choices_of, stops_of
from screens.terminal.shortcuts import KEYS, choice_for, option_for
from screens.terminal.spans import Target, Turn
from screens.terminal.stage import Stage

_SECONDS_BETWEEN_TICKS: Final = 1.0
_SECONDS_TO_END: Final = 2.0
"""Ctrl-C twice within this time ends the program: staff know it, a slip does not do it."""

_ENDING_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP)


class KioskApp(App[None], inherit_bindings=False):
    """Textual's part of the terminal; `post` and `draw` are the way in and out."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = None
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"press('{key}')", show=False, priority=True) for key in KEYS
    ]

    class Woken(Message):
        """Another thread has left news."""

    make_listener: Callable[[], Listener]

    def __init__(self, next_news: Callable[[], Event | None], clock: Callable[[], float]) -> None:
        super().__init__()
        self.is_ready = False
        self._next_news = next_news
        self._clock = clock
        self._held = HeldKey(clock)
        self._asked_to_end_at: float | None = None
        self._page: Page | None = None
        self._preferences = Preferences()
        self._position = Position()
        self._frame: Frame | None = None
        self._told = ""
        self._entry = Entry(self._held)
        self._stage = Stage(self._entry)

    @property
    def listener(self) -> Listener:
        return self._listener

    @property
    def enter_uses(self) -> Option | None:
        """What the Enter key would use now."""
        return self._position.confirmed(self._shown_page)

    @property
    def shown_sheet(self) -> tuple[int, int]:
        """Which sheet is shown, counted from 0, and how many there are."""
        return self._position.sheet, len(self._frame.sheets) if self._frame else 1

    def compose(self) -> ComposeResult:
        yield self._stage

    def on_mount(self) -> None:
        for contrast in Contrast:
            self.register_theme(theme_of(contrast))
        if threading.current_thread() is threading.main_thread():
            for number in _ENDING_SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, self.exit)
        self._listener = self.make_listener()
        self._listener.start()
        self.set_interval(_SECONDS_BETWEEN_TICKS, self._tick)
        self.is_ready = True
        self._take_news()

    def draw(self, page: Page, preferences: Preferences) -> None:
        """Show the page now, in place of the one before."""
        before, self._page, self._preferences = self._page, page, preferences
        is_new = before is None or before.id != page.id
        if isinstance(page.prompt, Enter):
            self._told = page.prompt.text
            if is_new or page.prompt.text != self._entry.text:
                self._entry.show_text(page.prompt.text, page.prompt.most)
        self.theme = preferences.contrast.value
        self._position.moved_to(page, before)
        self._arrange(is_drawn=True)

    def on_stage_resized(self) -> None:
        self._arrange()

    def on_kiosk_app_woken(self) -> None:
        self._take_news()

    def on_text_area_changed(self, _: TextArea.Changed) -> None:
        if self._page is not None and self._untold() is not None:
            self._position.focus = None
            self._listener.touched()
        self._arrange()

    def on_lines_view_used(self, message: LinesView.Used) -> None:
        self._guarded("click", lambda: self._use(message.target))

    def action_press(self, key: str) -> None:
        """One of the keys that work even while somebody types."""
        self._guarded(key, lambda: self._press(key))

    def on_key(self, event: Key) -> None:
        """Digits and arrows, where no entry field takes them."""
        key = unicodedata.normalize("NFKC", event.character or "") or event.key
        self._guarded(key, lambda: self._press(key if event.is_printable else event.key))

    def _guarded(self, key: str, act: Callable[[], None]) -> None:
        """A key that opened this page and is held still does nothing on it."""
        if self._page is None or self._held.is_held(key):
            return
        before = self._page.id
        act()
        if self._page.id != before:
            self._held.opened_a_page(key)

    def _press(self, key: str) -> None:
        page = self._shown_page
        match key:
            case "ctrl+c":
                self._end_if_meant()
            case "enter" | "ctrl+j":
                self._use(self._position.confirmed(page))
            case "pageup" | "pagedown":
                self._use(Turn.BACK if key == "pageup" else Turn.ON)
            case "tab" | "shift+tab":
                self._mark(-1 if key == "shift+tab" else 1, is_all=True)
            case "up" | "left" | "down" | "right":
                self._mark(-1 if key in {"up", "left"} else 1, is_all=False)
            case _:
                self._use(choice_for(key, page) or option_for(key, page))

    def _use(self, target: Target | None) -> None:
        match target:
            case None:
                self._listener.touched()
            case Turn():
                self._turn(-1 if target is Turn.BACK else 1)
            case Option():
                if target in choices_of(self._shown_page):
                    self._position.used(target)
                self._post(target.event)
            case _:
                assert_never(target)

    def _mark(self, step: int, *, is_all: bool) -> None:
        stops = stops_of(self._shown_page, is_all=is_all)
        if stops:
            self._listener.touched()
            self._position.marked(step, stops)
            self._arrange()
        else:
            self._turn(step)

    def _turn(self, step: int) -> None:
        self._listener.touched()
        if self._frame is not None:
            self._position.turned(step, self._frame)
            self._arrange()

    def _end_if_meant(self) -> None:
        now, before = self._clock(), self._asked_to_end_at
        self._asked_to_end_at = now
        if before is not None and now - before < _SECONDS_TO_END:
            self.exit()

    def _post(self, event: Event) -> None:
        """What was typed is told before anything else can happen."""
        self._tell_typed()
        self._listener.happened(event)

    def _tick(self) -> None:
        self._tell_typed()
        self._listener.tick()

    def _take_news(self) -> None:
        while (event := self._next_news()) is not None:
            self._post(event)

    def _tell_typed(self) -> None:
        typed = self._untold()
        if typed is not None:
            self._told = typed
            self._listener.happened(Entered(typed))

    def _untold(self) -> str | None:
        """What stands in the entry field, if the presenter does not know it yet."""
        has_entry = self._page is not None and isinstance(self._page.prompt, Enter)
        return self._entry.text if has_entry and self._entry.text != self._told else None

    @property
    def _shown_page(self) -> Page:
        if self._page is None:
            raise LookupError("no page was drawn yet")
        return self._page

    def _arrange(self, *, is_drawn: bool = False) -> None:
        """Frame the page for the terminal as it is now, and show it."""
        if self._page is None:
            return
        self._frame = made = frame(self._view(self._page))
        self._position.settled(made, is_drawn=is_drawn)
        styles = styles_of(palette(self._preferences.contrast))
        self._stage.show(made, self._position.sheet, self.size.width, styles)

    def _view(self, page: Page) -> View:
        view = View(page, self.size.width, self.size.height, self._preferences.text_size)
        rows = 1
        if isinstance(page.prompt, Enter):
            rows = max(least_entry_rows(page.prompt), self._entry.rows_for(view.column))
        return replace(view, focus=self._position.focus, entry_rows=rows)
