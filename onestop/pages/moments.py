"""Days and hours as people write them, on the hall's clock."""

from datetime import datetime

from babel.dates import format_date, format_skeleton

from onestop.hall_time import SHANGHAI
from onestop.pages.language import IN_BABEL, Language


def day(moment: datetime, language: Language) -> str:
    """2026年11月23日; November 23, 2026."""
    return format_date(_here(moment).date(), "long", locale=IN_BABEL[language])


def coming_day(moment: datetime, language: Language) -> str:
    """11月23日 星期一; Monday, November 23."""
    here, locale = _here(moment).date(), IN_BABEL[language]
    short, weekday = (
        format_skeleton("MMMMd", here, locale=locale),
        format_date(here, "EEEE", locale),
    )
    return f"{short} {weekday}" if language == "zh" else f"{weekday}, {short}"


def hours(begin: datetime, end: datetime) -> str:
    return f"{_here(begin):%H:%M}–{_here(end):%H:%M}"


def _here(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI)
