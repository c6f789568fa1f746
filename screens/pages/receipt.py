"""The receipt: we have it. The reference large, what happens next, and how it stands."""

from collections.abc import Iterator

from api_client.contract import Service
from kiosk import reference as references
from kiosk.events import AskedToPrint, WentHome
from kiosk.places import HandedIn, Printing
from kiosk.standing import Standing
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, QrCode, Tone
from screens.pages import afterwards
from screens.pages.bars import bars
from screens.pages.marks import heading, sentences
from screens.pages.progress import progress

MOST_KEYS = 3
"""A broad screen of 15 inches holds no more of 20 mm above the main key. All are on the case too,
but for the slip."""


def page(place: HandedIn, visit: Visit, words: Words) -> Page:
    standing = place.standing
    service = visit.catalogue.service(standing.service or "")
    if standing.is_given_up:
        # Translators: title once an application was taken back; spoken
        title = words("It is taken back")
    elif visit.catalogue.is_consultation(service):
        # Translators: title of the receipt for a question to staff; spoken
        title = words("We have your question")
    else:
        # Translators: title of the receipt; "have" is 收件, not 受理; spoken
        title = words("We have your application")
    return Page(
        id="receipt",
        title=Phrase(title),
        bars=bars(visit, words, words.of(service.name), has_back=False),
        body=(
            *_reference(standing, words),
            *_printing(place, words),
            *progress(standing, words),
            *_next(service, standing, visit, words),
            *_code(standing, visit, words),
        ),
        # Translators: main key of the receipt; ends the visit and leads to the first page
        next=Option(Phrase(words("Done")), WentHome()),
        extras=_keys(place, visit, words),
        is_personal=True,
    )


def _reference(standing: Standing, words: Words) -> Iterator[Block]:
    # Translators: on the receipt, above the reference; spoken
    yield heading(words("Your reference. Please keep it."))
    slowly = references.spoken(standing.reference, words.language)
    # Translators: only spoken: the reference, twice; {reference} is read sign by sign
    twice = words("{reference}. Once more: {reference}.", reference=slowly)
    yield Paragraph(Phrase(standing.reference, twice), Tone.LARGE)
    if standing.taken_at is not None:
        # Translators: on the receipt: date and time; not spoken
        taken = words("Handed in: {moment}", moment=words.moment(standing.taken_at))
        yield Paragraph(Phrase(taken, spoken=""))


def _printing(place: HandedIn, words: Words) -> Iterator[Block]:
    match place.printing:
        case Printing.UNDER_WAY:
            # Translators: on the receipt while the slip is being printed; spoken
            yield Paragraph(Phrase(words("Your slip is being printed.")))
        case Printing.DONE:
            # Translators: on the receipt when the slip was printed; spoken
            yield Paragraph(Phrase(words("Please take your slip.")))
        case Printing.FAILED:
            # Translators: on the receipt when the printer failed; spoken
            failed = words("The printer did not print. Please write the reference down.")
            yield Paragraph(Phrase(failed), Tone.IMPORTANT)
        case Printing.NOT_ASKED:
            # Translators: on the receipt where there is no printer; spoken
            note = words("Please write the reference down, or take a photo of this page.")
            yield Paragraph(Phrase(note))


def _next(service: Service, standing: Standing, visit: Visit, words: Words) -> Iterator[Block]:
    guide = visit.catalogue.guide_for(service)
    if guide is None or standing.is_given_up:
        return
    # Translators: on the receipt: heading; spoken
    yield heading(words("What happens next"))
    office = words.of(guide.receiver.name)
    # Translators: on the receipt; {office} gets the answers; spoken
    goes = words("{office} will look at it and contact you.", office=office)
    yield Paragraph(Phrase(goes))
    if guide.time_limit:
        yield from sentences(words.of(guide.time_limit), guide.time_limit.source, words)
    else:
        # Translators: on the receipt where no time is known; spoken
        unknown = words("How long it takes is not known yet. Call 12345 to ask.")
        yield Paragraph(Phrase(unknown))
    # Translators: on the receipt; names the key on the first page; spoken
    follow = words("To see how far it has come, choose “My application” on the first page.")
    yield Paragraph(Phrase(follow))


def _code(standing: Standing, visit: Visit, words: Words) -> Iterator[Block]:
    address = visit.address_of(standing)
    if address is None:
        # Translators: below the QR code on the receipt; not spoken
        caption = words("The code holds your reference.")
        yield QrCode(references.code_for(standing.reference), Phrase(caption, spoken=""))
    else:
        # Translators: below the QR code on the receipt, which leads to a web page; not spoken
        caption = words("Scan the code with your phone to see how far it has come.")
        yield QrCode(address, Phrase(caption, spoken=""))


def _keys(place: HandedIn, visit: Visit, words: Words) -> tuple[Option, ...]:
    """What did not print comes first; a slip that is in the hand is wanted again least."""
    others = tuple(afterwards.keys(place.standing, visit, words))
    if not visit.has_printer or place.printing is Printing.UNDER_WAY:
        return others
    # Translators: key on the receipt
    again = Option(Phrase(words("Print again")), AskedToPrint())
    keys = (again, *others) if place.printing is Printing.FAILED else (*others, again)
    return keys[:MOST_KEYS]
