"""What a package means for one place on one day: which layers lie there, what is offered."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from api_client.contract.catalogue import (
    CataloguePackage,
    Guide,
    Layer,
    LayerLevel,
    LocalService,
    Service,
    ServiceField,
)
from api_client.contract.hall import Hall
from api_client.contract.standings import ServiceState
from api_client.contract.texts import Bilingual

T = TypeVar("T")
_ORDER = tuple(LayerLevel)


def standing_at(service: Service, day: date, area: str) -> ServiceState:
    """How that service stands on that day, at a kiosk in that area (行政区划代码, "" if unknown).

    A service without standings is live; before its first one it is held in reserve, as a pilot is
    outside its areas.
    """
    if not service.standings:
        return ServiceState.LIVE
    begun = [each for each in service.standings if each.since <= day]
    if not begun:
        return ServiceState.RESERVE
    # Of two that begin on one day the later in the list counts; max() takes the first it meets.
    latest = max(reversed(begun), key=lambda each: each.since)
    is_elsewhere = not any(lies_in(area, each) for each in latest.areas)
    if latest.state is ServiceState.PILOT and is_elsewhere:
        return ServiceState.RESERVE
    return latest.state


def lies_in(area: str, place: str) -> bool:
    """Whether a kiosk's area code lies in a place, which is told by the code's first digits."""
    return bool(place) and area.startswith(place)


def concerns(level: LayerLevel, place: str, area: str, hall_id: str) -> bool:
    """Whether what is laid over that place is seen from a hall in that area."""
    return place == hall_id if level is LayerLevel.HALL else lies_in(area, place)


def seen_from(package: CataloguePackage, area: str, hall_id: str) -> CataloguePackage:
    """The package with the layers of that place laid over it, the city's first, the hall's last.

    It has no layers of its own any more, and says nothing of what is not offered on a day: that
    is `standing_at`.
    """
    above = [each for each in package.layers if concerns(each.level, each.place, area, hall_id)]
    above.sort(key=lambda each: (_ORDER.index(each.level), len(each.place)))
    seen = replace(package, layers=())
    for layer in above:
        seen = _laid_over(seen, layer, hall_id)
    return seen


def _laid_over(package: CataloguePackage, layer: Layer, hall_id: str) -> CataloguePackage:
    gone = frozenset(layer.withdrawn)
    halls = _merged(package.halls, layer.halls, lambda hall: hall.id)
    return replace(
        package,
        fields=tuple(_field(each, layer.services, gone) for each in package.fields),
        guides=_guides(_merged(package.guides, layer.guides, lambda guide: guide.id), gone),
        tiles=_merged(package.tiles, layer.tiles, lambda tile: tile.id),
        hotlines=_merged(package.hotlines, layer.hotlines, lambda hotline: hotline.number),
        halls=tuple(_noticed(hall, layer.notices, hall_id) for hall in halls),
        sources=package.sources | layer.sources,
    )


def _field(
    field: ServiceField, local: Iterable[LocalService], gone: frozenset[str]
) -> ServiceField:
    own = [each.service for each in local if each.field == field.id]
    services = _merged(field.services, own, lambda service: service.id)
    return replace(field, services=tuple(each for each in services if each.id not in gone))


def _guides(guides: Iterable[Guide], gone: frozenset[str]) -> tuple[Guide, ...]:
    """A guide goes with the last of its services; one that no service ever owned is shared."""
    kept = []
    for guide in guides:
        left = [each for each in (guide.service, *guide.also_for) if each and each not in gone]
        if left:
            kept.append(replace(guide, service=left[0], also_for=tuple(left[1:])))
        elif not guide.service:
            kept.append(guide)
    return tuple(kept)


def _noticed(hall: Hall, notices: tuple[Bilingual, ...], hall_id: str) -> Hall:
    return replace(hall, notices=notices + hall.notices) if hall.id == hall_id else hall


def _merged(beneath: Iterable[T], above: Iterable[T], name_of: Callable[[T], str]) -> tuple[T, ...]:
    """What is replaced keeps its place, what is added comes last."""
    merged = {name_of(each): each for each in beneath}
    merged.update((name_of(each), each) for each in above)
    return tuple(merged.values())
