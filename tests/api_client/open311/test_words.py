"""Single words of a GeoReport server: numbers, dates, flags, and names taken apart."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_client.open311.moments import moment
from api_client.open311.names import apart
from api_client.open311.reading import is_false, is_true, text_of
from api_client.open311.records import number_of

SHANGHAI = timezone(timedelta(hours=8))
SIMPLE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["0", "true", "false", "null", "2026-01-15T09:31:00Z", "0001-01-01", "open"]),
)


@given(SIMPLE)
def test_anything_is_a_number_of_theirs_or_none(value: Any) -> None:  # noqa: ANN401 - anything
    number = number_of(value)
    assert number.isprintable()
    assert number == number.strip()


@given(SIMPLE | st.datetimes().map(str) | st.text(alphabet="0123456789-:T Z+.", max_size=30))
def test_anything_is_a_moment_or_none(value: Any) -> None:  # noqa: ANN401 - anything
    read = moment(value, SHANGHAI)
    assert read is None or read.utcoffset() == timedelta(hours=8)


@given(st.text(max_size=30))
def test_no_part_of_a_name_is_lost(name: str) -> None:
    family, given_name = apart(name)
    signs = [sign for sign in name if not sign.isspace() and sign not in "·•・‧"]
    kept = [sign for sign in family + given_name if sign in signs]
    assert sorted(kept) == sorted(signs)


@pytest.mark.parametrize(
    ("name", "family", "given_name"),
    [
        ("沈阿婆", "沈", "阿婆"),
        ("李雷", "李", "雷"),
        ("欧阳娜娜", "欧阳", "娜娜"),
        ("欧阳修", "欧阳", "修"),
        ("司马懿", "司马", "懿"),
        ("諸葛亮", "諸葛", "亮"),
        ("欧阳", "欧", "阳"),
        ("沈", "沈", ""),
        ("欧阳 娜娜", "欧阳", "娜娜"),
        ("王 小 明", "王", "小明"),
        ("𠮷田〇", "𠮷", "田〇"),
        ("阿卜杜拉·买买提", "买买提", "阿卜杜拉"),
        ("John Smith", "Smith", "John"),
        ("Mary Ann O'Hara", "O'Hara", "Mary Ann"),
        ("Sukarno", "Sukarno", ""),
        ("  ", "", ""),
    ],
)
def test_names_are_taken_apart(name: str, family: str, given_name: str) -> None:
    assert apart(name) == (family, given_name)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, "0"),
        ("0", "0"),
        (293944, "293944"),
        (293944.0, "293944"),
        (" SR-1 ", "SR-1"),
        (None, ""),
        ("", ""),
        ("None", ""),
        ("NULL", ""),
        (True, ""),
        (1.5, ""),
        ([1], ""),
        ({"id": 1}, ""),
        ("x" * 201, ""),
        ("a\nb", ""),
    ],
)
def test_what_is_a_number_of_theirs(value: Any, number: str) -> None:  # noqa: ANN401 - anything
    assert number_of(value) == number


@pytest.mark.parametrize(
    "value", ["", "soon", "01/15/2026", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", None, 7]
)
def test_no_date_is_none(value: Any) -> None:  # noqa: ANN401 - anything
    assert moment(value, SHANGHAI) is None


def test_a_date_alone_is_the_beginning_of_that_day() -> None:
    assert moment("2026-01-15", SHANGHAI) == datetime(2026, 1, 15, tzinfo=SHANGHAI)


def test_flags_are_read_however_they_are_written() -> None:
    neither: list[Any] = [None, "", "maybe", [], {}]
    assert all(is_true(value) for value in (True, "true", "True", "1", 1, "yes"))
    assert all(is_false(value) for value in (False, "false", "FALSE", "0", 0, "no"))
    assert not any(is_true(value) or is_false(value) for value in neither)


def test_text_is_text_also_where_it_is_a_number() -> None:
    values: list[Any] = [" a ", 7, 0, None, True, [], {}]
    assert [text_of(value) for value in values] == ["a", "7", "0", "", "", "", ""]
