"""One question of a form: the question, its help, the answer, and how many there are."""

from api_client.contract import Field, FieldType
from kiosk.answers import AGREED, NOT_AGREED
from kiosk.events import Chose, Skipped, WentOn
from kiosk.places import Answering
from kiosk.visit import Visit
from locales import Words
from screens.page import (
    Block,
    Choose,
    Enter,
    EntryKind,
    Option,
    Page,
    Paragraph,
    Phrase,
    Prompt,
    Tone,
)
from screens.pages.bars import bars
from screens.problems import phrase_for

KINDS = {
    FieldType.NAME: EntryKind.NAME,
    FieldType.PHONE: EntryKind.PHONE,
    FieldType.ID_NUMBER: EntryKind.ID_NUMBER,
    FieldType.DATE: EntryKind.DATE,
    FieldType.ADDRESS: EntryKind.ADDRESS,
    FieldType.LONG_TEXT: EntryKind.LONG_TEXT,
}
MOST_TYPED = 200


def page(place: Answering, visit: Visit, words: Words) -> Page:
    """The page of the journey's question. A finished journey is never `Answering`."""
    journey = place.journey
    field = journey.question
    if field is None:
        raise ValueError(f"the form of {journey.service} has no question left to show")
    # Translators: top bar while a form is filled in: "Question 3 of 8"; spoken
    progress = words(
        "Question {number} of {total}",
        number=journey.number,
        total=len(journey.fields),
    )
    return Page(
        id=f"question:{field.id}",
        title=Phrase(words.of(field.label)),
        bars=bars(visit, words, words.of(journey.guide.title), progress=Phrase(progress)),
        body=tuple(_help(field, words)),
        prompt=_prompt(field, journey.draft, words),
        problem=phrase_for(place.problem, words),
        # Translators: main key on a question
        next=Option(Phrase(words("Next")), WentOn()),
        extras=_skip(field, words),
    )


def _help(field: Field, words: Words) -> list[Block]:
    lines = [words.of(field.help)] if field.help else []
    match field.type:
        case FieldType.DATE:
            lines.append(
                # Translators: help below a question for a date; spoken
                words("Year, month and day in eight digits, for example 20260131.")
            )
        case FieldType.PHOTO:
            lines = [
                # Translators: instead of taking a photo of a paper; spoken
                words("Please bring the paper itself to the counter. Staff will look at it there.")
            ]
        case FieldType.SIGNATURE:
            lines = [
                # Translators: instead of signing on the screen; spoken
                words("You sign on paper at the counter. Nothing needs to be signed here.")
            ]
        case _:
            pass
    return [Paragraph(Phrase(line), Tone.HELP) for line in lines]


def _prompt(field: Field, draft: str, words: Words) -> Prompt | None:
    match field.type:
        case FieldType.CHOICE:
            return Choose(
                tuple(
                    choice(words.of(each.label), each.id, number, draft, words, field.is_private)
                    for number, each in enumerate(field.options, start=1)
                )
            )
        case FieldType.CONSENT:
            return agreement(draft, words)
        case FieldType.PHOTO | FieldType.SIGNATURE:
            return None
        case kind:
            rule = field.validation
            return Enter(
                KINDS[kind],
                # Translators: name of the entry field of a question; spoken after the question
                Phrase(words("Your answer")),
                draft,
                most=rule.max_length if rule and rule.max_length else MOST_TYPED,
                is_private=field.type is FieldType.ID_NUMBER,
            )


def agreement(chosen: str, words: Words) -> Choose:
    """Agreeing is a deliberate act: two choices, neither marked beforehand."""
    # Translators: choice on a question of consent and before handing in; spoken
    agree = words("I agree")
    # Translators: choice on a question of consent and before handing in; spoken
    disagree = words("I do not agree")
    return Choose(
        (choice(agree, AGREED, 1, chosen, words), choice(disagree, NOT_AGREED, 2, chosen, words)),
        waits_for_next=True,
    )


def choice(  # noqa: PLR0913, PLR0917 -- all of one key
    label: str,
    value: str,
    number: int,
    chosen: str,
    words: Words,
    is_private: bool = False,  # noqa: FBT001, FBT002 -- a field's own mark
) -> Option:
    """A choice that is marked first and meant with Next; which one is never said if private."""
    is_chosen = value == chosen
    # Translators: only spoken, for a choice that is marked: "Every day, chosen"
    spoken = words("{choice}, chosen", choice=label) if is_chosen and not is_private else label
    return Option(Phrase(label, spoken), Chose(value), number=number, is_chosen=is_chosen)


def _skip(field: Field, words: Words) -> tuple[Option, ...]:
    if field.required:
        return ()
    if field.type is FieldType.PHOTO:
        # Translators: key on the question for a paper that one need not have
        return (Option(Phrase(words("I do not have it")), Skipped()),)
    # Translators: key on a question that need not be answered
    return (Option(Phrase(words("Leave this out")), Skipped()),)
