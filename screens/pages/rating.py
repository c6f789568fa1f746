"""Five faces with words, never in the way."""

from kiosk.events import WentHome, WentOn
from kiosk.places import GivingRating
from kiosk.visit import Visit
from locales import Words
from screens.page import Choose, Layout, Option, Page, Paragraph, Phrase
from screens.pages.bars import bars
from screens.pages.question import choice
from screens.problems import phrase_for


def page(place: GivingRating, visit: Visit, words: Words) -> Page:
    # Translators: name of the rating page, top bar; spoken
    where = words("Rate this service")
    if place.is_given:
        return Page(
            id="rating:thanks",
            # Translators: title after a rating; spoken
            title=Phrase(words("Thank you. Your rating is kept.")),
            bars=bars(visit, words, where),
            # Translators: after a rating; spoken
            body=(Paragraph(Phrase(words("It helps us to do better."))),),
            # Translators: main key at the end of a visit; leads to the first page
            next=Option(Phrase(words("Done")), WentHome()),
        )
    return Page(
        id="rating",
        # Translators: title of the rating page; spoken
        title=Phrase(words("How satisfied are you?")),
        bars=bars(visit, words, where),
        prompt=Choose(_faces(place.score, words), Layout.FACES),
        problem=phrase_for(place.problem, words),
        # Translators: main key on the rating page
        next=Option(Phrase(words("Send rating")), WentOn()),
    )


def _faces(score: int | None, words: Words) -> tuple[Option, ...]:
    """From very satisfied (5) to very dissatisfied (1), in the order of 好差评."""
    names = (
        # Translators: a face on the rating page; spoken
        (5, words("Very satisfied")),
        # Translators: a face on the rating page; spoken
        (4, words("Satisfied")),
        # Translators: a face on the rating page; spoken
        (3, words("Mostly satisfied")),
        # Translators: a face on the rating page; spoken
        (2, words("Dissatisfied")),
        # Translators: a face on the rating page; spoken
        (1, words("Very dissatisfied")),
    )
    chosen = str(score) if score else ""
    return tuple(
        choice(name, str(value), number, chosen, words)
        for number, (value, name) in enumerate(names, start=1)
    )
