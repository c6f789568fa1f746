"""What an office tells of a case besides where it stands: number, days, steps, a booked time."""

from collections.abc import Iterator

from api_client.contract import AppointmentStatus, BookedTime, Case, CaseStatus, Step, Waiting
from locales import Words
from screens.page import Block, Facts, Paragraph, Phrase, Tone
from screens.pages.marks import heading
from screens.pages.times import time_facts

MINUTES_AN_HOUR = 60
MINUTES_TOO_MANY = 120
"""From here on people think in hours."""


def papers_needed(case: Case | None, words: Words) -> Iterator[Block]:
    """What the office asks for, before how to bring it."""
    if case is not None and case.needed and case.status is CaseStatus.CORRECTION_NEEDED:
        # Translators: when following up: papers that the office asks for; spoken
        needed = words("Still needed: {papers}", papers=case.needed)
        yield Paragraph(Phrase(needed), Tone.IMPORTANT)


def case_told(case: Case, words: Words) -> Iterator[Block]:
    if case.waiting is not None and case.status is CaseStatus.RECEIVED:
        yield from _waiting(case.waiting, words)
    if case.promised_by and case.status is CaseStatus.ACCEPTED:
        # Translators: when following up: the day promised by the office; spoken
        promised = words("Promised by {date}.", date=words.date(case.promised_by.date()))
        yield Paragraph(Phrase(promised))
    if case.appointment is not None and case.status is not CaseStatus.WITHDRAWN:
        yield from _appointment(case.appointment, words)
    # Translators: on the receipt and when following up: the authority's own number; spoken
    number = words("Case number: {number}", number=case.case_number)
    yield Paragraph(Phrase(number))
    if case.steps:
        # Translators: heading when following up, above the steps of a case; spoken
        yield heading(words("What has been done so far"))
        yield Facts(tuple(_step(each, words) for each in case.steps))


def _waiting(waiting: Waiting, words: Words) -> Iterator[Block]:
    if waiting.ahead:
        # Translators: when following up: how many applications are looked at before; spoken
        ahead = words.many(
            "{number} application is before yours.",
            "{number} applications are before yours.",
            waiting.ahead,
        )
    else:
        # Translators: when following up: no application is looked at before; spoken
        ahead = words("Yours is next.")
    yield Paragraph(Phrase(ahead))
    # Translators: when following up, after how many are looked at before; spoken
    yield Paragraph(Phrase(words("It goes on without you: you need not wait here.")))
    if waiting.minutes is None:
        return
    if waiting.minutes < MINUTES_TOO_MANY:
        # Translators: when following up: how long that takes; spoken
        long = words.many(
            "The wait is about {number} minute.",
            "The wait is about {number} minutes.",
            waiting.minutes,
        )
    else:
        # Translators: when following up: how long that takes; spoken
        long = words.many(
            "The wait is about {number} hour.",
            "The wait is about {number} hours.",
            round(waiting.minutes / MINUTES_AN_HOUR),
        )
    yield Paragraph(Phrase(long))


def _appointment(time: BookedTime, words: Words) -> Iterator[Block]:
    if time.status is AppointmentStatus.CANCELLED:
        # Translators: on the receipt and when following up: a booked time was given up; spoken
        cancelled = words("Your booked time was cancelled.")
        yield Paragraph(Phrase(cancelled), Tone.IMPORTANT)
        return
    # Translators: heading above a booked time; spoken
    yield heading(words("Your booked time"))
    yield time_facts(time, words)


def _step(step: Step, words: Words) -> tuple[Phrase, Phrase]:
    day = words.date((step.ended_at or step.started_at).date())
    if step.ended_at is None:
        # Translators: when following up, beside a step of a case that is under way; spoken
        when = words("since {date}", date=day)
    elif step.opinion:
        # Translators: beside a step of a case; {opinion} are the office's own words; spoken
        when = words("done on {date}: {opinion}", date=day, opinion=step.opinion)
    else:
        # Translators: when following up, beside a step of a case that is done; spoken
        when = words("done on {date}", date=day)
    return Phrase(words.of(step.name)), Phrase(when)
