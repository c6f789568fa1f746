"""The machine can keep nothing more: the way to the counter."""

from collections.abc import Iterator

from kiosk.events import WentBack, WentHome
from kiosk.places import CannotTake, Reviewing
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.documents import what_to_bring
from screens.pages.hours import numbers


def page(place: CannotTake, visit: Visit, words: Words) -> Page:
    service = visit.catalogue.service(place.service)
    # Translators: main key at the end of a visit; leads to the first page
    end = Option(Phrase(words("Done")), WentHome())
    # Translators: main key when the machine can keep nothing more, at the end of a form
    answers = Option(Phrase(words("See my answers")), WentBack())
    return Page(
        id="cannot-take",
        # Translators: title when the machine can keep nothing more; spoken
        title=Phrase(words("Please go to the counter")),
        bars=bars(visit, words, words.of(service.name)),
        body=tuple(_body(place, visit, words)),
        next=answers if isinstance(place.back_to, Reviewing) else end,
        is_urgent=True,
    )


def _body(place: CannotTake, visit: Visit, words: Words) -> Iterator[Block]:
    # Translators: the machine can keep nothing more; spoken
    full = words("This kiosk cannot take applications right now. Nothing was handed in.")
    yield Paragraph(Phrase(full), Tone.IMPORTANT)
    # Translators: the machine can keep nothing more; spoken
    staff = words("Staff at the counter will take your application.")
    yield Paragraph(Phrase(staff))
    if isinstance(place.back_to, Reviewing):
        # Translators: the machine can keep nothing more, at the end of a form; names a key; spoken
        there = words("Your answers are still here. Choose “See my answers” to show them to staff.")
        yield Paragraph(Phrase(there))
    service = visit.catalogue.service(place.service)
    yield from what_to_bring(visit.catalogue.documents_for(service), words)
    guide = visit.catalogue.guide_for(service)
    ring = numbers(visit, words, *(guide.hotlines if guide else ()))
    # Translators: after a person was called; {numbers} are telephone numbers; spoken
    yield Paragraph(Phrase(words("You can also call {numbers}.", numbers=ring)))
