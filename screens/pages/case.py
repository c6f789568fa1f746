"""How far one application has come."""

from collections.abc import Iterator

from kiosk import reference as references
from kiosk.events import WentHome
from kiosk.places import Asking, SeeingCase
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone, Wait
from screens.pages import afterwards
from screens.pages.bars import bars
from screens.pages.hours import numbers
from screens.pages.progress import progress


def page(place: SeeingCase, visit: Visit, words: Words) -> Page:
    # Translators: title of the page on one application; spoken
    title = words("Your application")
    # Translators: while the back end is being asked; spoken
    asking = words("Asking the office how it stands…")
    return Page(
        id="case",
        title=Phrase(title),
        bars=bars(visit, words, title),
        body=tuple(_body(place, visit, words)),
        prompt=Wait(Phrase(asking)) if place.asking is Asking.UNDER_WAY else None,
        # Translators: main key at the end of a visit; leads to the first page
        next=Option(Phrase(words("Done")), WentHome()),
        extras=tuple(afterwards.keys(place.standing, visit, words)),
        is_personal=True,
    )


def _body(place: SeeingCase, visit: Visit, words: Words) -> Iterator[Block]:
    standing = place.standing
    slowly = references.spoken(standing.reference, words.language)
    yield Paragraph(Phrase(standing.reference, slowly), Tone.LARGE)
    # Another kiosk may have handed in for a service that this catalogue does not hold.
    for service in visit.catalogue.services:
        if service.id == standing.service:
            yield Paragraph(Phrase(words.of(service.name)), Tone.HEADING)
    if standing.taken_at:
        taken = words.moment(standing.taken_at)
        # Translators: on the receipt: date and time; not spoken
        yield Paragraph(Phrase(words("Handed in: {moment}", moment=taken), spoken=""))
    yield from progress(standing, words)
    yield from _not_asked(place, visit, words)


def _not_asked(place: SeeingCase, visit: Visit, words: Words) -> Iterator[Block]:
    """Whom to ask where the office cannot be asked from here, now or ever."""
    if place.asking is Asking.NO_ANSWER:
        # Translators: the back end could not be asked; spoken
        late = words("We cannot reach the office right now. This is what the kiosk itself knows.")
        if not place.standing.is_known:
            # Translators: the back end could not be asked and the kiosk knows nothing; spoken
            late = words("We cannot reach the office right now. Try again later, or call 12345.")
        yield Paragraph(Phrase(late), Tone.IMPORTANT)
    if place.asking is Asking.NOT_POSSIBLE:
        # Translators: on an application whose office tells kiosks nothing; spoken
        silent = words("This is what the kiosk itself knows. The office cannot be asked from here.")
        yield Paragraph(Phrase(silent), Tone.IMPORTANT)
        # Translators: follows the sentence that the office cannot be asked from here; spoken
        ask = words(
            "To know how it stands, show your reference at the counter, or call {numbers}.",
            numbers=numbers(visit, words, *_hotlines(place, visit)),
        )
        yield Paragraph(Phrase(ask))


def _hotlines(place: SeeingCase, visit: Visit) -> tuple[str, ...]:
    for service in visit.catalogue.services:
        if service.id == place.standing.service:
            guide = visit.catalogue.guide_for(service)
            return guide.hotlines if guide else ()
    return ()
