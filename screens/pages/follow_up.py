"""Asking for the reference of an application."""

from kiosk.events import WentOn
from kiosk.places import FollowingUp
from kiosk.visit import Visit
from locales import Words
from screens.page import Enter, EntryKind, Option, Page, Paragraph, Phrase
from screens.pages.bars import bars
from screens.problems import phrase_for


def page(place: FollowingUp, visit: Visit, words: Words) -> Page:
    # Translators: key on the first page: ask how far an application has come
    where = words("My application")
    return Page(
        id="follow-up",
        # Translators: title of the page that asks for a reference; spoken
        title=Phrase(words("What is your reference?")),
        bars=bars(visit, words, where),
        body=(
            Paragraph(
                # Translators: help on the page that asks for a reference; spoken
                Phrase(words("It is on your slip: three groups of four letters and digits."))
            ),
        ),
        # Translators: name of the entry field for a reference; spoken
        prompt=Enter(EntryKind.REFERENCE, Phrase(words("Reference")), place.text, most=20),
        problem=phrase_for(place.problem, words),
        # Translators: main key on the page that asks for a reference
        next=Option(Phrase(words("Look it up")), WentOn()),
    )
