"""A time that can be booked or is booked, in words."""

from datetime import date

from api_client.contract import BookedTime, Slot
from locales import Words
from screens.page import Facts, Phrase


def day_name(day: date, words: Words) -> str:
    """*Monday, November 23*."""
    # Translators: a day of the next weeks, as in "Monday, November 23"; spoken
    return words("{weekday}, {day}", weekday=words.weekday(day), day=words.day(day))


def hours(time: Slot | BookedTime, words: Words) -> str:
    """*09:00 to 09:30*."""
    opens, closes = f"{time.starts_at:%H:%M}", f"{time.ends_at:%H:%M}"
    # Translators: from when to when a booked time lasts, as in "09:00 to 09:30"; spoken
    return words("{opens} to {closes}", opens=opens, closes=closes)


def whole(time: Slot | BookedTime, words: Words) -> str:
    """*Monday, November 23, 09:00 to 09:30*."""
    day, when = day_name(time.starts_at.date(), words), hours(time, words)
    # Translators: a booked time, as in "Monday, November 23, 09:00 to 09:30"; spoken
    return words("{day}, {hours}", day=day, hours=when)


def time_facts(time: Slot | BookedTime, words: Words) -> Facts:
    """Day, hours and, where the office tells it, the place."""
    rows = [
        # Translators: name beside the day of a booked time; spoken
        (words("Day"), day_name(time.starts_at.date(), words)),
        # Translators: name beside the hours of a booked time; spoken
        (words("Time"), hours(time, words)),
    ]
    if time.place is not None:
        # Translators: name beside the place to come to at a booked time; spoken
        rows.append((words("Place"), words.of(time.place)))
    return Facts(tuple((Phrase(name), Phrase(value)) for name, value in rows))
