"""Lists that are turned page by page: at most seven choices at a time, never a scroll."""

from collections.abc import Sequence
from typing import TypeVar

from kiosk.events import TurnedPage
from locales import Words
from screens.page import Option, Phrase

MOST = 7
Item = TypeVar("Item")


def sheet_of(items: Sequence[Item], sheet: int) -> Sequence[Item]:
    """The items of one sheet, counted from 0; past the end, the last sheet."""
    last = max(0, -(-len(items) // MOST) - 1)
    start = min(sheet, last) * MOST
    return items[start : start + MOST]


def turning_keys(count: int, sheet: int, words: Words) -> tuple[Option, ...]:
    """The keys that turn a list of `count` items standing at `sheet`."""
    sheets = -(-count // MOST)
    keys = []
    if sheet > 0:
        # Translators: key below a list of choices: show the seven before
        keys.append(Option(Phrase(words("Previous page")), TurnedPage(-1)))
    if sheet + 1 < sheets:
        # Translators: key below a list of choices: show the next seven
        keys.append(Option(Phrase(words("More choices")), TurnedPage(1)))
    return tuple(keys)
