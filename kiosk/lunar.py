"""The lunar date that older residents live by: 十月十三, and the festivals that fall on it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lunarcalendar import Converter, Solar

FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2099

_MONTHS: Final = (
    *("正月", "二月", "三月", "四月", "五月", "六月"),
    *("七月", "八月", "九月", "十月", "冬月", "腊月"),
)
_TENS: Final = ("初", "十", "廿")
_UNITS: Final = "一二三四五六七八九十"
_ROUND: Final = {20: "二十", 30: "三十"}


class Festival(StrEnum):
    """The festivals that follow the lunar calendar."""

    NEW_YEARS_EVE = "new-years-eve"
    SPRING_FESTIVAL = "spring-festival"
    LANTERN = "lantern"
    DRAGON_BOAT = "dragon-boat"
    QIXI = "qixi"
    ZHONGYUAN = "zhongyuan"
    MID_AUTUMN = "mid-autumn"
    DOUBLE_NINTH = "double-ninth"
    LABA = "laba"


_FESTIVALS: Final = {
    (1, 1): Festival.SPRING_FESTIVAL,
    (1, 15): Festival.LANTERN,
    (5, 5): Festival.DRAGON_BOAT,
    (7, 7): Festival.QIXI,
    (7, 15): Festival.ZHONGYUAN,
    (8, 15): Festival.MID_AUTUMN,
    (9, 9): Festival.DOUBLE_NINTH,
    (12, 8): Festival.LABA,
}


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar (农历). A leap month repeats the number of the month before."""

    month: int
    day: int
    is_leap: bool = False
    festival: Festival | None = None

    @property
    def zh(self) -> str:
        """As a Chinese calendar writes it: 十月十三, 闰二月初一, 腊月三十."""
        leap = "闰" if self.is_leap else ""
        return leap + _MONTHS[self.month - 1] + _day_name(self.day)

    @property
    def en(self) -> str:
        """The same for readers of English: month 10, day 13; leap month 2, day 1."""
        leap = "leap " if self.is_leap else ""
        return f"{leap}month {self.month}, day {self.day}"


def lunar_day(day: date) -> LunarDay:
    """The lunar date of a day in Shanghai. Raises ValueError outside 1901 to 2099."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"no lunar date is known for {day.year}")
    month, number, is_leap = _converted(day)
    return LunarDay(month, number, is_leap, _festival(day, month, number, is_leap=is_leap))


def _converted(day: date) -> tuple[int, int, bool]:
    lunar = Converter.Solar2Lunar(Solar(day.year, day.month, day.day))
    return lunar.month, lunar.day, lunar.isleap


def _festival(day: date, month: int, number: int, *, is_leap: bool) -> Festival | None:
    if is_leap:
        return None
    # The last month has 29 days in some years and 30 in others.
    if month == len(_MONTHS) and _converted(day + timedelta(days=1))[:2] == (1, 1):
        return Festival.NEW_YEARS_EVE
    return _FESTIVALS.get((month, number))


def _day_name(day: int) -> str:
    return _ROUND.get(day) or _TENS[(day - 1) // 10] + _UNITS[(day - 1) % 10]
