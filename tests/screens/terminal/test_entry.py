"""Typing and pasting into the entry field."""

import threading

from textual.events import Paste

from accessibility.preferences import Contrast
from api_client.news import Refused
from kiosk.events import CalledForHelp, ChangedPreferences, Entered, WentBack
from tests.screens.terminal.conftest import Open


async def test_what_is_typed_is_told_before_what_follows(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press(*"138", "f1")
        assert desk.listener.events == [Entered("138"), CalledForHelp()]
        await desk.press("f2")
        assert isinstance(desk.listener.events[-1], ChangedPreferences)
        assert "138" in desk.text
        await desk.press("9", "escape")
        assert desk.listener.events[-2:] == [Entered("1389"), WentBack()]


async def test_a_wrong_answer_keeps_its_text_and_shows_the_problem_above_it(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press(*"138", "enter")
        rows = [row.strip() for row in desk.rows]
        assert rows.index("138") == rows.index("! A mobile number has 11 digits.") + 2


async def test_typing_counts_as_being_there_and_is_told_with_the_next_second(opened: Open) -> None:
    async with opened("question:phone") as desk:
        await desk.press("1")
        assert desk.listener.touches == 1
        while not desk.listener.events:
            await desk.pilot.pause(0.05)
        assert desk.listener.events == [Entered("1")]
        assert desk.listener.ticks >= 1


async def test_news_does_not_lose_what_is_being_typed(opened: Open) -> None:
    async with opened("question:needs") as desk:
        await desk.press("修", "水")
        thread = threading.Thread(target=desk.screen.from_thread, args=(Refused("K7M2"),))
        thread.start()
        thread.join()
        await desk.pilot.pause()
        assert desk.listener.events == [Entered("修水"), Refused("K7M2")]
        await desk.press("管")
        assert "修水管" in desk.text


async def test_an_empty_field_can_be_seen_in_every_theme(opened: Open) -> None:
    async with opened("question:phone") as desk:
        for _ in Contrast:
            await desk.press("f6")
            row = desk.rows.index(next(row for row in desk.rows if "Telephone number" in row)) + 1
            marked = [part for part in desk.strips[row] if part.style and part.style.underline]
            assert sum(part.cell_length for part in marked) == 78


async def test_a_pasted_megabyte_is_cut_to_what_fits(opened: Open) -> None:
    async with opened("question:needs") as desk:
        desk.app.post_message(Paste("长\x00\x1b[2J\n" * 200_000))
        await desk.press("enter")
        entered = desk.listener.events[0]
        assert isinstance(entered, Entered)
        assert len(entered.text) <= 200
        assert set(entered.text) == {"长", " "}


async def test_a_field_that_is_full_takes_no_more(opened: Open) -> None:
    async with opened("question:phone") as desk:
        desk.app.post_message(Paste("1" * 18))
        await desk.press("2", "3", "4", "5", "f1")
        assert desk.listener.events[0] == Entered("1" * 18 + "23")


async def test_all_of_a_long_answer_can_be_seen(opened: Open) -> None:
    async with opened("question:needs", size=(40, 24)) as desk:
        desk.app.post_message(Paste("".join(chr(0x4E00 + at) for at in range(80))))
        await desk.pilot.pause()
        await desk.pilot.pause()
        assert all(chr(0x4E00 + at) in desk.text for at in range(80))
