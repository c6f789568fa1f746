"""What a visitor hears in English where the page shows figures and signs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.reading import read_aloud

WRITTEN_AND_SPOKEN = [
    # Telephone numbers, papers, references.
    ("Call 12345.", "Call one two three four five."),
    ("the 12345 hotline", "the one two three four five hotline"),
    ("Dial 110", "Dial one one zero"),
    ("138 1234 5678", "one three eight, one two three four, five six seven eight"),
    (
        "+86 13812345678",
        "plus eight six, one three eight, one two three four, five six seven eight",
    ),
    ("021-62345678", "zero two one, six two three four five six seven eight"),
    ("400-820-5555", "four zero zero, eight two zero, five five five five"),
    (
        "310101194508152345",
        "three one zero one zero one, one nine four five, zero eight one five, two three four five",
    ),
    ("7KD4-M9XA-3PTW", "seven K D four, M nine X A, three P T W"),
    ("AB3K-7MPQ", "A B three K, seven M P Q"),
    ("Your code is 204518", "Your code is two zero four five one eight"),
    ("Room 302", "Room three zero two"),
    # Dates and times.
    ("2026-11-21", "November twenty-first, twenty twenty-six"),
    ("21 November 2026", "November twenty-first, twenty twenty-six"),
    ("November 21, 2026", "November twenty-first, twenty twenty-six"),
    ("2 May", "May second"),
    ("May 2026", "May twenty twenty-six"),
    ("since 1949", "since nineteen forty-nine"),
    ("in 2006", "in two thousand and six"),
    ("18:30", "six thirty p.m."),
    ("09:00", "nine a.m."),
    ("9:05", "nine oh five a.m."),
    ("12:00", "noon"),
    ("9:30 am", "nine thirty a.m."),
    ("9:00-11:30", "nine a.m. to eleven thirty a.m."),
    ("2026-11-21 09:00", "November twenty-first, twenty twenty-six nine a.m."),
    # Money, shares, amounts.
    ("¥35.50", "thirty-five yuan fifty"),
    ("35.05 yuan", "thirty-five yuan oh five"),
    ("1,200 yuan", "one thousand two hundred yuan"),
    ("200 yuan/month", "two hundred yuan per month"),
    ("0.50 yuan", "fifty fen"),
    ("50%", "fifty percent"),
    ("10-20%", "ten to twenty percent"),
    ("3-5 days", "three to five days"),
    ("Mon-Fri", "Mon to Fri"),
    ("36.5℃", "thirty-six point five degrees Celsius"),
    ("-5°C", "minus five degrees Celsius"),
    ("5 km", "five kilometres"),
    ("1 kg", "one kilogram"),
    ("3.14", "three point one four"),
    ("aged 60+", "aged sixty and over"),
    ("the 1st floor", "the first floor"),
    ("101 people", "one hundred and one people"),
    ("24/7", "twenty-four hours a day, seven days a week"),
    # Signs.
    ("#3", "number three"),
    ("No. 5", "number five"),
    ("name & address", "name and address"),
    ("e.g. a passport", "for example a passport"),
    ("your ID card", "your I D card"),
    ("and/or", "or"),
    ("phone/address", "phone or address"),
    ("passport (original)", "passport, original"),
    ("Press the * key", "Press the star key"),
    ("☐ passport", "passport"),
    ("well-kept", "well-kept"),
    ("Please choose a service.", "Please choose a service."),
    ("", ""),
]


@pytest.mark.parametrize(("written", "spoken"), WRITTEN_AND_SPOKEN)
def test_what_is_written_is_spoken_so(written: str, spoken: str) -> None:
    assert read_aloud(written, "en") == spoken


@pytest.mark.parametrize("spoken", [spoken for _, spoken in WRITTEN_AND_SPOKEN])
def test_what_was_read_once_is_not_changed_by_reading_it_again(spoken: str) -> None:
    assert read_aloud(spoken, "en") == spoken


@given(st.text(alphabet="0123456789-:./,¥% yuanmh*#+AKX()", max_size=24))
def test_no_figure_and_no_sign_is_ever_left(text: str) -> None:
    assert not re.search(r"[0-9#*%¥￥+]", read_aloud(text, "en"))
