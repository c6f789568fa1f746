"""A person was called."""

from kiosk.events import WentOn
from kiosk.places import HelpCalled
from kiosk.visit import Visit
from locales import Words
from screens.page import Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.hours import numbers


def page(place: HelpCalled, visit: Visit, words: Words) -> Page:
    # Translators: bottom bar key on every page; calls a member of staff
    where = words("Call a person")
    if place.is_recorded:
        # Translators: title after a person was called; spoken
        title = words("We have noted that you need help")
    else:
        # Translators: title when not even the call could be recorded; spoken
        title = words("Your call could not be noted")
    # Translators: after a person was called; spoken
    fetch = words("Please go to the counter, or ask someone nearby to fetch a member of staff.")
    # Translators: after a person was called; spoken
    kept = words("Your answers stay here for five minutes.")
    # Translators: after a person was called; {numbers} are telephone numbers; spoken
    call = words("You can also call {numbers}.", numbers=numbers(visit, words))
    return Page(
        id="help-called",
        title=Phrase(title),
        bars=bars(visit, words, where),
        body=(
            Paragraph(Phrase(fetch), Tone.IMPORTANT),
            Paragraph(Phrase(call)),
            Paragraph(Phrase(kept)),
        ),
        # Translators: main key after a person was called; leads back to where one was
        next=Option(Phrase(words("Continue on my own")), WentOn()),
        is_urgent=not place.is_recorded,
    )
