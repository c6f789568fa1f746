"""Every answer once more with *change*; then who gets it, the agreement, and hand in."""

from collections.abc import Iterator
from datetime import date

from api_client.contract import Field, FieldType
from kiosk.answers import AGREED, AT_COUNTER, NOT_AGREED
from kiosk.events import Revised, WentOn
from kiosk.places import Reviewing
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Choose, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.question import agreement
from screens.problems import phrase_for


def page(place: Reviewing, visit: Visit, words: Words) -> Page:
    return (_agreeing if place.is_at_consent else _checking)(place, visit, words)


def _checking(place: Reviewing, visit: Visit, words: Words) -> Page:
    journey = place.journey
    start = place.sheet * place.ROWS
    rows = journey.fields[start : start + place.ROWS]
    # Translators: top bar on the review of the answers; spoken
    progress = words(
        "Part {number} of {total}",
        number=place.sheet + 1,
        total=place.sheets + 1,
    )
    return Page(
        id=f"review:{place.sheet + 1}",
        # Translators: title of the review of all answers; spoken
        title=Phrase(words("Please check your answers")),
        bars=bars(visit, words, words.of(journey.guide.title), progress=Phrase(progress)),
        # Translators: help on the review; spoken
        body=(Paragraph(Phrase(words("To change an answer, choose it."))),),
        prompt=Choose(
            tuple(
                _row(field, journey.answers.get(field.id, ""), number, words)
                for number, field in enumerate(rows, start=1)
            )
        ),
        # Translators: main key on the review
        next=Option(Phrase(words("All correct")), WentOn()),
        is_personal=True,
    )


def _row(field: Field, value: str, number: int, words: Words) -> Option:
    shown = answer_shown(field, value, words)
    spoken = shown
    if value and is_private(field):
        # Translators: only spoken, instead of a private answer: "entered, 18 characters"
        spoken = words("entered, {number} characters", number=len(value))
        if field.type is FieldType.CHOICE:
            # Translators: only spoken, instead of a private choice
            spoken = words("entered, shown on the screen")
    question = words.of(field.label)
    return Option(
        label=Phrase(
            # Translators: on the review: a question and its answer; spoken
            words("{question}: {answer}", question=question, answer=shown),
            words("{question}: {answer}", question=question, answer=spoken),
            is_private=is_private(field),
        ),
        event=Revised(field.id),
        # Translators: on the review, below each answer: choosing it leads back to the question
        note=Phrase(words("Change"), spoken=""),
        number=number,
    )


def is_private(field: Field) -> bool:
    """Whether the loudspeaker must not say the answer (bar B18)."""
    return field.is_private or field.type in {FieldType.ID_NUMBER, FieldType.LONG_TEXT}


def answer_shown(  # noqa: PLR0911 -- one match, a line a kind
    field: Field, value: str, words: Words
) -> str:
    """An answer in the visitor's language."""
    if not value:
        # Translators: on the review, for a question that was left out; spoken
        return words("left out")
    match field.type:
        case FieldType.CHOICE:
            return next(words.of(each.label) for each in field.options if each.id == value)
        case FieldType.CONSENT:
            # Translators: on the review, for a consent that was given; spoken
            return words("agreed")
        case FieldType.DATE:
            return words.date(date.fromisoformat(value))
        case FieldType.PHOTO if value == AT_COUNTER:
            # Translators: on the review, for a paper that is brought along; spoken
            return words("bring it to the counter")
        case FieldType.SIGNATURE if value == AT_COUNTER:
            # Translators: on the review, for a signature; spoken
            return words("sign at the counter")
        case _:
            return value


def _agreeing(place: Reviewing, visit: Visit, words: Words) -> Page:
    guide = place.journey.guide
    consent = place.journey.consent
    office = words.of(guide.receiver.name)
    body: list[Block] = [
        # Translators: on a guide and before handing in; {office} gets the answers; spoken
        Paragraph(Phrase(words("Your answers go to: {office}.", office=office)))
    ]
    body += _also_to(place.journey.service, visit, words)
    if consent and consent.help:
        body.append(Paragraph(Phrase(words.of(consent.help))))
    # Translators: before handing in, how answers are kept; spoken
    kept = words("Your answers are kept encrypted here and erased once they have arrived.")
    body.append(Paragraph(Phrase(kept)))
    if place.has_agreed is False:
        # Translators: before handing in, after "I do not agree" was chosen; spoken
        other = words("Then nothing is handed in. You can apply at the counter, or go Home.")
        body.append(Paragraph(Phrase(other), Tone.IMPORTANT))
    chosen = {None: "", True: AGREED, False: NOT_AGREED}[place.has_agreed]
    # Translators: title of the page before handing in, if the form asks for no agreement; spoken
    title = words.of(consent.label) if consent else words("Hand in your application")
    return Page(
        id="review:agree",
        title=Phrase(title),
        bars=bars(visit, words, words.of(guide.title)),
        body=tuple(body),
        prompt=agreement(chosen, words) if consent else None,
        problem=phrase_for(place.problem, words),
        # Translators: main key of the last page of a form: sends it off
        next=Option(Phrase(words("Hand in")), WentOn()),
    )


def _also_to(service: str, visit: Visit, words: Words) -> Iterator[Block]:
    """Every further office that gets the answers, and whether it publishes them."""
    for receiver in visit.receivers_of(service):
        office = words.of(receiver.name)
        # Translators: before handing in, after who gets the answers; {office} is one more; spoken
        also = words("They also go to: {office}.", office=office)
        yield Paragraph(Phrase(also))
        if receiver.is_public:
            # Translators: before handing in: anybody can read what that office gets; spoken
            public = words("This office publishes what it receives: anybody can read it.")
            yield Paragraph(Phrase(public), Tone.IMPORTANT)
