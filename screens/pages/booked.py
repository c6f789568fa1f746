"""A time was asked for: not yet confirmed, booked, or taken meanwhile."""

from api_client.errors import Reason
from kiosk.events import WentHome, WentOn
from kiosk.places import AwaitingTime
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone, Wait
from screens.pages import times
from screens.pages.bars import bars
from screens.pages.hours import numbers


def page(place: AwaitingTime, visit: Visit, words: Words) -> Page:
    standing = place.standing
    if standing.booked is not None and standing.booked.slot == place.slot.id:
        return _booked(place, visit, words)
    if standing.appointment is not None and standing.appointment.is_refused:
        is_taken = standing.appointment.reason is Reason.SLOT_TAKEN
        return (_taken if is_taken else _refused)(place, visit, words)
    return _waiting(place, visit, words)


def _where(words: Words) -> str:
    # Translators: key on the receipt and when following up: agree a time with the office
    return words("Book a time")


def _booked(place: AwaitingTime, visit: Visit, words: Words) -> Page:
    # Translators: once a time is booked; names keys; spoken
    change = words("To change it, or to see it again, choose “My application” on the first page.")
    return Page(
        id="booked",
        # Translators: title once the office has confirmed a time; spoken
        title=Phrase(words("Your time is booked")),
        bars=bars(visit, words, _where(words)),
        body=(
            times.time_facts(place.standing.booked or place.slot, words),
            Paragraph(Phrase(change)),
        ),
        next=_end(words),
        is_personal=True,
    )


def _waiting(place: AwaitingTime, visit: Visit, words: Words) -> Page:
    """Asked, or kept here until its application or the office is there."""
    # Translators: while a time is asked for; spoken
    not_yet = words("The time is not yours until the office has confirmed it.")
    body: list[Block] = [
        times.time_facts(place.slot, words),
        Paragraph(Phrase(not_yet), Tone.IMPORTANT),
    ]
    why = _why_not_yet(place, words)
    if why:
        # Translators: how to find out what came of something; names a key; spoken
        later = words("To see what came of it, choose “My application” on the first page.")
        body += [Paragraph(Phrase(why)), Paragraph(Phrase(later))]
    # Translators: title while a time is asked for; spoken
    title = words("We are asking for this time")
    if why:
        # Translators: title when the answer to a wish for a time is longer in coming; spoken
        title = words("Not confirmed yet")
    # Translators: while an office is asked for something; spoken
    waiting = Wait(Phrase(words("Waiting for the office's answer…")))
    return Page(
        id="booked:asked",
        title=Phrase(title),
        bars=bars(visit, words, _where(words)),
        body=tuple(body),
        prompt=None if why else waiting,
        next=_end(words),
        is_personal=True,
    )


def _why_not_yet(place: AwaitingTime, words: Words) -> str:
    """Why the answer will be longer in coming; "" while it may come at any moment."""
    standing = place.standing
    if standing.is_waiting_to_be_sent:
        # Translators: while a time is asked for and the application itself is not sent; spoken
        return words(
            "Your application has not been sent yet. The kiosk asks for the time by itself as soon"
            " as it has arrived."
        )
    if standing.appointment is not None and standing.appointment.is_with_staff:
        # Translators: on the receipt and when following up, after a time was asked for; spoken
        return words("You asked for a time. A member of staff is looking at it.")
    if place.is_late:
        # Translators: the office did not answer the wish for a time; spoken
        return words(
            "We cannot reach the office right now. Your wish is kept here, and the kiosk asks by"
            " itself as soon as it can."
        )
    return ""


def _taken(place: AwaitingTime, visit: Visit, words: Words) -> Page:
    # Translators: somebody else has the time that was asked for; spoken
    sorry = words("Somebody else has booked it meanwhile. Please choose another time.")
    return Page(
        id="booked:taken",
        # Translators: title where somebody else has the time that was asked for; spoken
        title=Phrase(words("This time is taken")),
        bars=bars(visit, words, _where(words)),
        body=(times.time_facts(place.slot, words), Paragraph(Phrase(sorry), Tone.IMPORTANT)),
        # Translators: main key where the time that was asked for is taken
        next=Option(Phrase(words("Choose another time")), WentOn()),
    )


def _refused(place: AwaitingTime, visit: Visit, words: Words) -> Page:
    # Translators: the office would not book a time; {numbers} are telephone numbers; spoken
    ask = words(
        "The office did not book this time. Please ask at the counter, or call {numbers}.",
        numbers=numbers(visit, words),
    )
    return Page(
        id="booked:refused",
        # Translators: title where the office would not book a time; spoken
        title=Phrase(words("This time is not booked")),
        bars=bars(visit, words, _where(words)),
        body=(times.time_facts(place.slot, words), Paragraph(Phrase(ask), Tone.IMPORTANT)),
        next=_end(words),
    )


def _end(words: Words) -> Option:
    # Translators: main key at the end of a visit; leads to the first page
    return Option(Phrase(words("Done")), WentHome())
