"""The catalogue: what the hall offers, how to apply, and where else to go."""

from pathlib import Path

from api_client.contract import (
    CataloguePackage,
    Channel,
    Document,
    Group,
    Guide,
    Hall,
    Hotline,
    Service,
    ServiceField,
    SourcedText,
    Tile,
)
from kiosk.catalogue.findings import CatalogueError, Finding
from kiosk.catalogue.reading import SHIPPED, read
from kiosk.catalogue.references import broken
from kiosk.catalogue.search import Index

__all__ = ["Catalogue", "CatalogueError", "is_to_be_confirmed", "load"]

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
    """One published package, seen from one hall. Its references are known to be whole."""

    def __init__(
        self, package: CataloguePackage, hall: Hall | None = None, index: Index | None = None
    ) -> None:
        self._package = package
        self._hall = hall or _default_hall(package)
        self._services = {each.id: each for field in package.fields for each in field.services}
        self._fields = {each.id: field for field in package.fields for each in field.services}
        self._tiles = {tile.id: tile for tile in package.tiles}
        self._guides = {guide.id: guide for guide in package.guides}
        self._shared = {each.for_channel: each for each in package.guides if each.for_channel}
        self._index = index or Index(self._services.values())

    def for_hall(self, hall_id: str) -> "Catalogue":
        """The same package, seen from that hall. Raises CatalogueError for an unknown hall."""
        for hall in self._package.halls:
            if hall.id == hall_id:
                return Catalogue(self._package, hall, self._index)
        raise CatalogueError(Finding("halls/", f"hall {hall_id}", "", "does not exist"))

    @property
    def version(self) -> str:
        return self._package.version

    @property
    def hall(self) -> Hall:
        return self._hall

    @property
    def hotlines(self) -> tuple[Hotline, ...]:
        return self._package.hotlines

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The functions this hall runs, in its own order."""
        return tuple(self._tiles[each] for each in self._hall.tiles)

    @property
    def services(self) -> tuple[Service, ...]:
        """Every service of the package, whatever this hall runs itself."""
        return tuple(self._services.values())

    def tile(self, tile_id: str) -> Tile:
        """Raises KeyError for an unknown tile."""
        return self._tiles[tile_id]

    def groups_of(self, tile_id: str) -> tuple[Group, ...]:
        """A tile's groups; none if its services fit one page."""
        return self._tiles[tile_id].groups

    def services_of(self, tile_id: str, group: str | None = None) -> tuple[Service, ...]:
        """A tile's services group by group, or those of one group, the most asked for first."""
        places = {each.id: place for place, each in enumerate(self.groups_of(tile_id))}
        inside = [
            each
            for each in self._services.values()
            if each.tile == tile_id and group in {None, each.group}
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


def _default_hall(package: CataloguePackage) -> Hall:
    return next((each for each in package.halls if each.id == DEFAULT_HALL), package.halls[0])
