"""Where the entry field, the keys to type with and a problem told about it stand on a page."""

from dataclasses import dataclass
from typing import Final

from accessibility.type_scale import Role
from screens.page import Page
from screens.touch import body
from screens.touch.entry import Entry
from screens.touch.entry_layout import LEAST_FIELD_MM, field, field_height, keyboard
from screens.touch.frame import Frame
from screens.touch.geometry import Rect
from screens.touch.shapes import Item, moved
from screens.touch.typesetting import Typesetter

_FIELD_LINES: Final = 4
_TEXT_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """What stands, and the room it leaves for words. `is_problem_told`: it is among what stands."""

    items: tuple[Item, ...]
    words: Rect
    is_problem_told: bool = False


def placed_entry(page: Page, entry: Entry, setter: Typesetter, around: Frame) -> PlacedEntry:
    """Upright, the keys are below the words. A broad screen has few lines to spare for that.

    There digits stand beside the words; beside letters, which need the whole width, a problem is
    told in the column of the main key, so that neither the field nor the question has to give way.
    """
    if setter.is_upright:
        return _below_words(entry, setter, around.room)
    if not entry.has_letters:
        return _beside_words(entry, setter, around.room)
    below = _below_words(entry, setter, around.room)
    if page.problem is None or around.beside is None:
        return below
    place = around.beside
    told = body.problem(page.problem.shown, setter, place.width, place.height)
    if told.height > place.height:
        return below
    items = (moved(item, place.x, place.y) for item in told.build(told.height))
    return PlacedEntry((*below.items, *items), below.words, is_problem_told=True)


def _beside_words(entry: Entry, setter: Typesetter, room: Rect) -> PlacedEntry:
    """The digits in the right half; the words in the left, the field at its foot."""
    left, right = room.columns(2, setter.gap)
    keys = keyboard(entry, setter, right, room.height)
    high = field_height(setter)
    place = Rect(left.x, left.bottom - high, left.width, high)
    words = Rect(left.x, left.y, left.width, left.height - high - setter.gap)
    return PlacedEntry((*field(entry, setter, place), *keys.targets), words)


def _below_words(entry: Entry, setter: Typesetter, room: Rect) -> PlacedEntry:
    """The keyboard at the bottom of the room, the field above it; the rest is for words."""
    for smaller in setter.smaller():
        least_words = max(smaller.line(Role.TITLE), room.height * _TEXT_SHARE)
        high = field_height(smaller)
        keys = keyboard(entry, setter, room, room.height - high - least_words - 2 * setter.gap)
        left = room.height - keys.height - 2 * setter.gap
        if left - high >= smaller.line(Role.TITLE):
            break
    high = min(high, max(setter.px(LEAST_FIELD_MM), left - smaller.line(Role.TITLE)))
    for count in range(2, _FIELD_LINES + 1):
        taller = field_height(setter, count)
        if entry.is_written and left - taller >= least_words:
            high = taller
    y = room.bottom - keys.height - setter.gap - high
    shown = field(entry, setter, Rect(room.x, y, room.width, high))
    words = Rect(room.x, room.y, room.width, y - setter.gap - room.y)
    return PlacedEntry((*shown, *keys.targets), words)
