"""Every real page at every size, in both languages, on every screen: measured as it is drawn."""

import re
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from accessibility.preferences import LANGUAGES, Language, Preferences, TextSize
from accessibility.type_scale import LEAST_HEIGHT_MM, Screen
from kiosk.events import CalledForHelp, HeardAgain
from kiosk.visit import Visit
from screens.fonts import missing_glyphs
from screens.page import Enter, EntryKind, Page
from screens.touch.driver import TouchDriver
from screens.touch.geometry import Rect
from screens.touch.shapes import Action, Box, Item, Post, Shape, Target, Text
from screens.touch.strokes import Sign
from screens.walk import options_of
from tests.kiosk.visitor import visitor_in
from tests.screens.places_renewed import renew
from tests.screens.touch.conftest import UPRIGHT, Glasses
from tests.screens.touch.real_pages import every_page, fullest_pages

LETTERS = r"[A-Za-z]{2,}"
SCREENS = (
    UPRIGHT,
    Screen(1920, 1080, 21.5),
    Screen(1366, 768, 15.6),
    Screen(1280, 800, 15.4),
)
"""Each can hold every key at 20 mm, the letters to type with too; none is let off."""
EVERY = [
    pytest.param(screen, language, size, id=f"{screen.width_px}-{language}-{size.name}")
    for screen, language, size in product(SCREENS, LANGUAGES, TextSize)
]


ALWAYS_THERE = {Post(HeardAgain()), Post(CalledForHelp())}


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    folder: Path = tmp_path_factory.mktemp("visit")
    with visitor_in(folder, has_printer=True) as visitor:
        renew(visitor.visit)
        yield visitor.visit


@pytest.fixture(scope="module")
def fullest(visit: Visit) -> dict[Language, list[Page]]:
    return {language: fullest_pages(visit, language) for language in LANGUAGES}


@pytest.mark.parametrize(("screen", "language", "size"), EVERY)
def test_b02_nothing_is_cut_off_or_overlaps_and_b07_every_key_is_large_enough(
    glasses: Glasses,
    fullest: dict[Language, list[Page]],
    screen: Screen,
    language: Language,
    size: TextSize,
) -> None:
    wished = Preferences(language=language, text_size=size)
    driver = glasses.at("wait", wished, screen)
    bars = set()
    for page in fullest[language]:
        check_page(driver, page, wished)
        bars |= places_of_the_bar(driver)
    assert len(bars) == len(ALWAYS_THERE), "B28: the bar stands elsewhere on another page or sheet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_b02_every_page_there_is_fits_the_reference_screen_at_the_largest_size(
    glasses: Glasses, visit: Visit, language: Language
) -> None:
    wished = Preferences(language=language, text_size=TextSize.LARGEST)
    driver = glasses.at("wait", wished)
    for page in every_page(visit, language):
        check_page(driver, page, wished)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: str(screen.width_px))
def test_what_is_spelt_and_offered_while_typing_fits_too(
    glasses: Glasses, fullest: dict[Language, list[Page]], screen: Screen
) -> None:
    wished = Preferences(language="zh_CN", text_size=TextSize.LARGEST)
    driver = glasses.at("wait", wished, screen)
    for page in fullest["zh_CN"]:
        driver.screen.draw(page, wished)
        entry = driver.screen.surface.entry
        if entry is not None and entry.is_written:
            for letter in "shanghai":
                entry.strike(Sign(letter))
            driver.screen.surface.lay_out()
            check_drawn(driver, page)


def test_the_pages_chosen_ask_for_every_kind_of_answer(
    fullest: dict[Language, list[Page]],
) -> None:
    for pages in fullest.values():
        asked = {page.prompt.kind for page in pages if isinstance(page.prompt, Enter)}
        told = {
            page.prompt.kind for page in pages if isinstance(page.prompt, Enter) and page.problem
        }
        assert asked == told == set(EntryKind)


def check_page(driver: TouchDriver, page: Page, wished: Preferences) -> None:
    driver.screen.draw(page, wished)
    check_drawn(driver, page)


def check_drawn(driver: TouchDriver, page: Page) -> None:
    sheets = driver.screen.surface.spread.sheets
    for at, items in enumerate(sheets):
        name = f"{page.id} sheet {at + 1} of {len(sheets)}"
        check_targets(driver.screen.surface.screen, items, name)
        check_apart(items, name)
        check_letters(driver, items, page, name)
        if isinstance(page.prompt, Enter):
            check_field(driver, items, name)
    used = {item.action for items in sheets for item in items if isinstance(item, Target)}
    assert {Post(option.event) for option in options_of(page)} <= used, page.id
    first = said(texts_of(sheets[0]))
    assert bare(page.title.shown) in first, (page.id, "the title is not on the first sheet")
    if page.problem is not None:
        assert bare(page.problem.shown) in first, (page.id, "the problem is not seen at once")


