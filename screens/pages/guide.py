"""How to apply for one service: who can, what to bring, what happens, how long, what it costs."""

from collections.abc import Iterator, Sequence

from api_client.contract import FieldType, Guide, Service, SourcedText
from kiosk.catalogue import is_to_be_confirmed
from kiosk.events import AskedToPrint, StartedForm, WentHome
from kiosk.places import Printing, ReadingGuide
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.documents import what_to_bring
from screens.pages.hours import hours, numbers
from screens.pages.marks import heading, sentences, to_be_confirmed


def page(place: ReadingGuide, visit: Visit, words: Words) -> Page:
    service = visit.catalogue.service(place.service)
    guide = visit.catalogue.guide_for(service)
    tile = visit.catalogue.tile(service.tile)
    return Page(
        id=f"guide:{service.id}",
        title=Phrase(words.of(service.name)),
        bars=bars(visit, words, words.of(tile.name)),
        body=(
            *_printed(place, words),
            *(_on_trial(words) if visit.catalogue.is_on_trial(service) else ()),
            *_about(service, words),
            *(_conditions(guide, words) if guide else ()),
            *what_to_bring(visit.catalogue.documents_for(service), words),
            *(_how(guide, words) if guide else ()),
            *_where(service, guide, visit, words),
            *(_asked(guide, words) if guide else ()),
            *_provenance(service, words),
        ),
        next=_way_on(service, guide, visit, words),
        extras=_print_key(place, visit, words),
    )


def _way_on(service: Service, guide: Guide | None, visit: Visit, words: Words) -> Option:
    if guide is None:
        # Translators: main key on a guide that can only be read; leads to the first page
        return Option(Phrase(words("Close")), WentHome())
    if visit.catalogue.is_consultation(service):
        # Translators: main key on a guide whose service is answered by staff
        return Option(Phrase(words("Ask about this")), StartedForm())
    # Translators: main key on a guide; starts the form
    return Option(Phrase(words("Apply now")), StartedForm())


def _print_key(place: ReadingGuide, visit: Visit, words: Words) -> tuple[Option, ...]:
    if not visit.has_printer:
        return ()
    labels = {
        # Translators: key on a guide: prints what to bring, where and when
        Printing.NOT_ASKED: words("Print this list"),
        # Translators: key on a guide or receipt while it prints; using it does nothing
        Printing.UNDER_WAY: words("Printing…"),
        # Translators: key on a guide or receipt after it was printed
        Printing.DONE: words("Printed. Print again"),
        # Translators: key on a guide or receipt after the printer failed
        Printing.FAILED: words("Not printed. Try again"),
    }
    return (Option(Phrase(labels[place.printing]), AskedToPrint()),)


def _printed(place: ReadingGuide, words: Words) -> Iterator[Block]:
    match place.printing:
        case Printing.UNDER_WAY:
            # Translators: on a guide while the list is being printed; spoken
            yield Paragraph(Phrase(words("Your list is being printed.")), Tone.IMPORTANT)
        case Printing.DONE:
            # Translators: on a guide when the list was printed; spoken
            yield Paragraph(Phrase(words("Please take your list.")), Tone.IMPORTANT)
        case Printing.FAILED:
            # Translators: on a guide when the printer failed; spoken
            failed = words("The printer did not print. Everything on the list is shown here.")
            yield Paragraph(Phrase(failed), Tone.IMPORTANT)
        case Printing.NOT_ASKED:
            pass


def _on_trial(words: Words) -> Iterator[Block]:
    # Translators: at the top of a guide to a service that is tried in some places (试点); spoken
    told = words("This service is on trial here. It may still change.")
    yield Paragraph(Phrase(told), Tone.IMPORTANT)


def _about(service: Service, words: Words) -> Iterator[Block]:
    # Translators: heading on a guide: the people a service is for; spoken
    yield heading(words("Who can use it"))
    yield Paragraph(Phrase(words.of(service.audience)))
    # Translators: heading on a guide: what the service gives; spoken
    yield heading(words("What you get"))
    yield Paragraph(Phrase(words.of(service.content)))
    if service.standard:
        yield from sentences(words.of(service.standard), service.standard_source or "", words)
    if service.standard_as_of:
        # Translators: below an amount on a guide; {date} is a year or year and month; spoken
        dated = words("As published in {date}; it may have changed.", date=service.standard_as_of)
        yield Paragraph(Phrase(dated), Tone.UNCONFIRMED)


