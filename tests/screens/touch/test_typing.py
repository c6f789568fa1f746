"""Typing by the keys on the glass, by a keyboard that is plugged in, and what is posted when."""

from dataclasses import replace

import pytest
from kivy.base import EventLoop

from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from kiosk.events import Entered, WentBack, WentOn
from screens.page import Enter, EntryKind
from screens.touch.driver import TouchDriver
from screens.touch.shapes import Strike
from screens.touch.strokes import Command, Sign
from tests.screens.touch.conftest import UPRIGHT, Glasses

CHINESE = Preferences(language="zh_CN")
ENGLISH = Preferences(language="en")
SMALL_GLASS = Screen(1366, 768, 15.6)
BACKSPACE, ENTER = 8, 13


def asked(
    glasses: Glasses, kind: EntryKind, wished: Preferences, screen: Screen = SMALL_GLASS
) -> TouchDriver:
    driver = glasses.at("question:needs", wished, screen)
    page = driver.page
    assert isinstance(page.prompt, Enter)
    prompt = replace(page.prompt, kind=kind, text="")
    driver.screen.draw(replace(page, id=f"enter:{kind.value}", prompt=prompt), wished)
    return driver


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (EntryKind.PHONE, "13800138000"),
        (EntryKind.ID_NUMBER, "31010119480305123X"),
        (EntryKind.ID_NUMBER, "G12345678"),
        (EntryKind.DATE, "19480305"),
        (EntryKind.REFERENCE, "K7M2-4PXT-9"),
        (EntryKind.NAME, "Mary O'Neill"),
        (EntryKind.NAME, "王桂芬"),
        (EntryKind.ADDRESS, "南京东路100弄5号302室"),
        (EntryKind.SEARCH, "助餐"),
        (EntryKind.NAME, "𠮷田"),
    ],
)
@pytest.mark.parametrize("wished", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_kind_of_answer_can_be_typed(
    glasses: Glasses, kind: EntryKind, text: str, wished: Preferences
) -> None:
    driver = asked(glasses, kind, wished)
    driver.type(text)
    assert glasses.listener.events == [Entered(text)]


def test_a_name_is_written_by_its_pinyin_with_keys_alone(glasses: Glasses) -> None:
    driver = asked(glasses, EntryKind.NAME, CHINESE)
    struck = []
    driver.screen.surface.painter.root.bind(on_touch_down=lambda *_: struck.append(1))
    driver.type("王桂芬")
    assert len(struck) >= len("wangguifen")
    assert driver.screen.surface.entry is not None
    assert driver.screen.surface.entry.text == "王桂芬"


def test_what_was_typed_is_posted_before_anything_else(glasses: Glasses) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    for digit in "138":
        driver.strike(digit)
    driver.press(driver.page.bars.back or driver.page.bars.home)
    assert glasses.listener.events == [Entered("138"), WentBack()]


def test_what_was_typed_is_not_lost_when_the_kiosk_asks_whether_anybody_is_there(
    glasses: Glasses,
) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    for digit in "138":
        driver.strike(digit)
    driver.stay_away()
    assert driver.page.id == "still-there"
    assert glasses.listener.events == [Entered("138")]


def test_nothing_is_posted_where_nothing_was_typed(glasses: Glasses) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    driver.press(driver.page.bars.back or driver.page.bars.home)
    assert glasses.listener.events == [WentBack()]


def test_letters_that_were_spelt_but_not_picked_are_not_lost(glasses: Glasses) -> None:
    driver = asked(glasses, EntryKind.NAME, CHINESE)
    for letter in "wang":
        driver.strike(letter)
    driver.screen.surface.post_entry()
    assert glasses.listener.events == [Entered("wang")]


def test_what_was_typed_stays_when_a_problem_is_told(glasses: Glasses) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    driver.type("138")
    following = driver.page.next
    assert following is not None
    driver.press(following)
    assert driver.page.problem is not None
    assert driver.screen.surface.entry is not None
    assert driver.screen.surface.entry.text == "138"


def test_b22_a_switch_of_language_keeps_what_was_typed(glasses: Glasses) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    for digit in "1380":
        driver.strike(digit)
    driver.press(driver.page.bars.languages[0])
    assert driver.screen.surface.entry is not None
    assert driver.screen.surface.entry.text == "1380"


def test_a_keyboard_that_is_plugged_in_types_deletes_and_goes_on(glasses: Glasses) -> None:
    driver = glasses.at("question:phone", ENGLISH)
    window = EventLoop.window
    for sign in "138001380001":
        window.dispatch("on_textinput", sign)
    window.dispatch("on_key_down", BACKSPACE, 0, None, [])
    window.dispatch("on_key_up", BACKSPACE, 0)
    window.dispatch("on_key_down", ENTER, 0, None, [])
    driver.frames()
    assert glasses.listener.events == [Entered("13800138000"), WentOn()]


def test_no_more_is_typed_than_the_field_takes(glasses: Glasses) -> None:
    driver = asked(glasses, EntryKind.DATE, ENGLISH)
    for _ in range(10):
        driver.strike("1")
    assert driver.screen.surface.entry is not None
    assert driver.screen.surface.entry.shown == "1111 - 11 - 11"


def test_candidates_stand_in_place_of_the_digits_and_further_ones_can_be_turned_to(
    glasses: Glasses,
) -> None:
    driver = asked(glasses, EntryKind.NAME, CHINESE)
    digits = [each.rect for each in driver.targets if _is_digit(each.action)]
    driver.strike("y")
    driver.strike("i")
    before = driver.screen.surface.spread
    assert not any(_is_digit(each.action) for each in driver.targets)
    row = [each for each in driver.targets if each.rect.y == digits[0].y]
    assert len(row) > 3
    driver.touch(row[-1])
    assert driver.screen.surface.spread != before
    for _ in "yi":
        driver.strike_command(Command.DELETE)
    assert [each.rect for each in driver.targets if _is_digit(each.action)] == digits


def _is_digit(action: object) -> bool:
    return isinstance(action, Strike) and getattr(action.stroke, "text", "").isdigit()


def test_the_keys_are_reached_under_the_field_on_the_reference_screen(glasses: Glasses) -> None:
    driver = asked(glasses, EntryKind.LONG_TEXT, CHINESE, UPRIGHT)
    keys = [each for each in driver.targets if isinstance(each.action, Strike)]
    assert min(each.rect.y for each in keys) > UPRIGHT.height_px / 2


@pytest.mark.parametrize(("pause", "written"), [(0.1, "8"), (0.2, "88")])
def test_a_doubled_digit_is_written_and_a_trembled_one_is_not(
    glasses: Glasses, pause: float, written: str
) -> None:
    driver = asked(glasses, EntryKind.PHONE, CHINESE)
    glasses.clock.advance(1)
    eight = next(each for each in driver.targets if each.action == Strike(Sign("8")))
    driver.up(driver.down(*eight.rect.middle))
    glasses.clock.advance(pause)
    driver.up(driver.down(*eight.rect.middle))
    driver.screen.surface.post_entry()
    assert glasses.listener.events[-1] == Entered(written)
