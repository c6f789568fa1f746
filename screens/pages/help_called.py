"""A person was called."""

from kiosk.events import WentOn
from kiosk.places import HelpCalled
from kiosk.visit import Visit
from locales import Words
from screens.page import Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars


def page(place: HelpCalled, visit: Visit, words: Words) -> Page:
    # Translators: bottom bar key on every page; calls a member of staff
    where = words("Call a person")
    if place.is_recorded:
        # Translators: title after a person was called; spoken
        title = words("Your call is recorded")
        # Translators: after a person was called; spoken
        sentence = words("Please stay here. Your answers are kept while you wait.")
    else:
        # Translators: title when not even the call could be recorded; spoken
        title = words("The call could not be recorded")
        # Translators: when not even the call could be recorded; spoken
        sentence = words("Please go to the counter, or ask someone nearby.")
    # Translators: after a person was called, in case nobody comes; spoken
    otherwise = words("If nobody comes, go to the counter or ring 12345.")
    return Page(
        id="help-called",
        title=Phrase(title),
        bars=bars(visit, words, where),
        body=(
            Paragraph(Phrase(sentence), Tone.IMPORTANT),
            Paragraph(Phrase(otherwise)),
        ),
        # Translators: main key after a person was called; leads back to where one was
        next=Option(Phrase(words("Go on myself")), WentOn()),
        is_urgent=not place.is_recorded,
    )
