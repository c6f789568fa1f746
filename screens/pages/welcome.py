"""The first page: the hall's functions as tiles, search, my application, hotlines."""

from accessibility.preferences import Language
from api_client.contract import Tile
from kiosk.events import Door, Opened, OpenedTile
from kiosk.lunar import lunar_day
from kiosk.places import Welcome
from kiosk.visit import Visit
from locales import Words, words_for
from screens.page import Choose, Layout, Option, Page, Paragraph, Phrase, Tone
from screens.pages.bars import bars
from screens.pages.whats_new import which_list

OTHER: dict[Language, Language] = {"zh_CN": "en", "en": "zh_CN"}


def page(place: Welcome, visit: Visit, words: Words) -> Page:
    hall = words.of(visit.catalogue.hall.name)
    other = words_for(OTHER[words.language])
    tiles = enumerate(visit.catalogue.tiles, start=1)
    # Translators: on the first page after a fault of the kiosk ended a visit; spoken
    sorry = words(
        "Sorry, the kiosk made a mistake. Please start again. What was handed in is kept."
    )
    return Page(
        id="welcome",
        # Translators: title of the first page; spoken
        title=Phrase(words("Welcome. What would you like to do?")),
        bars=bars(visit, words, hall, has_back=False),
        body=(
            Paragraph(_today(visit, words), Tone.HELP),
            *(
                Paragraph(Phrase(words.of(each)), Tone.IMPORTANT)
                for each in visit.catalogue.hall.notices
            ),
        ),
        prompt=Choose(
            tuple(_tile(tile, number, words, other) for number, tile in tiles), Layout.TILES
        ),
        problem=Phrase(sorry) if place.has_stumbled else None,
        extras=(
            # Translators: key on the first page: look for a service by words
            Option(Phrase(words("Search")), Opened(Door.SEARCH)),
            # Translators: key on the first page: ask how far an application has come
            Option(Phrase(words("My application")), Opened(Door.MY_APPLICATION)),
            # Translators: key on the first page: list of telephone hotlines
            Option(Phrase(words("Hotlines")), Opened(Door.HOTLINES)),
            # Translators: key on the first page: services that are new, changed or withdrawn
            Option(Phrase(words("What is new")), Opened(Door.WHATS_NEW)),
            # Translators: key on the first page: text size, colors and voice
            Option(Phrase(words("Settings")), Opened(Door.PREFERENCES)),
        ),
        foot=Phrase(which_list(visit, words), spoken=""),
    )


def _tile(tile: Tile, number: int, words: Words, other: Words) -> Option:
    return Option(
        label=Phrase(words.of(tile.name)),
        event=OpenedTile(tile.id),
        note=Phrase(other.of(tile.name), spoken=""),
        number=number,
        sign=tile.sign,
    )


def _today(visit: Visit, words: Words) -> Phrase:
    today = visit.now().date()
    # Translators: first page, below the title: date, day of the week and lunar date
    shown = words(
        "{date}, {weekday}, lunar calendar {lunar}",
        date=words.date(today),
        weekday=words.weekday(today),
        lunar=words.of(lunar_day(today)),
    )
    return Phrase(shown, spoken="")
