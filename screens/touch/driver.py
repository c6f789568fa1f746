"""Uses the touch screen from outside, as a finger does: for walks through every page.

Frames are pumped by hand and the clock is the driver's own, so that no walk ever waits.
"""

import re
from collections.abc import Callable
from itertools import count
from typing import Final

from kivy.base import EventLoop, runTouchApp
from kivy.input.providers.mouse import MouseMotionEvent

from screens.page import Option, Page
from screens.renderer import Listener, MakeListener
from screens.touch.app import TouchScreen
from screens.touch.entry import Entry
from screens.touch.shapes import Action, Post, Strike, Target, Turn
from screens.touch.strokes import Command, Further, Pick, Sign, Stroke
from screens.walk import LostWayError, says

BETWEEN_TOUCHES: Final = 1.0
_FRAMES_AFTER: Final = 1
_MOST_FRAMES: Final = 2000


class TouchDriver:
    """Implements Driver. `advance` moves the clock that the screen was given."""

    def __init__(
        self,
        screen: TouchScreen,
        advance: Callable[[float], None],
        stay_away: Callable[[], None],
    ) -> None:
        """`stay_away` lets the listener's idle time pass."""
        self.screen = screen
        self._advance = advance
        self._stay_away = stay_away
        self._fingers = count(1)
        self._listener: Listener

    def open(self, make_listener: MakeListener) -> "TouchDriver":
        """Open the window and show the first page."""
        self.screen.open()
        self._listener = make_listener(self.screen)
        self.screen.tell(self._listener)
        if EventLoop.status != "started":
            runTouchApp(embedded=True)
        self._listener.start()
        self.frames()
        return self

    def close(self) -> None:
        self.screen.close()

    @property
    def page(self) -> Page:
        return self._listener.page

    @property
    def targets(self) -> list[Target]:
        return self.screen.surface.targets

    def press(self, option: Option) -> None:
        """Touch the key in its middle, on whatever sheet it is. Raises LostWayError without one."""
        self.touch(self._key(Post(option.event)))

    def type(self, text: str) -> None:
        """By the keys on the glass; what they cannot write comes from a keyboard plugged in."""
        entry = self._entry
        while entry.whole:
            self._strike(Command.DELETE)
        for part in _parts(text):
            self._write(part)
        if entry.whole != text:
            entry.replace("")
            self._from_keyboard(text)
        self.screen.surface.post_entry()

    def wait_for(self, text: str) -> None:
        for _ in range(_MOST_FRAMES):
            if says(self.page, text):
                return
            self.screen.tick()
            self.frames(1)
        raise TimeoutError(f"no page says {text!r}; page {self.page.id} is shown")

    def stay_away(self) -> None:
        self._stay_away()
        self.screen.tick()
        self.frames()

    def touch(self, target: Target) -> None:
        """Down and up in the middle of the key, after a pause."""
        self._advance(BETWEEN_TOUCHES)
        finger = self.down(*target.rect.middle)
        self.up(finger)

    def down(self, x: float, y: float) -> MouseMotionEvent:
        """A finger comes down, in pixels from the top left."""
        window = EventLoop.window
        place = (x / (window.width - 1), 1 - y / (window.height - 1))
        finger = MouseMotionEvent(
            "mouse",
            f"finger {next(self._fingers)}",
            (*place, "left"),
            is_touch=True,
            type_id="touch",
        )
        EventLoop.post_dispatch_input("begin", finger)
        self.frames()
        return finger

    def up(self, finger: MouseMotionEvent, x: float | None = None, y: float | None = None) -> None:
        """The finger goes up, here or where it is."""
        window = EventLoop.window
        if x is not None and y is not None:
            place = (x / (window.width - 1), 1 - y / (window.height - 1))
            finger.move((*place, "left"))
            EventLoop.post_dispatch_input("update", finger)
        EventLoop.post_dispatch_input("end", finger)
        self.frames()

    def strike(self, sign: str) -> None:
        """Touch the key on the glass that writes this."""
        if not self._strike(Sign(sign)):
            raise LostWayError(f"page {self.page.id} has no key to write {sign}")

    def strike_command(self, command: Command) -> None:
        if not self._strike(command):
            raise LostWayError(f"page {self.page.id} has no key for {command}")

    def frames(self, number: int = _FRAMES_AFTER) -> None:
        for _ in range(number):
            EventLoop.idle()

    def _key(self, action: Action) -> Target:
        for _ in self.screen.surface.spread.sheets:
            for target in self.targets:
                if target.action == action:
                    return target
            turns = {each.action: each for each in self.targets if isinstance(each.action, Turn)}
            if Turn(1) in turns:
                self.touch(turns[Turn(1)])
            else:
                self._back_to_first()
        raise LostWayError(f"page {self.page.id} shows no key for {action}")

    def _back_to_first(self) -> None:
        while self.screen.surface.sheet > 0:
            back = next(each for each in self.targets if each.action == Turn(-1))
            self.touch(back)

    def _strike(self, stroke: Stroke) -> bool:
        """Whether there was such a key."""
        for target in self.targets:
            if target.action == Strike(stroke):
                self.touch(target)
                return True
        return False

    def _write(self, part: str) -> None:
        if part.isalpha() and not part.isascii():
            self._spell(part)
            return
        if part.isascii() and part.isalpha():
            self._strike(Command.LATIN)
        for sign in part:
            self._write_sign(sign)

    def _write_sign(self, sign: str) -> None:
        if sign == " " and self._strike(Command.SPACE):
            return
        for switch in (None, Command.LETTERS, Command.DIGITS):
            if switch is not None:
                self._strike(switch)
            for stroke in (Sign(sign), Sign(sign.lower()), Sign(sign.upper())):
                if self._strike(stroke):
                    return
        self._from_keyboard(sign)

    def _from_keyboard(self, text: str) -> None:
        """From a keyboard that is plugged in."""
        EventLoop.window.dispatch("on_textinput", text)
        self.frames()

    def _spell(self, part: str) -> None:
        """By pinyin, as much at once as there is a candidate for; else from the keyboard."""
        self._strike(Command.CHINESE)
        entry = self._entry
        start = len(entry.text)
        for letter in "".join(self.screen.pinyin.pinyin_of(part)):
            self._strike(Sign(letter))
        while entry.letters and (wanted := self._best(part[len(entry.text) - start :])):
            self._pick(wanted)
        while entry.letters:
            self._strike(Command.DELETE)
        rest = part[len(entry.text) - start :]
        if rest == part and len(part) > 1:
            for sign in part:
                self._spell(sign)
        elif rest == part:
            self._strike(Command.LATIN)
            self._from_keyboard(part)
        elif rest:
            self._spell(rest)

    def _best(self, wanted: str) -> str:
        """The longest candidate that the wanted text begins with."""
        texts = (candidate.text for candidate in self._entry.candidates)
        return max((text for text in texts if wanted.startswith(text)), key=len, default="")

    def _pick(self, wanted: str) -> None:
        """Turn the candidates until the wanted one is shown, and touch it."""
        entry = self._entry
        for _ in entry.candidates:
            for place, candidate in enumerate(entry.candidates[entry.first_candidate :]):
                if candidate.text == wanted and self._strike(Pick(place)):
                    return
            self.touch(next(each for each in self.targets if _is_further(each)))

    @property
    def _entry(self) -> Entry:
        entry = self.screen.surface.entry
        if entry is None:
            raise LostWayError(f"page {self.page.id} asks for nothing to be typed")
        return entry


def _is_further(target: Target) -> bool:
    return isinstance(target.action, Strike) and isinstance(target.action.stroke, Further)


def _parts(text: str) -> list[str]:
    """Runs of ideographs, of letters, and all else sign by sign."""
    return re.findall(r"[a-zA-Z]+|[\u3400-\u9fff]+|.", text, re.DOTALL)
