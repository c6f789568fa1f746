"""The receipt: we have it. The reference large, what happens next, and how it stands."""

from collections.abc import Iterator

from kiosk import reference as references
from kiosk.events import AskedToPrint, Door, Opened, WentHome
from kiosk.places import HandedIn, Printing
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, QrCode, Tone
from screens.pages.bars import bars
from screens.pages.marks import heading, sentences
from screens.pages.progress import progress


def page(place: HandedIn, visit: Visit, words: Words) -> Page:
    service = visit.catalogue.service(place.service)
    if visit.catalogue.is_consultation(service):
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
            *_reference(place, words),
            *_printing(place, words),
            *progress(place.case, is_refused=place.is_refused, words=words),
            *_next(place, visit, words),
            *_code(place, words),
        ),
        # Translators: main key of the receipt; ends the visit and leads to the first page
        next=Option(Phrase(words("Done")), WentHome()),
        extras=tuple(_keys(place, visit, words)),
        is_personal=True,
    )


def _reference(place: HandedIn, words: Words) -> Iterator[Block]:
    # Translators: on the receipt, above the reference; spoken
    yield heading(words("Your reference. Please keep it."))
    slowly = references.spoken(place.reference, words.language)
    # Translators: only spoken: the reference, twice; {reference} is read sign by sign
    twice = words("{reference}. Once more: {reference}.", reference=slowly)
    yield Paragraph(Phrase(place.reference, twice), Tone.LARGE)
    # Translators: on the receipt: date and time; not spoken
    taken = words("Handed in: {moment}", moment=words.moment(place.taken_at))
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


def _next(place: HandedIn, visit: Visit, words: Words) -> Iterator[Block]:
    guide = visit.catalogue.guide_for(visit.catalogue.service(place.service))
    if guide is None:
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


def _code(place: HandedIn, words: Words) -> Iterator[Block]:
    # Translators: below the QR code on the receipt; not spoken
    caption = words("The code holds your reference.")
    yield QrCode(references.code_for(place.reference), Phrase(caption, spoken=""))


def _keys(place: HandedIn, visit: Visit, words: Words) -> Iterator[Option]:
    # Translators: key on the receipt and when following up: five faces
    yield Option(Phrase(words("Rate this service")), Opened(Door.RATING))
    if visit.has_printer and place.printing is not Printing.UNDER_WAY:
        # Translators: key on the receipt
        yield Option(Phrase(words("Print the slip again")), AskedToPrint())
