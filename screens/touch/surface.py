"""The page on the glass: laid out, followed by fingers; keeps what is typed until it is posted."""

from collections.abc import Callable
from typing import Final, assert_never

from kivy.clock import Clock
from kivy.uix.widget import Widget
from kivy.utils import get_color_from_hex

from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.events import Entered
from screens.page import Enter, Page
from screens.renderer import Listener
from screens.touch.entry import Entry
from screens.touch.lettering import Lettering
from screens.touch.memory import Memory
from screens.touch.painting import Painter
from screens.touch.shapes import Action, Post, Strike, Target, Text, Turn
from screens.touch.spread import Spread, lay_out
from screens.touch.touches import Missed, Outcome, Pressed, Released, Touches
from screens.touch.typesetting import BrokenLines, Typesetter
from screens.touch.untyped import KivyObject

_MOST_BROKEN: Final = 1000
_RING_MM: Final = 3.2
_PULSE_SECONDS: Final = (0.0, 0.18, 0.3, 0.48)
"""When the ring of a pulse comes, goes, comes, goes."""


class Surface:
    """One page at a time. Everything here happens on the thread of the window."""

    def __init__(
        self,
        window: KivyObject,
        screen: Screen,
        pinyin: Pinyin,
        clock: Callable[[], float],
        on_miss: Callable[[], None],
    ) -> None:
        self.screen = screen
        self.entry: Entry | None = None
        self.sheet = 0
        self.spread = Spread(((),))
        self.focus: Target | None = None
        self.page: Page | None = None
        self._preferences = Preferences()
        self._window = window
        self._pinyin = pinyin
        self._clock = clock
        self._on_miss = on_miss
        self._listener: Listener | None = None
        self._posted = ""
        self._lettering = Lettering()
        self._broken_before: BrokenLines = Memory(_MOST_BROKEN)
        self._setter = self._typesetter()
        self._touches = Touches(screen.px_per_mm)
        root = Widget(size_hint=(None, None), size=(screen.width_px, screen.height_px))
        root.bind(on_touch_down=self._down, on_touch_up=self._up)
        window.add_widget(root)
        self.painter = Painter(root, self._lettering, screen.height_px)

    @property
    def setter(self) -> Typesetter:
        """For this visitor's wishes."""
        if self._setter.preferences != self._preferences:
            self._setter = self._typesetter()
        return self._setter

    @property
    def targets(self) -> list[Target]:
        """Every key on the sheet that is shown."""
        return [item for item in self.spread.sheets[self.sheet] if isinstance(item, Target)]

    def close(self) -> None:
        """Leave the window, and keep no picture of anything that was shown."""
        self._window.remove_widget(self.painter.root)
        self._forget()

    @property
    def kept_lines(self) -> set[str]:
        """Every text that is still in memory, whole or by its lines."""
        return self._lettering.kept | {words for words, *_ in self._broken_before.keys}

    def drawn_size(self, text: Text, line: str) -> tuple[int, int]:
        """How large the picture of a line is that is put on the glass."""
        width, height = self._lettering.texture(line, text.font, is_bold=text.is_bold).size
        return int(width), int(height)

    def tell(self, listener: Listener) -> None:
        """Whom to tell what the visitor did."""
        self._listener = listener

    def show(self, page: Page, preferences: Preferences) -> None:
        """The page, in place of the one before; the same page stays at its sheet."""
        before = self.page
        is_new = before is None or (page.id, page.title) != (before.id, before.title)
        is_told = before is not None and page.problem not in {None, before.problem}
        if before is not None and is_new and _is_personal(before):
            self._forget()
        self._keep_apart(is_personal=_is_personal(page))
        self.entry = self._entry(page, preferences)
        self._posted = self.entry.whole if self.entry else ""
        self.page, self._preferences = page, preferences
        if is_new or is_told:
            self.sheet = 0
        self.lay_out(is_new_page=is_new)

    def lay_out(self, *, is_new_page: bool = False) -> None:
        """Lay the page out again and draw what differs."""
        if self.page is None:
            return
        setter = self.setter
        self.spread = lay_out(self.page, self.entry, setter)
        self.sheet = min(self.sheet, len(self.spread.sheets) - 1)
        background = tuple(get_color_from_hex(setter.palette.background))
        if tuple(self._window.clearcolor) != background:
            self._window.clearcolor = background
        self._paint(is_new_page=is_new_page)

    def act(self, action: Action) -> None:
        """What a key does. What was typed is posted before anything else."""
        match action:
            case Post(event):
                self.post_entry()
                if self._listener is not None:
                    self._listener.happened(event)
            case Strike(stroke):
                if self.entry is not None and self.entry.strike(stroke):
                    self.lay_out()
            case Turn(step):
                self.sheet += step
                self._paint(is_new_page=False)
            case _:
                assert_never(action)

    def post_entry(self) -> None:
        if self.entry is not None and self.entry.whole != self._posted:
            self._posted = self.entry.whole
            if self._listener is not None:
                self._listener.happened(Entered(self._posted))

    def touched(self) -> None:
        if self._listener is not None:
            self._listener.touched()

    def ring(self, target: Target | None) -> None:
        """Show where the keypad is."""
        self.focus = target
        rects = (target.rect,) if target else ()
        self.painter.ring(rects, self.setter.palette.focus, self.screen.px(_RING_MM))

    def _typesetter(self) -> Typesetter:
        return Typesetter(self.screen, self._preferences, self._lettering, self._broken_before)

    def _keep_apart(self, *, is_personal: bool) -> None:
        self._lettering.keep_apart(is_personal=is_personal)
        self._broken_before.is_personal = is_personal

    def _forget(self) -> None:
        self._lettering.forget()
        self._broken_before.forget()

    def _entry(self, page: Page, preferences: Preferences) -> Entry | None:
        if not isinstance(page.prompt, Enter):
            return None
        entry = self.entry
        is_same = self.page is not None and self.page.id == page.id
        if entry is None or not is_same or preferences.language != self._preferences.language:
            return Entry(page.prompt, preferences.language, self._pinyin)
        if page.prompt.text not in {entry.asked.text, entry.whole}:
            entry.replace(page.prompt.text)
        entry.asked = page.prompt
        return entry

    def _paint(self, *, is_new_page: bool) -> None:
        self.painter.show(self.spread.sheets[self.sheet])
        self._follow(self._touches.show(self.targets, self._clock(), is_new_page=is_new_page))
        if self.focus is not None and self.focus not in self.targets:
            self.ring(None)

    def _down(self, _: KivyObject, touch: KivyObject) -> bool:
        if getattr(touch, "button", "left") == "left":
            self.touched()
            x, y = touch.pos
            place = (x, self.screen.height_px - y)
            self._follow(self._touches.down(touch.uid, *place, self._clock()))
        return True

    def _up(self, _: KivyObject, touch: KivyObject) -> bool:
        x, y = touch.pos
        self._follow(self._touches.up(touch.uid, x, self.screen.height_px - y, self._clock()))
        return True

    def _follow(self, outcome: Outcome | None) -> None:
        match outcome:
            case Pressed(target):
                self.ring(None)
                self.painter.press(target, self.setter.palette)
            case Released(target, is_used):
                self.painter.release(target)
                if is_used:
                    self.act(target.action)
            case Missed(nearest):
                self._on_miss()
                self._pulse(nearest)
            case None:
                pass
            case _:
                assert_never(outcome)

    def _pulse(self, nearest: tuple[Target, ...]) -> None:
        """Show twice where the nearest keys are."""
        rects = [target.rect for target in nearest]
        for at, seconds in enumerate(_PULSE_SECONDS):
            shown = () if at % 2 else rects
            Clock.schedule_once(
                lambda _, shown=shown: self.painter.ring(
                    shown, self.setter.palette.focus, self.screen.px(_RING_MM)
                ),
                seconds,
            )


def _is_personal(page: Page) -> bool:
    return page.is_personal or isinstance(page.prompt, Enter)
