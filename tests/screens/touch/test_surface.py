"""Pages on the glass: sheets are turned, choices are marked, codes can be read, keys work."""

from pathlib import Path
from threading import Thread

import zxingcpp
from kivy.base import EventLoop
from PIL import Image

from accessibility.preferences import Contrast, Preferences, TextSize
from accessibility.themes import palette
from accessibility.type_scale import Screen
from kiosk.events import Chose, OpenedTile, Stayed, WentOn
from screens.fonts import missing_glyphs
from screens.page import Choose
from screens.touch.shapes import Drawing, Picture, Post, Target, Turn
from tests.screens.touch.conftest import Glasses

DOWN, ENTER, ESCAPE, F1 = 274, 13, 27, 282
SMALL_GLASS = Screen(1366, 768, 15.6)
LARGEST = Preferences(language="en", text_size=TextSize.LARGEST)


def pictures(targets: list[Target], event: object) -> list[Drawing]:
    return [
        shape.drawing
        for target in targets
        if target.action == Post(event)  # type: ignore[arg-type]
        for shape in target.shapes
        if isinstance(shape, Picture)
    ]


def test_the_driver_turns_sheets_until_it_finds_the_key(glasses: Glasses) -> None:
    driver = glasses.at("welcome", LARGEST, SMALL_GLASS)
    assert len(driver.screen.surface.spread.sheets) > 1
    prompt = driver.page.prompt
    assert isinstance(prompt, Choose)
    driver.press(prompt.options[-1])
    assert isinstance(glasses.listener.events[-1], OpenedTile)
    assert glasses.listener.events[-1] == prompt.options[-1].event


def test_sheets_are_turned_on_and_back(glasses: Glasses) -> None:
    driver = glasses.at("guide", LARGEST, SMALL_GLASS)
    count = len(driver.screen.surface.spread.sheets)
    for _ in range(count - 1):
        driver.touch(next(each for each in driver.targets if each.action == Turn(1)))
    assert driver.screen.surface.sheet == count - 1
    assert not any(each.action == Turn(1) for each in driver.targets)
    driver.touch(next(each for each in driver.targets if each.action == Turn(-1)))
    assert driver.screen.surface.sheet == count - 2


def test_a_choice_made_on_a_later_sheet_leaves_the_visitor_there(glasses: Glasses) -> None:
    driver = glasses.at("rating", LARGEST, SMALL_GLASS)
    prompt = driver.page.prompt
    assert isinstance(prompt, Choose)
    driver.press(prompt.options[-1])
    sheet = driver.screen.surface.sheet
    assert sheet > 0
    assert Post(prompt.options[-1].event) in {each.action for each in driver.targets}


def test_b05_a_choice_is_marked_by_a_sign_and_not_by_colour_alone(glasses: Glasses) -> None:
    driver = glasses.at("question:sex", Preferences(language="en"))
    prompt = driver.page.prompt
    assert isinstance(prompt, Choose)
    female, male = prompt.options
    driver.press(female)
    assert isinstance(female.event, Chose)
    assert pictures(driver.targets, female.event) == [Drawing.MARKED]
    assert pictures(driver.targets, male.event) == [Drawing.UNMARKED]


def test_b26_a_problem_stands_on_the_first_sheet_beside_a_warning_sign(glasses: Glasses) -> None:
    driver = glasses.at("question:sex", LARGEST, SMALL_GLASS)
    driver.press(driver.page.next or driver.page.bars.home)
    assert driver.page.problem is not None
    first = driver.screen.surface.spread.sheets[0]
    assert any(isinstance(each, Picture) and each.drawing is Drawing.WARNING for each in first)


def test_the_code_on_the_receipt_can_be_read_from_the_glass(
    glasses: Glasses, tmp_path: Path
) -> None:
    for contrast in Contrast:
        wished = Preferences(contrast=contrast)
        driver = glasses.at("receipt", wished)
        driver.frames()
        driver.screen.screenshot(tmp_path / "glass.png")
        with Image.open(tmp_path / "glass.png") as image:
            assert image.size == (1080, 1920)
            (found,) = zxingcpp.read_barcodes(image)
        assert found.text.startswith("https://")
        driver.close()


def test_b04_the_glass_shows_the_ground_of_the_theme(glasses: Glasses, tmp_path: Path) -> None:
    for contrast in Contrast:
        driver = glasses.at("wait", Preferences(contrast=contrast))
        driver.frames()
        driver.screen.screenshot(tmp_path / "glass.png")
        with Image.open(tmp_path / "glass.png") as image:
            pixel = image.getpixel((2, 2))
        assert isinstance(pixel, tuple)
        red, green, blue = pixel
        assert f"#{red:02X}{green:02X}{blue:02X}" == palette(contrast).background
        driver.close()


def test_b13_a_keypad_reaches_and_uses_every_key_and_the_ring_shows_where_it_is(
    glasses: Glasses,
) -> None:
    driver = glasses.at("still-there")
    window = EventLoop.window
    reached = []
    for _ in driver.targets:
        window.dispatch("on_key_down", DOWN, 0, None, [])
        window.dispatch("on_key_up", DOWN, 0)
        focus = driver.screen.surface.focus
        assert focus is not None
        assert driver.screen.surface.painter.ringed == (focus.rect,)
        reached.append(focus)
    assert reached == driver.targets
    while driver.screen.surface.focus is None or driver.screen.surface.focus.action != Post(
        Stayed()
    ):
        window.dispatch("on_key_down", DOWN, 0, None, [])
        window.dispatch("on_key_up", DOWN, 0)
    window.dispatch("on_key_down", ENTER, 0, None, [])
    assert glasses.listener.events == [Stayed()]


def test_b14_a_key_of_the_keypad_that_is_held_down_counts_once(glasses: Glasses) -> None:
    driver = glasses.at("guide")
    for _ in range(5):
        EventLoop.window.dispatch("on_key_down", DOWN, 0, None, [])
    assert driver.screen.surface.focus == driver.targets[0]


def test_a_digit_chooses_the_option_with_that_number(glasses: Glasses) -> None:
    driver = glasses.at("welcome")
    prompt = driver.page.prompt
    assert isinstance(prompt, Choose)
    EventLoop.window.dispatch("on_textinput", "3")
    assert glasses.listener.events == [prompt.options[2].event]


def test_escape_f1_and_a_request_to_close_do_nothing(glasses: Glasses) -> None:
    driver = glasses.at("guide")
    window = EventLoop.window
    for key in (ESCAPE, F1):
        assert window.dispatch("on_key_down", key, 0, None, [])
        window.dispatch("on_key_up", key, 0)
    assert window.dispatch("on_request_close")
    driver.frames()
    assert glasses.listener.events == []
    assert EventLoop.status == "started"


def test_nothing_of_a_personal_page_stays_behind_it(glasses: Glasses) -> None:
    driver = glasses.at("question:phone")
    driver.type("13800138000")
    driver.press(driver.page.bars.home)
    assert driver.page.id == "welcome"
    assert driver.screen.surface.entry is None
    assert not any("138" in line for line in driver.screen.surface.kept_lines)


def test_the_fonts_name_the_signs_they_lack() -> None:
    assert missing_glyphs("上海𡛟A𡛟") == "𡛟"


def test_news_from_another_thread_are_told_on_the_window_s_own(glasses: Glasses) -> None:
    driver = glasses.at("guide")
    thread = Thread(target=driver.screen.from_thread, args=(WentOn(),))
    thread.start()
    thread.join()
    assert glasses.listener.events == []
    driver.frames()
    assert glasses.listener.events == [WentOn()]
