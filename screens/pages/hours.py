"""When the hall is open and which numbers to call, as sentences."""

from datetime import date, timedelta

from api_client.contract import OpeningHours
from kiosk.visit import Visit
from locales import Words

HOTLINE = "12345"
MONDAY = date(2024, 1, 1)


def hours(opening: tuple[OpeningHours, ...], words: Words) -> str:
    """*Monday to Friday, 08:30 to 17:00*, one stretch of days after another."""
    # Translators: puts opening hours one after another, as in "Monday 9–17; Sunday 9–12"
    return words("; ").join(_stretch(each, words) for each in opening)


def _stretch(each: OpeningHours, words: Words) -> str:
    days = sorted(each.days)
    names = [words.weekday(MONDAY + timedelta(days=day - 1)) for day in days]
    is_run = len(days) > 1 and days[-1] - days[0] + 1 == len(days)
    if is_run:
        # Translators: opening hours of several days in a row; spoken
        return words(
            "{first} to {last}, {opens} to {closes}",
            first=names[0],
            last=names[-1],
            opens=each.opens,
            closes=each.closes,
        )
    # Translators: opening hours of single days; spoken
    return words(
        "{days}, {opens} to {closes}",
        # Translators: puts names one after another, as in "Monday, Friday"
        days=words(", ").join(names),
        opens=each.opens,
        closes=each.closes,
    )


def numbers(visit: Visit, words: Words, *others: str) -> str:
    """The hall's own number, then the others, each once; the city's hotline is always there."""
    # Translators: puts telephone numbers one after another
    return words(" or ").join(dict.fromkeys((visit.catalogue.hall.phone, *others, HOTLINE)))
