"""A catalogue with a long change log and a pilot, and the places that tell of them."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from api_client.contract import CataloguePackage, Change, ChangeKind, ServiceState, Standing
from kiosk.catalogue import Catalogue, Issue, View
from kiosk.places import Place, ReadingChanges
from kiosk.visit import Visit
from tests.kiosk.catalogue.signing import SHIPPED, TODAY, change, edition_of, published

BEGAN = date(2026, 9, 30)
VIEW = View("default", "310104013", TODAY)
PILOT = (Standing(state=ServiceState.PILOT, since=BEGAN, areas=("310104",)),)
GONE = (Standing(state=ServiceState.WITHDRAWN, since=BEGAN),)


def renew(visit: Visit) -> None:
    """The visit's catalogue is edition 9: the longest names there are come, change and go."""
    codes = _longest_names()
    new, changed, gone = codes[:8], codes[8:11], codes[11:14]
    changes = (
        *(change(ChangeKind.NEW, code, BEGAN) for code in new),
        *(change(ChangeKind.CHANGED, code, BEGAN) for code in changed),
        *(change(ChangeKind.WITHDRAWN, code, BEGAN) for code in gone),
    )
    visit.catalogue = seen(with_standings({**dict.fromkeys(gone, GONE), new[0]: PILOT}), *changes)


def seen(package: CataloguePackage, *changes: Change) -> Catalogue:
    edition = edition_of(published(9, changes=changes, effective_from=BEGAN))
    return Catalogue.seen(package, VIEW, Issue.of(edition, VIEW))


def changes_places() -> Iterator[Place]:
    for sheet in range(3):
        yield ReadingChanges(sheet)


def _longest_names() -> list[str]:
    services = [each for field in SHIPPED.fields for each in field.services]
    ranked = sorted(services, key=lambda each: -len(each.name.en))
    return [each.id for each in ranked]


def with_standings(standings: dict[str, tuple[Standing, ...]]) -> CataloguePackage:
    """The shipped package, where those services stand so."""
    fields = tuple(
        replace(
            field,
            services=tuple(
                replace(each, standings=standings.get(each.id, ())) for each in field.services
            ),
        )
        for field in SHIPPED.fields
    )
    return replace(SHIPPED, fields=fields)
