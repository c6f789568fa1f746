"""How far one application has come."""

from collections.abc import Iterator

from kiosk import reference as references
from kiosk.events import Door, Opened, WentHome
from kiosk.places import Asking, SeeingCase
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone, Wait
from screens.pages.bars import bars
from screens.pages.progress import progress


def page(place: SeeingCase, visit: Visit, words: Words) -> Page:
    # Translators: title of the page on one application; spoken
    title = words("Your application")
    # Translators: while the back end is being asked; spoken
    asking = words("Asking the office how it stands…")
    is_known = place.taken_at is not None or place.case is not None
    return Page(
        id="case",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=tuple(_body(place, visit, words)),
        prompt=Wait(Phrase(asking)) if place.asking is Asking.UNDER_WAY else None,
        # Translators: main key at the end of a visit; leads to the first page
        next=Option(Phrase(words("Done")), WentHome()),
        extras=_rate(words) if is_known and not place.is_rated else (),
        is_personal=True,
    )


def _body(place: SeeingCase, visit: Visit, words: Words) -> Iterator[Block]:
    slowly = references.spoken(place.reference, words.language)
    yield Paragraph(Phrase(place.reference, slowly), Tone.LARGE)
    # Another kiosk may have handed in for a service that this catalogue does not hold.
    for service in visit.catalogue.services:
        if service.id == place.service:
            yield Paragraph(Phrase(words.of(service.name)), Tone.HEADING)
    if place.taken_at:
        taken = words.moment(place.taken_at)
        # Translators: on the receipt: date and time; not spoken
        yield Paragraph(Phrase(words("Handed in: {moment}", moment=taken), spoken=""))
    if place.taken_at is not None or place.case is not None:
        yield from progress(place.case, is_refused=place.is_refused, words=words)
    if place.asking is Asking.NO_ANSWER:
        # Translators: the back end could not be asked; spoken
        late = words("We cannot reach the office right now. This is what the kiosk itself knows.")
        if place.taken_at is None:
            # Translators: the back end could not be asked and the kiosk knows nothing; spoken
            late = words("We cannot reach the office right now. Try again later, or call 12345.")
        yield Paragraph(Phrase(late), Tone.IMPORTANT)


def _rate(words: Words) -> tuple[Option, ...]:
    # Translators: key on the receipt and when following up: five faces
    return (Option(Phrase(words("Rate this service")), Opened(Door.RATING)),)
