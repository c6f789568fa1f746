"""What is shown and touched while measuring: the welcome page, and each tile's services and back.

Pages and places come from the kiosk's own `page_for` and `lay_out`, with the widths of the letters
measured by Pillow, so that no window is needed to know them.
"""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from kiosk.events import Event, OpenedTile, WentBack, WentHome
from kiosk.hall_time import local_now
from locales import words_for
from screens.fonts import BOLD, REGULAR
from screens.page import Page
from screens.pages import page_for
from screens.touch.geometry import Rect
from screens.touch.shapes import Item, Post, Target
from screens.touch.spread import lay_out
from screens.touch.typesetting import Typesetter
from tests.kiosk.visitor import visitor_in

SCREEN: Final = Screen(1080, 1920, 21.5)
PREFERENCES: Final = Preferences()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is laid out on the glass."""

    page: Page
    items: tuple[Item, ...]

    def key(self, event: Event) -> Target:
        """Raises LookupError if no key of the sheet carries the event."""
        for item in self.items:
            if isinstance(item, Target) and item.action == Post(event):
                return item
        raise LookupError(f"{self.page.id} has no key for {event}")


@dataclass(frozen=True, slots=True)
class Tour:
    """The welcome page and, in the order of its tiles, the page of each."""

    welcome: Sheet
    services: tuple[Sheet, ...]
    doors: tuple[OpenedTile, ...]

    @property
    def tiles(self) -> list[Target]:
        return [self.welcome.key(door) for door in self.doors]

    @property
    def middle(self) -> Rect:
        """Where the tiles are, and what is chosen on the other pages."""
        rects = [tile.rect for tile in self.tiles]
        left, top = min(each.x for each in rects), min(each.y for each in rects)
        right, bottom = max(each.right for each in rects), max(each.bottom for each in rects)
        return Rect(left, top, right - left, bottom - top)


def tour() -> Tour:
    """The tour through the default hall."""
    words = words_for(PREFERENCES.language)
    setter = Typesetter(SCREEN, PREFERENCES, PillowMeasure())

    with tempfile.TemporaryDirectory(prefix="tour-") as folder, visitor_in(Path(folder)) as visitor:
        visit = visitor.visit
        visit.now = local_now

        def sheet() -> Sheet:
            page = page_for(visit, words)
            return Sheet(page, lay_out(page, None, setter).sheets[0])

        welcome = sheet()
        doors = tuple(OpenedTile(tile.id) for tile in visit.catalogue.tiles)
        services = []
        for door in doors:
            visit.handle(door)
            services.append(sheet())
            visit.handle(WentHome())
    return Tour(welcome, tuple(services), doors)


def way_back(sheet: Sheet) -> Target:
    return sheet.key(WentBack())


class PillowMeasure:
    """Implements Measure."""

    def width(self, text: str, font: int, *, is_bold: bool) -> float:
        return float(_letters(font, is_bold=is_bold).getlength(text))


@cache
def _letters(font: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(BOLD if is_bold else REGULAR), font)
