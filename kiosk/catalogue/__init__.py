"""The catalogue: what the hall offers, how to apply, and where else to go."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from api_client.contract import (
    CataloguePackage,
    Change,
    ChangeKind,
    Channel,
    Document,
    Group,
    Guide,
    Hall,
    Hotline,
    Service,
    ServiceField,
    ServiceState,
    SourcedText,
    Tile,
)
from api_client.contract.seen import seen_from, standing_at
from kiosk.catalogue.findings import CatalogueError, Finding
from kiosk.catalogue.reading import SHIPPED, read
from kiosk.catalogue.references import broken
from kiosk.catalogue.search import Index
from kiosk.catalogue.view import SHIPPED_ISSUE, Issue, View

__all__ = ["Catalogue", "CatalogueError", "Issue", "View", "is_to_be_confirmed", "load"]

DEFAULT_HALL = "default"
TO_BE_CONFIRMED = "to be confirmed"


def is_to_be_confirmed(source: str) -> bool:
    """Whether a source does not vouch for its text: it says so, or there is none."""
    return not source.strip() or TO_BE_CONFIRMED in source


def load(folder: Path | None = None) -> "Catalogue":
    """The catalogue in that folder, or the one shipped. Raises CatalogueError."""
    package = read(folder or SHIPPED)
    for finding in broken(package):
        raise CatalogueError(finding)
    return Catalogue(package)


class Catalogue:
    """One published package, seen from one hall on one day. Its references are known to be whole.

    It knows every service of the package; what is in reserve or withdrawn it does not offer.
    """

    def __init__(
        self,
        package: CataloguePackage,
        hall: Hall | None = None,
        index: Index | None = None,
        *,
        states: Mapping[str, ServiceState] | None = None,
        issue: Issue = SHIPPED_ISSUE,
    ) -> None:
        """`states`: how each service stands there; without them every one is offered."""
        self._package = package
        self._hall = hall or _default_hall(package)
        self.states = states or {}
        self.issue = issue
        self._services = {each.id: each for field in package.fields for each in field.services}
        self._fields = {each.id: field for field in package.fields for each in field.services}
        self._tiles = {tile.id: tile for tile in package.tiles}
        self._guides = {guide.id: guide for guide in package.guides}
        self._shared = {each.for_channel: each for each in package.guides if each.for_channel}
        self._index = index or Index(
            each for each in self._services.values() if self.is_offered(each)
        )

    def for_hall(self, hall_id: str) -> "Catalogue":
        """The same package, seen from that hall. Raises CatalogueError for an unknown hall."""
        return Catalogue(self._package, _hall(self._package, hall_id), self._index)

    @classmethod
    def seen(cls, package: CataloguePackage, view: View, issue: Issue = SHIPPED_ISSUE) -> Self:
        """The package as it is meant for that place and day, with the layers that lie over it.

        Raises CatalogueError where the hall is unknown or a reference leads nowhere.
        """
        local = seen_from(package, view.area, view.hall)
        for finding in broken(local):
            raise CatalogueError(finding)
        states = {
            service.id: standing_at(service, view.day, view.area)
            for field in local.fields
            for service in field.services
        }
        return cls(local, _hall(local, view.hall), states=states, issue=issue)

    def is_like(self, other: "Catalogue") -> bool:
        """Whether a resident would notice no difference: the same edition, offering the same."""
        mine, theirs = (
            (each.issue, each.version, each.hall.id, each.states) for each in (self, other)
        )
        return mine == theirs

    @property
    def version(self) -> str:
        return self._package.version

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is new, was changed or is offered no more, as far as that is true here today."""
        return tuple(each for each in self.issue.changes if self._is_true(each))

    @property
    def hall(self) -> Hall:
        return self._hall

    @property
    def hotlines(self) -> tuple[Hotline, ...]:
        return self._package.hotlines

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The functions this hall runs and that offer anything, in its own order."""
        offering = {each.tile for each in self._services.values() if self.is_offered(each)}
        return tuple(self._tiles[each] for each in self._hall.tiles if each in offering)

    @property
    def services(self) -> tuple[Service, ...]:
        """Every service of the package, whatever this hall runs itself, offered or not."""
        return tuple(self._services.values())

    def is_offered(self, service: Service) -> bool:
        """Whether residents see it here."""
        return self.states.get(service.id, ServiceState.LIVE).is_offered

    def is_on_trial(self, service: Service) -> bool:
        """Whether it is offered here as a pilot (试点)."""
        return self.states.get(service.id) is ServiceState.PILOT

    def tile(self, tile_id: str) -> Tile:
        """Raises KeyError for an unknown tile."""
        return self._tiles[tile_id]

    def groups_of(self, tile_id: str) -> tuple[Group, ...]:
        """A tile's groups that offer anything; none if its services fit one page."""
        offering = {each.group for each in self._services.values() if self.is_offered(each)}
        return tuple(each for each in self._tiles[tile_id].groups if each.id in offering)

    def services_of(self, tile_id: str, group: str | None = None) -> tuple[Service, ...]:
        """A tile's services group by group, or those of one group, the most asked for first."""
        places = {each.id: place for place, each in enumerate(self.groups_of(tile_id))}
        inside = [
            each
            for each in self._services.values()
            if each.tile == tile_id and group in {None, each.group} and self.is_offered(each)
        ]
        return tuple(sorted(inside, key=lambda each: (places.get(each.group or "", 0), each.order)))

    def service(self, service_id: str) -> Service:
        """Raises KeyError for an unknown service."""
        return self._services[service_id]

    def field_of(self, service: Service) -> ServiceField:
        """The field of basic public services it belongs to."""
        return self._fields[service.id]

    def guide_for(self, service: Service) -> Guide | None:
        """Its own guide, or the one its channel shares; None: go to the counter."""
        return self._guides[service.guide] if service.guide else self._shared.get(service.channel)

    def can_hand_in(self, service: Service) -> bool:
        """Whether the kiosk has questions to ask and can take the answers."""
        guide = self.guide_for(service)
        return guide is not None and bool(guide.fields)

    def is_consultation(self, service: Service) -> bool:
        """Whether what is handed in is a question for staff and not an application."""
        guide = self.guide_for(service)
        return guide is not None and guide.for_channel is Channel.CONSULT

    def documents_for(self, service: Service) -> tuple[Document, ...]:
        """The tick list: what its guide names, or what one always takes to a counter."""
        guide = self.guide_for(service)
        return guide.documents if guide else self._package.visit_documents

    def counter_for(self, service: Service) -> SourcedText:
        """The place to go when this hall cannot help (S62)."""
        return self._tiles[service.tile].counter

    def search(self, text: str) -> list[Service]:
        """What people may mean, best first; also what this hall does not run itself."""
        return self._index.search(text)

    def package(self) -> CataloguePackage:
        """Everything, as it is published."""
        return self._package

    def _is_true(self, change: Change) -> bool:
        service = self._services.get(change.service_code)
        is_offered = service is not None and self.is_offered(service)
        return is_offered is not (change.kind is ChangeKind.WITHDRAWN)


def _hall(package: CataloguePackage, hall_id: str) -> Hall:
    for hall in package.halls:
        if hall.id == hall_id:
            return hall
    raise CatalogueError(Finding("halls/", f"hall {hall_id}", "", "does not exist"))


def _default_hall(package: CataloguePackage) -> Hall:
    return next((each for each in package.halls if each.id == DEFAULT_HALL), package.halls[0])