def _conditions(guide: Guide, words: Words) -> Iterator[Block]:
    if guide.conditions:
        # Translators: heading on a guide; spoken
        yield heading(words("Who can apply"))
        yield from _sourced(guide.conditions, words)


def _how(guide: Guide, words: Words) -> Iterator[Block]:
    if guide.steps:
        # Translators: heading on a guide above the steps; spoken
        yield heading(words("What happens"))
        for number, step in enumerate(guide.steps, start=1):
            yield Paragraph(Phrase(f"{number}. {words.of(step)}"))
        if is_to_be_confirmed(guide.steps_source):
            yield to_be_confirmed(words)
    # Translators: heading on a guide: how long it takes; spoken
    yield heading(words("How long it takes"))
    if guide.time_limit:
        yield from _sourced((guide.time_limit,), words)
    else:
        # Translators: on a guide where no time is known; spoken
        yield Paragraph(Phrase(words("To be confirmed. Staff can tell you.")), Tone.UNCONFIRMED)
    # Translators: heading on a guide; spoken
    yield heading(words("What it costs"))
    yield from _sourced((guide.fee,), words)
    # Translators: heading on a guide: what one has in the end; spoken
    yield heading(words("What you receive"))
    yield from _sourced((guide.result,), words)


def _where(service: Service, guide: Guide | None, visit: Visit, words: Words) -> Iterator[Block]:
    """Every service names a counter, a telephone and a way on paper (bar B29)."""
    hall = visit.catalogue.hall
    # Translators: heading on a guide: the other ways besides this kiosk; spoken
    yield heading(words("Where else"))
    if guide:
        yield from _sourced((guide.where,), words)
    yield from _sourced((visit.catalogue.counter_for(service),), words)
    yield from _sourced((hall.address,), words)
    yield from sentences(hours(hall.opening_hours, words), hall.hours_source, words)
    others = guide.hotlines if guide else ()
    # Translators: on a guide; {numbers} are telephone numbers; spoken
    call = words("Call {numbers}.", numbers=numbers(visit, words, *others))
    yield Paragraph(Phrase(call))
    # Translators: on a guide, the way without any machine; spoken
    paper = words("Paper forms are at the counter. Staff can help you fill them in.")
    yield Paragraph(Phrase(paper))
    # Translators: heading on a guide; spoken
    yield heading(words("Office in charge"))
    yield from sentences(words.of(service.lead_unit), service.lead_unit_basis, words)


def _asked(guide: Guide, words: Words) -> Iterator[Block]:
    """What will be asked and who gets it, before the first question (F72)."""
    labels = [
        words.of(each.label)
        for each in guide.fields
        if each.required and each.show_if is None and each.type is not FieldType.CONSENT
    ]
    # Translators: heading on a guide: the questions of the form; spoken
    yield heading(words("What we will ask you"))
    # Translators: puts the names of questions one after another, as in "Name, Phone"
    yield Paragraph(Phrase(words(", ").join(labels)))
    # Translators: on a guide and before handing in; {office} gets the answers; spoken
    goes_to = words("Your answers go to: {office}.", office=words.of(guide.receiver.name))
    yield Paragraph(Phrase(goes_to))


def _provenance(service: Service, words: Words) -> Iterator[Block]:
    if is_to_be_confirmed(service.channel_basis):
        yield Paragraph(
            Phrase(
                # Translators: small print at the end of a guide: how one applies; not spoken
                words("How to apply for this service is to be confirmed by the hall."),
                spoken="",
            ),
            Tone.UNCONFIRMED,
        )
    # Translators: small print at the end of a guide: where its text was found; not spoken
    source = words("Source: {source}", source=service.source)
    yield Paragraph(Phrase(source, spoken=""), Tone.HELP)


def _sourced(texts: Sequence[SourcedText], words: Words) -> Iterator[Block]:
    for text in texts:
        yield from sentences(words.of(text), text.source, words)
