"""Looking for a service by words."""

from kiosk.events import Door, Opened, WentOn
from kiosk.places import Searching
from kiosk.visit import Visit
from locales import Words
from screens.page import Enter, EntryKind, Option, Page, Paragraph, Phrase
from screens.pages.bars import bars
from screens.pages.listing import turning_keys
from screens.pages.services import numbered, service_option
from screens.problems import phrase_for


def page(place: Searching, visit: Visit, words: Words) -> Page:
    # Translators: name of the search page, top bar; spoken
    where = words("Search")
    if place.found is None:
        return _asking(place, visit, words, where)
    return _found(place, visit, words, where)


def _asking(place: Searching, visit: Visit, words: Words, where: str) -> Page:
    return Page(
        id="search",
        # Translators: title of the search page; spoken
        title=Phrase(words("What are you looking for?")),
        bars=bars(visit, words, where),
        # Translators: help on the search page; spoken
        body=(Paragraph(Phrase(words("For example: meals, wheelchair, doctor."))),),
        # Translators: name of the entry field on the search page; spoken
        prompt=Enter(EntryKind.SEARCH, Phrase(words("A few words")), place.text, most=60),
        problem=phrase_for(place.problem, words),
        # Translators: main key on the search page
        next=Option(Phrase(words("Search now")), WentOn()),
    )


def _found(place: Searching, visit: Visit, words: Words, where: str) -> Page:
    ids = place.found or ()
    if not ids:
        return Page(
            id="search:nothing",
            # Translators: title when a search found nothing; spoken
            title=Phrase(words("Nothing was found for “{text}”.", text=place.text.strip())),
            bars=bars(visit, words, where),
            body=(
                Paragraph(
                    # Translators: below the title when a search found nothing; spoken
                    Phrase(words("Try another word, call a hotline, or call a person."))
                ),
            ),
            # Translators: key when a search found nothing: list of telephone hotlines
            extras=(Option(Phrase(words("Hotlines")), Opened(Door.HOTLINES)),),
            is_personal=True,
        )
    options = [service_option(visit.catalogue.service(each), visit, words) for each in ids]
    return Page(
        id="search:found",
        title=Phrase(
            # Translators: title above the services that a search found; spoken
            words.many("{number} service found", "{number} services found", len(ids))
        ),
        bars=bars(visit, words, where),
        prompt=numbered(options, place.sheet),
        extras=turning_keys(len(options), place.sheet, words),
    )
