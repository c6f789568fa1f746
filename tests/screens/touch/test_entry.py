"""What keys make of an entry, without any glass."""

import pytest

from accessibility.preferences import Language
from accessibility.writing.pinyin import Pinyin
from screens.page import Enter, EntryKind, Phrase
from screens.touch.entry import Entry
from screens.touch.strokes import Command, Further, Pick, Sign


def entry(kind: EntryKind, pinyin: Pinyin, text: str = "", language: Language = "zh_CN") -> Entry:
    return Entry(Enter(kind, Phrase("answer"), text), language, pinyin)


def spell(typed: Entry, letters: str) -> None:
    for letter in letters:
        typed.strike(Sign(letter))


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (EntryKind.DATE, "1948", "1948 - ·· - ··"),
        (EntryKind.DATE, "1948-03-05", "1948 - 03 - 05"),
        (EntryKind.ID_NUMBER, "31010119480305123X", "310101 19480305 123X"),
        (EntryKind.ID_NUMBER, "G1234567", "G1234567"),
        (EntryKind.PHONE, "13800138000", "138 0013 8000"),
        (EntryKind.PHONE, "02163216321", "02163216321"),
    ],
)
def test_numbers_are_shown_in_groups_that_an_eye_can_check(
    pinyin: Pinyin, kind: EntryKind, text: str, shown: str
) -> None:
    assert entry(kind, pinyin, text).shown == shown


def test_space_takes_the_first_candidate_and_then_writes_a_space(pinyin: Pinyin) -> None:
    typed = entry(EntryKind.NAME, pinyin)
    spell(typed, "shanghai")
    typed.strike(Command.SPACE)
    typed.strike(Command.SPACE)
    assert typed.whole == "上海 "


def test_delete_takes_a_letter_before_it_takes_what_is_written(pinyin: Pinyin) -> None:
    typed = entry(EntryKind.NAME, pinyin, "王")
    spell(typed, "gu")
    for expected in ("王g", "王", ""):
        typed.strike(Command.DELETE)
        assert typed.whole == expected


def test_a_candidate_of_fewer_letters_leaves_the_others_to_be_picked(pinyin: Pinyin) -> None:
    typed = entry(EntryKind.NAME, pinyin)
    spell(typed, "wangguifen")
    place = next(at for at, each in enumerate(typed.candidates) if each.text == "王")
    typed.strike(Pick(place))
    assert (typed.text, typed.letters) == ("王", "guifen")


def test_turning_the_candidates_past_the_last_begins_anew(pinyin: Pinyin) -> None:
    typed = entry(EntryKind.NAME, pinyin)
    spell(typed, "yi")
    typed.strike(Further(9))
    assert typed.first_candidate == 9
    typed.strike(Further(len(typed.candidates)))
    assert typed.first_candidate == 0


def test_a_switch_to_latin_keeps_the_letters_as_they_are(pinyin: Pinyin) -> None:
    typed = entry(EntryKind.SEARCH, pinyin)
    spell(typed, "abc")
    typed.strike(Command.LATIN)
    assert (typed.text, typed.letters) == ("abc", "")


@pytest.mark.parametrize(
    ("kind", "struck", "written"),
    [
        (EntryKind.NAME, "li ming", "Li Ming"),
        (EntryKind.LONG_TEXT, "i am. you", "I am. You"),
        (EntryKind.SEARCH, "meals", "meals"),
    ],
)
def test_capitals_come_by_themselves_where_names_and_sentences_begin(
    pinyin: Pinyin, kind: EntryKind, struck: str, written: str
) -> None:
    typed = entry(kind, pinyin, language="en")
    for sign in struck:
        typed.strike(Command.SPACE if sign == " " else Sign(sign))
    assert typed.whole == written


def test_a_key_that_changes_nothing_says_so(pinyin: Pinyin) -> None:
    assert not entry(EntryKind.PHONE, pinyin).strike(Command.DELETE)
    assert entry(EntryKind.PHONE, pinyin).strike(Sign("1"))
