"""Days as the catalogue writes them: an ISO date, or a distance from the day of use."""

import calendar
import re
from datetime import date, timedelta

DISTANCE = re.compile(r"today(?:([+-]\d{1,4})([dwmy]))?")
DAYS_IN = {"d": 1, "w": 7}
MONTHS_IN = {"m": 1, "y": 12}


def day(expression: str, today: date) -> date:
    """The day meant by `2026-05-01`, `today`, `today+60d`, `today-2w`, `today+3m` or `today-4y`.

    Where a month is too short its last day is meant. Raises ValueError for anything else.
    """
    meant = DISTANCE.fullmatch(expression)
    if meant is None:
        return date.fromisoformat(expression)
    number, unit = int(meant[1] or 0), meant[2] or "d"
    try:
        if unit in DAYS_IN:
            return today + timedelta(days=number * DAYS_IN[unit])
        return _months_on(today, number * MONTHS_IN[unit])
    except OverflowError as beyond:
        raise ValueError(f"{expression} lies beyond the calendar") from beyond


def _months_on(start: date, months: int) -> date:
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(start.day, last))
