"""What a typed line means."""

from collections.abc import Mapping

import pytest

from accessibility.preferences import Preferences
from kiosk.events import (
    CalledForHelp,
    ChangedPreferences,
    Chose,
    HeardAgain,
    OpenedTile,
    Skipped,
    WentBack,
    WentHome,
    WentOn,
)
from screens.page import Option, Phrase
from screens.plain.keys import Answered, NotUnderstood, Picked, Used, keys_of, meaning
from tests.screens.sample_pages import ALL_IDS, Sample

ENGLISH = Preferences(language="en")
PHONE = Sample(ENGLISH).page("question:phone")
WELCOME = Sample(ENGLISH).page("welcome")
SEX = Sample(ENGLISH).page("question:sex")
KEYS: Mapping[str, object] = {
    "/n": WentOn(),
    "": WentOn(),
    "/1": Skipped(),
    "/b": WentBack(),
    "/h": WentHome(),
    "/r": HeardAgain(),
    "/p": CalledForHelp(),
    "/l": ChangedPreferences(ENGLISH.with_language("zh_CN")),
    "/s": ChangedPreferences(ENGLISH.with_next_text_size()),
    "/c": ChangedPreferences(ENGLISH.with_next_contrast()),
    "/v": ChangedPreferences(ENGLISH.with_voice_switched()),
}


@pytest.mark.parametrize("line", KEYS)
def test_a_command_uses_the_key_it_is_shown_beside(line: str) -> None:
    used = meaning(line, PHONE)
    assert isinstance(used, Used)
    assert used.option.event == KEYS[line]


@pytest.mark.parametrize("line", ["/N", "／n", "、n", " /n ", "/n.", "／ｎ"])
def test_a_command_may_be_typed_with_a_chinese_keyboard_or_capitals(line: str) -> None:
    used = meaning(line, PHONE)
    assert isinstance(used, Used)
    assert used.option.event == WentOn()


@pytest.mark.parametrize("line", ["2", "２", " 2 ", "2.", "2。", "2、"])
def test_a_digit_picks_a_choice(line: str) -> None:
    picked = meaning(line, WELCOME)
    assert isinstance(picked, Picked)
    assert picked.option.event == OpenedTile("Care at home")


@pytest.mark.parametrize("line", ["1", "n", "b", "13812345678", "陈", "q"])
def test_nothing_typed_into_a_question_is_taken_for_a_key(line: str) -> None:
    assert meaning(line, PHONE) == Answered(line)


def test_an_answer_may_begin_with_a_slash() -> None:
    assert meaning("//n", PHONE) == Answered("/n")


@pytest.mark.parametrize("line", ["9", "0", "12", "n", "/x", "/", "//n", "/l2", "/1"])
def test_what_the_page_does_not_know_is_not_understood(line: str) -> None:
    assert meaning(line, SEX) == NotUnderstood()


def test_an_empty_line_means_nothing_where_there_is_no_next() -> None:
    assert meaning("", WELCOME) == NotUnderstood()


@pytest.mark.parametrize("page_id", ALL_IDS)
def test_no_two_keys_share_a_command(page_id: str) -> None:
    extras = tuple(Option(Phrase(f"x{number}"), Chose(f"x{number}")) for number in range(12))
    commands = [key.command for key in keys_of(Sample(ENGLISH, extras=extras).page(page_id))]
    assert len(commands) == len(set(commands))