def places_of_the_bar(driver: TouchDriver) -> set[tuple[Action, Rect]]:
    """Where the keys of the bottom bar are, on whatever sheet."""
    return {
        (item.action, item.rect)
        for items in driver.screen.surface.spread.sheets
        for item in items
        if isinstance(item, Target) and item.action in ALWAYS_THERE
    }


def check_targets(screen: Screen, items: tuple[Item, ...], name: str) -> None:
    """Whole on the glass, 20 mm either way, 3 mm apart."""
    targets = [item for item in items if isinstance(item, Target)]
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


def check_apart(items: tuple[Item, ...], name: str) -> None:
    """Things stand apart, or one on the whole of a ground drawn before it: nothing half covered."""
    shown = [item for item in items if not is_caret(item)]
    for below, above in combinations(shown, 2):
        if isinstance(below, Target) and isinstance(above, Target):
            continue
        is_on_it = isinstance(below, Box) and is_within(above, below)
        assert is_on_it or below.rect.gap(above.rect) >= -1, (name, below, above)
    for item in items:
        for text, another in combinations(texts_of((item,)), 2):
            assert text.rect.gap(another.rect) >= -1, (name, text, another)


def check_letters(driver: TouchDriver, items: tuple[Item, ...], page: Page, name: str) -> None:
    """Whole words in letters that can be read, no wider or higher than the place they have."""
    screen = driver.screen.surface.screen
    page_words = set(re.findall(LETTERS, repr(page) + " ABC EN " + written(driver)))
    for text in texts_of(items):
        torn = {word for line in text.lines for word in re.findall(LETTERS, line)} - page_words
        assert not torn, (name, text)
        assert not missing_glyphs("".join(text.lines)), (name, text)
        assert screen.mm(text.font * 0.92) >= LEAST_HEIGHT_MM, (name, text)
        for line in text.lines:
            drawn = driver.screen.surface.drawn_size(text, line)
            assert drawn[0] <= text.rect.width + 1, (name, text)
            assert drawn[1] <= text.rect.height / len(text.lines) + 1, (name, text)


def check_field(driver: TouchDriver, items: tuple[Item, ...], name: str) -> None:
    """Nothing but what was typed and the caret is in the field, and its end can be seen."""
    surface = driver.screen.surface
    colours = surface.setter.palette
    assert surface.entry is not None
    (field,) = (
        item
        for item in items
        if isinstance(item, Box) and (item.fill, item.line) == (colours.surface, colours.focus)
    )
    inside = [item for item in items if item is not field and item.rect.gap(field.rect) < 0]
    (text,) = (item for item in inside if isinstance(item, Text))
    others = [item for item in inside if item is not text]
    assert [type(item) for item in others] == [Box], (name, others)
    assert all(is_within(item, field) for item in inside), (name, inside)
    shown = said([text]).lstrip("…")
    assert shown, name
    expected = (surface.entry.shown, surface.entry.asked.label.shown)
    assert any(bare(each).endswith(shown) for each in expected), (name, text)


def is_caret(item: Item) -> bool:
    """The only thing that is filled, as high as a line and thin."""
    is_filled = isinstance(item, Box) and item.fill is not None and item.line is None
    return is_filled and item.rect.width < item.rect.height / 4


def is_within(item: Item, ground: Item) -> bool:
    one, other = item.rect, ground.rect
    is_across = other.x - 1 <= one.x and one.right <= other.right + 1
    return is_across and other.y - 1 <= one.y and one.bottom <= other.bottom + 1


def written(driver: TouchDriver) -> str:
    entry = driver.screen.surface.entry
    return entry.shown if entry else ""


def shapes_of(item: Item) -> tuple[Shape, ...]:
    return item.shapes if isinstance(item, Target) else (item,)


def texts_of(items: tuple[Item, ...]) -> list[Text]:
    return [shape for item in items for shape in shapes_of(item) if isinstance(shape, Text)]


def said(texts: list[Text]) -> str:
    return bare("".join("".join(text.lines) for text in texts))


def bare(words: str) -> str:
    """Without spaces, which go at the end of a line, and with the quotes that are drawn."""
    return re.sub(r"\s", "", words).translate(str.maketrans("“”‘’", "\"\"''"))
