"""What the keys of a keyboard do, tried with the sample pages."""

import threading

import pytest

from kiosk.events import (
    CalledForHelp,
    ChangedPreferences,
    Chose,
    Entered,
    Event,
    HeardAgain,
    OpenedTile,
    Skipped,
    WentBack,
    WentHome,
    WentOn,
)
from screens.page import Option, Phrase
from tests.screens.terminal.conftest import Open


@pytest.mark.parametrize(
    ("key", "event"),
    [
        ("enter", WentOn()),
        ("ctrl+j", WentOn()),
        ("escape", WentBack()),
        ("f1", CalledForHelp()),
        ("f3", HeardAgain()),
        ("f5", WentHome()),
        ("ctrl+home", WentHome()),
        ("f8", Skipped()),
    ],
)
async def test_each_key_does_what_stands_beside_it(key: str, event: Event, opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press(key)
        assert desk.listener.events == [event]


@pytest.mark.parametrize("key", ["f2", "f4", "f6", "f7"])
async def test_settings_change_on_the_spot(key: str, opened: Open) -> None:
    async with opened("guide") as desk:
        before = desk.listener.preferences
        await desk.press(key)
        assert isinstance(desk.listener.events[0], ChangedPreferences)
        assert desk.listener.preferences != before


async def test_the_language_key_goes_round_the_languages(opened: Open) -> None:
    async with opened("guide") as desk:
        await desk.press("f2")
        assert "谁可以申请" in desk.text
        await desk.press("f2")
        assert "Who can apply" in desk.text


async def test_a_digit_opens_at_once(opened: Open) -> None:
    async with opened("welcome") as desk:
        await desk.press("2")
        assert desk.listener.events == [OpenedTile("Care at home")]
        assert "Care at home: long-term care insurance" in desk.text


async def test_a_digit_marks_an_answer_and_enter_goes_on(opened: Open) -> None:
    async with opened("question:sex") as desk:
        await desk.press("2")
        assert ">2 (*) Male" in desk.text
        await desk.press("enter")
        assert desk.listener.events == [Chose("Male"), WentOn()]


async def test_full_width_digits_are_digits(opened: Open) -> None:
    async with opened("question:sex") as desk:
        await desk.press("１")
        assert desk.listener.events == [Chose("Female")]


async def test_enter_before_anything_is_marked_answers_nothing(opened: Open) -> None:
    async with opened("question:sex") as desk:
        await desk.press("enter")
        assert desk.listener.events == [WentOn()]
        assert "! Please choose one." in desk.text


async def test_arrows_lead_to_an_answer_and_enter_marks_it_then_goes_on(opened: Open) -> None:
    async with opened("question:sex") as desk:
        await desk.press("down", "down", "enter")
        assert desk.listener.events == [Chose("Male")]
        await desk.press("enter")
        assert desk.listener.page.id == "question:phone"


async def test_tab_leads_to_every_key(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press("tab", "tab", "enter")
        assert desk.listener.events == [Skipped()]


@pytest.mark.parametrize("page_id", ["welcome", "question:sex", "wait"])
async def test_an_unknown_key_does_nothing(page_id: str, opened: Open) -> None:
    async with opened(page_id) as desk:
        before = desk.text
        keys = ["q", "ctrl+q", "ctrl+p", "f12", "0", "9", "insert", "ctrl+backslash", "ctrl+z"]
        await desk.press(*keys)
        assert desk.listener.events == []
        assert desk.listener.touches == len(keys)
        assert desk.text == before
        assert desk.app.is_running


async def test_staff_end_it_with_ctrl_c_twice_and_nobody_by_once(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press("ctrl+c")
        desk.rest(5.0)
        await desk.press("ctrl+c")
        assert desk.app.is_running
        await desk.pilot.press("ctrl+c")
        assert not desk.app.is_running


async def test_a_key_that_is_held_opens_one_page_only(opened: Open) -> None:
    async with opened("guide") as desk:
        await desk.press("enter")
        for _ in range(20):
            desk.rest(0.05)
            await desk.pilot.press("enter")
        assert desk.listener.events == [WentOn()]
        await desk.press("enter")
        assert desk.listener.events == [WentOn(), WentOn()]


async def test_a_digit_that_is_held_is_not_typed_into_the_next_page(opened: Open) -> None:
    async with opened("question:sex") as desk:
        await desk.press("1", "enter")
        desk.rest(0.05)
        await desk.pilot.press("enter")
        await desk.press("5", "f1")
        assert desk.listener.events[-2:] == [Entered("5"), CalledForHelp()]


async def test_a_long_page_is_turned_and_shows_that_it_can_be(opened: Open) -> None:
    async with opened("guide", size=(60, 16)) as desk:
        assert "1/" in desk.text
        assert "PgDn" in desk.text
        assert "PgUp" not in desk.text
        await desk.press("pagedown")
        assert "PgUp" in desk.text
        await desk.press("pageup", "pageup")
        assert desk.app.shown_sheet[0] == 0


async def test_the_mark_is_never_out_of_sight(opened: Open) -> None:
    async with opened("welcome", size=(40, 12)) as desk:
        await desk.press(*["down"] * 6)
        assert ">6 Allowances" in desk.text
        await desk.press("pageup", "enter")
        assert desk.listener.events == []


async def test_keys_can_be_clicked(opened: Open) -> None:
    async with opened("question:sex") as desk:
        row = next(at for at, text in enumerate(desk.rows) if "Male" in text)
        await desk.pilot.click(offset=(40, row))
        await desk.pilot.pause()
        assert desk.listener.events == [Chose("Male")]
        row = next(at for at, text in enumerate(desk.rows) if "Enter" in text)
        await desk.pilot.click(offset=(11, row))
        await desk.pilot.pause()
        assert desk.listener.events == [Chose("Male"), WentOn()]


async def test_a_double_click_does_not_reach_the_next_page(opened: Open) -> None:
    async with opened("guide") as desk:
        row = next(at for at, text in enumerate(desk.rows) if "Enter" in text)
        await desk.pilot.click(offset=(11, row), times=2)
        await desk.pilot.pause()
        assert desk.listener.events == [WentOn()]


async def test_the_sheet_mark_can_be_clicked(opened: Open) -> None:
    async with opened("guide", size=(60, 16)) as desk:
        row = next(at for at, text in enumerate(desk.rows) if "PgDn" in text)
        await desk.pilot.click(offset=(desk.rows[row].index("PgDn"), row))
        await desk.pilot.pause()
        assert desk.app.shown_sheet[0] == 1


async def test_keys_beyond_the_function_keys_are_reached_by_tab(opened: Open) -> None:
    async with opened("guide") as desk:
        desk.listener.extras = tuple(
            Option(Phrase(f"Change {number}"), OpenedTile(str(number))) for number in range(7)
        )
        await desk.press("f2", "f2")
        assert "Change 6" in desk.text
        await desk.press(*["down"] * 7, "enter")
        assert desk.listener.events[-1] == OpenedTile("6")


async def test_it_can_be_stopped_from_another_thread(opened: Open) -> None:
    async with opened() as desk:
        thread = threading.Thread(target=desk.screen.stop)
        thread.start()
        thread.join()
        await desk.pilot.pause()
        assert not desk.app.is_running
