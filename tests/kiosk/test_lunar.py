"""The lunar date is the one on the calendar in the kitchen."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from math import degrees, floor

import ephem  # type: ignore[import-untyped]  # it ships no type information
import pytest

from kiosk.lunar import FIRST_YEAR, LAST_YEAR, Festival, lunar_day


@pytest.mark.parametrize(
    ("day", "chinese"),
    [
        (date(2026, 11, 21), "十月十三"),
        (date(1933, 6, 23), "闰五月初一"),
        (date(1933, 7, 22), "闰五月三十"),
        (date(1933, 7, 23), "六月初一"),
        (date(1954, 11, 25), "冬月初一"),
        (date(1978, 9, 3), "八月初一"),
        (date(2023, 3, 22), "闰二月初一"),
        (date(2025, 7, 25), "闰六月初一"),
        (date(2033, 12, 22), "闰冬月初一"),
        (date(2034, 1, 20), "腊月初一"),
        (date(2025, 1, 28), "腊月廿九"),
        (date(2024, 2, 9), "腊月三十"),
        (date(2026, 3, 8), "正月二十"),
        (date(2026, 2, 26), "正月初十"),
        (date(2026, 3, 9), "正月廿一"),
    ],
)
def test_known_days_read_as_the_calendar_prints_them(day: date, chinese: str) -> None:
    assert lunar_day(day).zh == chinese


def test_readers_of_english_get_the_numbers() -> None:
    assert lunar_day(date(2026, 11, 21)).en == "month 10, day 13"
    assert lunar_day(date(2023, 3, 22)).en == "leap month 2, day 1"


@pytest.mark.parametrize(
    "day",
    [
        date(1933, 1, 26),
        date(1948, 2, 10),
        date(1954, 2, 3),
        date(1978, 2, 7),
        date(1985, 2, 20),
        date(2000, 2, 5),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2033, 1, 31),
        date(2034, 2, 19),
        date(2050, 1, 23),
    ],
)
def test_spring_festival_and_the_eve_before_it_are_known(day: date) -> None:
    assert lunar_day(day).zh == "正月初一"
    assert lunar_day(day).festival is Festival.SPRING_FESTIVAL
    assert lunar_day(day - timedelta(days=1)).festival is Festival.NEW_YEARS_EVE
    assert lunar_day(day - timedelta(days=2)).festival is None


@pytest.mark.parametrize(
    ("day", "festival"),
    [
        (date(2026, 3, 3), Festival.LANTERN),
        (date(2026, 6, 19), Festival.DRAGON_BOAT),
        (date(2026, 8, 19), Festival.QIXI),
        (date(2026, 8, 27), Festival.ZHONGYUAN),
        (date(2026, 9, 25), Festival.MID_AUTUMN),
        (date(2026, 10, 18), Festival.DOUBLE_NINTH),
        (date(2027, 1, 15), Festival.LABA),
        (date(2026, 11, 21), None),
    ],
)
def test_festivals_fall_on_their_day(day: date, festival: Festival | None) -> None:
    assert lunar_day(day).festival is festival


def test_a_festival_is_not_kept_again_in_the_leap_month() -> None:
    leap = [date(2001, 5, 23) + timedelta(days=day) for day in range(29)]
    assert all(lunar_day(day).is_leap for day in leap)
    assert not any(lunar_day(day).festival for day in leap)


def test_every_day_follows_the_day_before() -> None:
    day, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = [lunar_day(day + timedelta(days=at)) for at in range((last - day).days + 1)]
    for before, after in pairwise(days):
        if after.day == 1:
            assert before.day in {29, 30}
            assert after.month in {before.month, before.month % 12 + 1}
            assert after.is_leap == (after.month == before.month)
        else:
            assert after.day == before.day + 1
            assert (after.month, after.is_leap) == (before.month, before.is_leap)


def test_months_begin_with_the_new_moon_over_china_and_keep_the_rule_of_the_leap_month() -> None:
    """GB/T 33661-2017, computed afresh from the sun and the moon for 1933 to 2050."""
    for year in range(1933, 2051):
        for first, month, is_leap in astronomical_months(year):
            found = lunar_day(first)
            assert (found.day, found.month, found.is_leap) == (1, month, is_leap), first


@pytest.mark.parametrize("year", [1900, 2100])
def test_a_year_without_a_table_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match=str(year)):
        lunar_day(date(year, 6, 1))


def astronomical_months(year: int) -> list[tuple[date, int, bool]]:
    """The months from the one that holds the winter solstice before `year` to the next such one."""
    start = month_with(china_day(ephem.next_solstice(f"{year - 1}/12/1")))
    end = month_with(china_day(ephem.next_solstice(f"{year}/12/1")))
    firsts = [start]
    while firsts[-1] < end:
        firsts.append(new_moon_after(firsts[-1] + timedelta(days=5)))
    has_thirteen = len(firsts) - 1 == 13
    months: list[tuple[date, int, bool]] = []
    number, has_leap = 11, False
    for first, following in pairwise(firsts):
        is_leap = has_thirteen and not has_leap and not holds_middle_term(first, following)
        if months and not is_leap:
            number = number % 12 + 1
        has_leap = has_leap or is_leap
        months.append((first, number, is_leap))
    return months


def month_with(day: date) -> date:
    first = new_moon_after(day - timedelta(days=31))
    while (following := new_moon_after(first + timedelta(days=5))) <= day:
        first = following
    return first


def new_moon_after(day: date) -> date:
    return china_day(ephem.next_new_moon(f"{day:%Y/%m/%d}"))


def china_day(moment: ephem.Date) -> date:
    there: datetime = ephem.Date(moment + 8 * ephem.hour).datetime()
    return there.date()


def holds_middle_term(first: date, following: date) -> bool:
    """Whether the sun passes a multiple of 30° between two midnights in China."""
    return floor(sun_at(first) / 30) != floor(sun_at(following) / 30)


def sun_at(day: date) -> float:
    midnight = ephem.Date(ephem.Date(f"{day:%Y/%m/%d}") - 8 * ephem.hour)
    sun = ephem.Sun(midnight)
    return degrees(ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=midnight)).lon)
