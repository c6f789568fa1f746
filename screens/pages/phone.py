"""Asking for the last four digits of a telephone number, and saying why."""

from collections.abc import Iterator

from kiosk.events import WentOn
from kiosk.places import EnteringPhone, FollowingUp
from kiosk.visit import Visit
from locales import Words
from screens.page import Block, Enter, EntryKind, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.problems import phrase_for

MOST = 20
"""Who types the whole number is understood too."""


def page(place: EnteringPhone, visit: Visit, words: Words) -> Page:
    # Translators: top bar on the page that asks for four digits before taking back
    where = words("Take it back")
    if isinstance(place.back_to, FollowingUp):
        # Translators: key on the first page: ask how far an application has come
        where = words("My application")
    return Page(
        id="phone",
        # Translators: title of the page that asks for four digits as proof; spoken
        title=Phrase(words("The last four digits of your phone number?")),
        bars=bars(visit, words, where),
        body=tuple(_why(place, words)),
        # Translators: name of the entry field for four digits of a phone number; spoken
        prompt=Enter(EntryKind.DIGITS, Phrase(words("Four digits")), place.text, most=MOST),
        problem=phrase_for(place.problem, words),
        # Translators: main key on a question
        next=Option(Phrase(words("Next")), WentOn()),
        is_personal=True,
    )


def _why(place: EnteringPhone, words: Words) -> Iterator[Block]:
    if isinstance(place.back_to, FollowingUp):
        # Translators: help on the page that asks for four digits to see an application; spoken
        yield Paragraph(Phrase(words("This application is not known at this kiosk.")))
        # Translators: help on the page that asks for four digits to see an application; spoken
        why = words(
            "So that nobody else can see it, please enter the last four digits of the phone number"
            " you gave when you applied."
        )
    else:
        # Translators: help on the page that asks for four digits before taking back; spoken
        why = words(
            "So that nobody else can take it back, please enter the last four digits of the phone"
            " number you gave when you applied."
        )
    yield Paragraph(Phrase(why))
    # Translators: help on the page that asks for four digits; spoken
    forgot = words("If you do not remember it, please ask at the counter.")
    yield Paragraph(Phrase(forgot), Tone.HELP)
