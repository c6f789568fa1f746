"""Every page at every size, in both languages, on every screen: measured on the real widgets."""

import re
from itertools import combinations, product

import pytest

from accessibility.preferences import LANGUAGES, Language, Preferences, TextSize
from accessibility.type_scale import LEAST_HEIGHT_MM, Screen
from screens.fonts import missing_glyphs
from screens.page import Page
from screens.touch.driver import TouchDriver
from screens.touch.shapes import Item, Shape, Target, Text
from tests.screens.touch.conftest import Glasses
from tests.screens.touch.long_pages import EVERY_ID, long_page

LETTERS = r"[A-Za-z]{2,}"
SCREENS = (
    Screen(1080, 1920, 21.5),
    Screen(1920, 1080, 21.5),
    Screen(1366, 768, 15.6),
    Screen(1280, 800, 15.4),
)
EVERY = [
    pytest.param(screen, language, size, id=f"{screen.width_px}-{language}-{size.name}")
    for screen, language, size in product(SCREENS, LANGUAGES, TextSize)
]


def shapes_of(item: Item) -> tuple[Shape, ...]:
    return item.shapes if isinstance(item, Target) else (item,)


def texts_of(items: tuple[Item, ...]) -> list[Text]:
    return [shape for item in items for shape in shapes_of(item) if isinstance(shape, Text)]


def torn_words(text: Text, page: Page) -> set[str]:
    """Words of letters on the glass that the page does not say."""
    said = re.findall(LETTERS, repr(page) + " ABC EN")
    return {word for line in text.lines for word in re.findall(LETTERS, line)} - set(said)


def check_sheet(driver: TouchDriver, items: tuple[Item, ...], page: Page, name: str) -> None:
    screen = driver.screen.surface.screen
    targets = [item for item in items if isinstance(item, Target)]
    texts = texts_of(items)
    for item in items:
        rect = item.rect
        assert min(rect.x, rect.y) >= 0, (name, item)
        assert rect.right <= screen.width_px, (name, item)
        assert rect.bottom <= screen.height_px, (name, item)
    for target in targets:
        assert min(target.rect.width, target.rect.height) >= screen.px(20), (name, target)
        for text in texts_of((target,)):
            assert text.rect.y >= target.rect.y - 1, (name, text)
            assert text.rect.bottom <= target.rect.bottom + 1, (name, text)
    for one, other in combinations(targets, 2):
        assert one.rect.gap(other.rect) >= screen.px(3), (name, one, other)
    for text, another in combinations(texts, 2):
        assert text.rect.gap(another.rect) >= -1, (name, text, another)
    for text in texts:
        assert not torn_words(text, page), (name, text)
        assert not missing_glyphs("".join(text.lines)), (name, text)
        assert screen.mm(text.font * 0.92) >= LEAST_HEIGHT_MM, (name, text)
        for line in text.lines:
            drawn = driver.screen.surface.drawn_size(text, line)
            assert drawn[0] <= text.rect.width + 1, (name, text)
            assert drawn[1] <= text.rect.height / len(text.lines) + 1, (name, text)


@pytest.mark.parametrize(("screen", "language", "size"), EVERY)
def test_b02_nothing_is_cut_off_or_overlaps_and_b07_every_key_is_large_enough(
    glasses: Glasses, screen: Screen, language: Language, size: TextSize
) -> None:
    wished = Preferences(language=language, text_size=size)
    driver = glasses.at("welcome", wished, screen)
    for page_id in EVERY_ID:
        page = long_page(page_id, wished)
        driver.screen.draw(page, wished)
        for at, items in enumerate(driver.screen.surface.spread.sheets):
            check_sheet(driver, items, page, f"{page_id} sheet {at + 1}")
