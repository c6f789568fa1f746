"""A time that can be booked or is booked, in words."""

from datetime import date

from api_client.contract import BookedTime, Slot
from locales import Words
from screens.page import Facts, Phrase


def day_name(day: date, words: Words) -> str:
    """*Monday, November 23*."""
    # Translators: a day of the next weeks, as in "Monday, November 23"; spoken
    return words("{weekday}, {day}", weekday=words.weekday(day), day=words.day(day))


def hours(time: Slot | BookedTime, words: Words) -> Phrase:
    """*14:00 to 14:30*; the ear hears *two to half past two in the afternoon*."""
    shown = f"{time.starts_at:%H:%M}", f"{time.ends_at:%H:%M}"
    aloud = words.time_aloud(time.starts_at), words.time_aloud(time.ends_at)
    return Phrase(_from_to(*shown, words), _from_to(*aloud, words))


def whole(time: Slot | BookedTime, words: Words) -> Phrase:
    """*Monday, November 23, 09:00 to 09:30*."""
    day, when = day_name(time.starts_at.date(), words), hours(time, words)
    return Phrase(_on(day, when.shown, words), _on(day, when.heard, words))


def time_facts(time: Slot | BookedTime, words: Words) -> Facts:
    """Day, hours and, where the office tells it, the place."""
    # Translators: name beside the day of a booked time; spoken
    day = Phrase(words("Day")), Phrase(day_name(time.starts_at.date(), words))
    # Translators: name beside the hours of a booked time; spoken
    when = Phrase(words("Time")), hours(time, words)
    if time.place is None:
        return Facts((day, when))
    # Translators: name beside the place to come to at a booked time; spoken
    where = Phrase(words("Place")), Phrase(words.of(time.place))
    return Facts((day, when, where))


def _from_to(opens: str, closes: str, words: Words) -> str:
    # Translators: from when to when a booked time lasts, as in "09:00 to 09:30"; spoken
    return words("{opens} to {closes}", opens=opens, closes=closes)


def _on(day: str, hours: str, words: Words) -> str:
    # Translators: a booked time, as in "Monday, November 23, 09:00 to 09:30"; spoken
    return words("{day}, {hours}", day=day, hours=hours)
