"""Keys that can be plugged in: a keypad of arrows and digits, or a whole keyboard to type with.

Arrows or Tab move the ring, Enter uses the key that it is on; a digit chooses the option with that
number; on a page that asks for words all else is typed. Escape and the function keys do nothing.
"""

from typing import Final

from screens.page import Choose, Option
from screens.touch.shapes import Post, Target
from screens.touch.strokes import Command
from screens.touch.surface import Surface
from screens.touch.untyped import KivyObject

_BACKSPACE: Final = 8
_TAB: Final = 9
_ENTER: Final = frozenset({13, 271})
_BACKWARDS: Final = frozenset({273, 276})
_FORWARDS: Final = frozenset({274, 275, _TAB})


class Keypad:
    """Listens to the window's keys. A key held down counts once (EN 301 549, 5.7)."""

    def __init__(self, window: KivyObject, surface: Surface) -> None:
        self._surface = surface
        self._held: set[int] = set()
        self._window = window
        window.bind(on_key_down=self._down, on_key_up=self._up, on_textinput=self._text)
        window.request_keyboard(lambda: None, None)

    def close(self) -> None:
        self._window.unbind(on_key_down=self._down, on_key_up=self._up, on_textinput=self._text)

    def _down(self, _: KivyObject, key: int, *rest: KivyObject) -> bool:
        is_shifted = bool(rest) and "shift" in (rest[-1] or ())
        if key not in self._held:
            self._held.add(key)
            self._surface.touched()
            self._use(key, is_shifted=is_shifted)
        # Kivy's own shortcuts never see a key.
        return True

    def _up(self, _: KivyObject, key: int, *__: KivyObject) -> bool:
        self._held.discard(key)
        return True

    def _use(self, key: int, *, is_shifted: bool) -> None:
        surface = self._surface
        if key == _BACKSPACE and surface.entry is not None:
            surface.entry.strike(Command.DELETE)
            surface.lay_out()
        elif key in _BACKWARDS or (key == _TAB and is_shifted):
            self._move(-1)
        elif key in _FORWARDS:
            self._move(1)
        elif key in _ENTER:
            self._enter()

    def _text(self, _: KivyObject, text: str) -> bool:
        surface = self._surface
        page = surface.page
        if surface.entry is not None:
            surface.entry.typed(text)
            surface.lay_out()
        elif page is not None and isinstance(page.prompt, Choose):
            for option in page.prompt.options:
                if text == str(option.number):
                    surface.act(Post(option.event))
                    break
        return True

    def _move(self, step: int) -> None:
        """The next key in reading order, around the ends."""
        targets = self._surface.targets
        focus = self._surface.focus
        at = targets.index(focus) + step if focus in targets else min(step, 0)
        self._surface.ring(targets[at % len(targets)])

    def _enter(self) -> None:
        """The key under the ring; without a ring, on a page that asks for words, the main key."""
        surface = self._surface
        following: Option | None = surface.page.next if surface.page else None
        target: Target | None = surface.focus
        if target is not None:
            surface.act(target.action)
        elif surface.entry is not None and following is not None:
            surface.act(Post(following.event))
