"""Choosing a time: the days, the times of a day, and once more the one that was chosen."""

from datetime import date

from api_client.contract import Slot
from kiosk.events import PickedDay, PickedTime, WentOn
from kiosk.places import Asking, ChoosingTime
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone, Wait
from screens.pages import times
from screens.pages.bars import bars
from screens.pages.hours import numbers
from screens.pages.listing import turning_keys
from screens.pages.services import numbered
from screens.problems import phrase_for


def page(place: ChoosingTime, visit: Visit, words: Words) -> Page:
    match place:
        case ChoosingTime(asking=Asking.UNDER_WAY):
            return _asking(visit, words)
        case ChoosingTime(asking=Asking.NO_ANSWER):
            return _not_asked(visit, words)
        case ChoosingTime(slots=()):
            return _none_free(visit, words)
        case ChoosingTime(slot=Slot() as slot):
            return _confirming(place, slot, visit, words)
        case ChoosingTime(day=date() as day):
            return _times(place, day, visit, words)
        case _:
            return _days(place, visit, words)


def _where(words: Words) -> str:
    # Translators: key on the receipt and when following up: agree a time with the office
    return words("Book a time")


def _asking(visit: Visit, words: Words) -> Page:
    # Translators: while the office is asked which times can be booked; spoken
    asking = words("Asking the office for free times…")
    return Page(
        id="booking:asking",
        title=Phrase(_where(words)),
        bars=bars(visit, words, _where(words)),
        prompt=Wait(Phrase(asking)),
    )


def _not_asked(visit: Visit, words: Words) -> Page:
    # Translators: the office could not be asked for its free times; spoken
    sorry = words("We cannot reach the office right now, so we do not know which times are free.")
    return Page(
        id="booking:no-answer",
        title=Phrase(_where(words)),
        bars=bars(visit, words, _where(words)),
        body=(Paragraph(Phrase(sorry), Tone.IMPORTANT), _other_ways(visit, words)),
        # Translators: main key where the office could not be asked for its free times
        next=Option(Phrase(words("Ask again")), WentOn()),
    )


def _none_free(visit: Visit, words: Words) -> Page:
    # Translators: the office has no free time to book; spoken
    none = words("No time is free in the next days.")
    return Page(
        id="booking:none",
        title=Phrase(_where(words)),
        bars=bars(visit, words, _where(words)),
        body=(Paragraph(Phrase(none), Tone.IMPORTANT), _other_ways(visit, words)),
    )


def _other_ways(visit: Visit, words: Words) -> Block:
    ring = numbers(visit, words)
    # Translators: where no time can be booked here; {numbers} are telephone numbers; spoken
    sentence = words("You can also agree a time at the counter, or call {numbers}.", numbers=ring)
    return Paragraph(Phrase(sentence))


def _days(place: ChoosingTime, visit: Visit, words: Words) -> Page:
    options = [_day(day, count, words) for day, count in place.days.items()]
    return Page(
        id="booking:day",
        # Translators: title above the days on which a time can be booked; spoken
        title=Phrase(words("Which day suits you?")),
        bars=bars(visit, words, _where(words)),
        prompt=numbered(options, place.sheet),
        extras=turning_keys(len(options), place.sheet, words),
    )


def _day(day: date, count: int, words: Words) -> Option:
    # Translators: note below a day: how many times can be booked on it; spoken
    free = words.many("{number} time is free", "{number} times are free", count)
    return Option(Phrase(times.day_name(day, words)), PickedDay(day), Phrase(free))


def _times(place: ChoosingTime, day: date, visit: Visit, words: Words) -> Page:
    slots = place.slots_on(day)
    options = [
        Option(
            times.hours(each, words),
            PickedTime(each.id),
            Phrase(words.of(each.place)) if each.place else None,
        )
        for each in slots
    ]
    return Page(
        id="booking:time",
        # Translators: title above the times of a day, as in "Monday, November 23: which time?"
        title=Phrase(words("{day}: which time?", day=times.day_name(day, words))),
        bars=bars(visit, words, _where(words)),
        prompt=numbered(options, place.sheet),
        extras=turning_keys(len(options), place.sheet, words),
    )


def _confirming(place: ChoosingTime, slot: Slot, visit: Visit, words: Words) -> Page:
    # Translators: before a time is booked; spoken
    not_yet = words("The time is yours once the office has confirmed it.")
    body: list[Block] = [times.time_facts(slot, words), Paragraph(Phrase(not_yet))]
    if place.standing.is_waiting_to_be_sent:
        # Translators: before a time is booked, while the application itself is not sent; spoken
        after = words(
            "Your application has not been sent yet. The kiosk asks for the time as soon as it has"
            " arrived."
        )
        body.append(Paragraph(Phrase(after), Tone.IMPORTANT))
    booked = place.standing.booked
    if booked is not None:
        kept = times.whole(booked, words)
        # Translators: before a booked time is changed; {time} is the booked one; spoken
        until = words("Until then you keep your time: {time}.", time=kept.shown)
        # Translators: before a booked time is changed; {time} is the booked one; spoken
        aloud = words("Until then you keep your time: {time}.", time=kept.heard)
        body.append(Paragraph(Phrase(until, aloud)))
    return Page(
        id="booking:confirm",
        # Translators: title before a time is booked; spoken
        title=Phrase(words("Book this time?")),
        bars=bars(visit, words, _where(words)),
        body=tuple(body),
        problem=phrase_for(place.problem, words),
        # Translators: main key before a time is booked
        next=Option(Phrase(words("Yes, book it")), WentOn()),
    )
