"""The services of one tile: by group where there are many, at most seven a page."""

from api_client.contract import Service
from kiosk.events import OpenedGroup, OpenedService
from kiosk.places import Browsing
from kiosk.visit import Visit
from locales import Words
from screens.page import Choose, Option, Page, Phrase
from screens.pages.bars import bars
from screens.pages.listing import sheet_of, turning_keys


def page(place: Browsing, visit: Visit, words: Words) -> Page:
    catalogue = visit.catalogue
    tile = catalogue.tile(place.tile)
    groups = catalogue.groups_of(tile.id)
    name = words.of(tile.name)
    if groups and place.group is None:
        options = [Option(Phrase(words.of(each.name)), OpenedGroup(each.id)) for each in groups]
        title = name
    else:
        services = catalogue.services_of(tile.id, place.group)
        options = [service_option(each, visit, words) for each in services]
        title = next((words.of(each.name) for each in groups if each.id == place.group), name)
    return Page(
        id=f"services:{place.group or place.tile}",
        title=Phrase(title),
        bars=bars(visit, words, name),
        prompt=numbered(options, place.sheet),
        extras=turning_keys(len(options), place.sheet, words),
    )


def numbered(options: list[Option], sheet: int) -> Choose:
    """The options of one sheet, numbered from 1."""
    shown = enumerate(sheet_of(options, sheet), start=1)
    return Choose(tuple(with_number(option, number) for number, option in shown))


def with_number(option: Option, number: int) -> Option:
    return Option(option.label, option.event, option.note, number, option.sign, option.is_chosen)


def service_option(service: Service, visit: Visit, words: Words) -> Option:
    """A key that opens a service, with the way in which it is applied for."""
    way = way_on(service, visit, words)
    note = Phrase(way, spoken="")
    if visit.catalogue.is_on_trial(service):
        # Translators: note below a service's name (试点); {way} is how one gets it; spoken
        note = Phrase(words("On trial. {way}", way=way), trial(words))
    return Option(Phrase(words.of(service.name)), OpenedService(service.id), note)


def trial(words: Words) -> str:
    """What marks a service that is tried here before it is offered everywhere."""
    # Translators: marks a service that is tried in some places only (试点); spoken
    return words("on trial")


def way_on(service: Service, visit: Visit, words: Words) -> str:
    """How one gets this service, in a few words."""
    if visit.catalogue.is_consultation(service):
        # Translators: small note below a service's name: it cannot be applied for here yet
        return words("Ask here, staff will answer")
    if visit.catalogue.can_hand_in(service):
        # Translators: small note below a service's name
        return words("Apply here")
    # Translators: small note below a service's name
    return words("At the counter")
