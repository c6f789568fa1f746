"""What an edition changes for residents: services that are new, changed or withdrawn, and when.

A layer says what is so in its place alone. Where it had nothing of its own to say, it is compared
with the list beneath.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from api_client.contract import (
    Bilingual,
    CataloguePackage,
    Change,
    ChangeKind,
    Guide,
    LayerLevel,
    Service,
    ServiceState,
    Standing,
)

ALWAYS = (Standing(state=ServiceState.LIVE, since=date.min),)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A service as one list has it, with its guide: whatever differs there differs for people."""

    service: Service
    guide: Guide | None

    def state_on(self, day: date) -> ServiceState:
        """In the areas where it is tried: elsewhere nobody is told of it."""
        begun = [each for each in self.standings if each.since <= day]
        if not begun:
            return ServiceState.RESERVE
        return max(reversed(begun), key=lambda each: each.since).state

    @property
    def standings(self) -> tuple[Standing, ...]:
        return self.service.standings or ALWAYS

    def days_after(self, day: date) -> list[date]:
        return sorted({each.since for each in self.standings if each.since > day})

    def is_worded_as(self, other: "_Entry") -> bool:
        return self.guide == other.guide and self.service == replace(
            other.service, standings=self.service.standings
        )


_Place = tuple[LayerLevel | None, str]
_Key = tuple[_Place, str]
EVERYWHERE: _Place = (None, "")


def changes(
    old: CataloguePackage | None, new: CataloguePackage, number: int, effective_from: date
) -> tuple[Change, ...]:
    """What edition `number` changes, the latest first. Nothing is new in a first edition."""
    if old is None:
        return ()
    before, after = _entries(old), _entries(new)
    found = [
        Change(
            edition=number,
            kind=kind,
            service_code=code,
            name=name,
            since=since,
            level=place[0],
            place=place[1],
        )
        for (place, code) in dict.fromkeys((*after, *before))
        for kind, since, name in _of_entry(
            before.get((place, code), before.get((EVERYWHERE, code))),
            after.get((place, code), after.get((EVERYWHERE, code))),
            effective_from,
        )
    ]
    found += _withdrawn_by_layers(old, new, number, effective_from)
    return tuple(sorted(found, key=lambda change: change.since, reverse=True))


def _of_entry(
    old: _Entry | None, new: _Entry | None, begins: date
) -> Iterator[tuple[ChangeKind, date, Bilingual]]:
    was = ServiceState.RESERVE if old is None else old.state_on(begins)
    if new is None:
        if old is not None and was.is_offered:
            yield ChangeKind.WITHDRAWN, begins, old.service.name
        return
    name = new.service.name
    now = new.state_on(begins)
    kind = _kind(was, now)
    if kind is None and now.is_offered and old is not None and not new.is_worded_as(old):
        kind = ChangeKind.CHANGED
    if kind:
        yield kind, begins, name
    for day in new.days_after(begins):
        before, now = now, new.state_on(day)
        kind = _kind(before, now)
        was_told = old is not None and old.state_on(day) is now and day in old.days_after(begins)
        if kind and not was_told:
            yield kind, day, name


def _kind(before: ServiceState, now: ServiceState) -> ChangeKind | None:
    match before.is_offered, now.is_offered:
        case False, True:
            return ChangeKind.NEW
        case True, False:
            return ChangeKind.WITHDRAWN
        case True, True if before is not now:
            return ChangeKind.CHANGED
        case _:
            return None


def _entries(package: CataloguePackage) -> Mapping[_Key, _Entry]:
    guides = {guide.for_channel or guide.id: guide for guide in package.guides}
    entries: dict[_Key, _Entry] = {
        (EVERYWHERE, service.id): _Entry(service, guides.get(service.guide or service.channel))
        for field in package.fields
        for service in field.services
    }
    for layer in package.layers:
        own = guides | {guide.for_channel or guide.id: guide for guide in layer.guides}
        for each in layer.services:
            key = ((layer.level, layer.place), each.service.id)
            entries[key] = _Entry(each.service, own.get(each.service.guide or each.service.channel))
    return entries


def _withdrawn_by_layers(
    old: CataloguePackage, new: CataloguePackage, number: int, begins: date
) -> Iterator[Change]:
    """What is not offered in one place any more, or is again."""
    entries = {**_entries(old), **_entries(new)}
    names = {code: entry.service.name for (_, code), entry in entries.items()}
    before, after = _withdrawals(old), _withdrawals(new)
    for kind, keys in (
        (ChangeKind.WITHDRAWN, after.keys() - before.keys()),
        (ChangeKind.NEW, before.keys() - after.keys()),
    ):
        for (level, place), code in sorted(keys):
            if code in names:
                yield Change(
                    edition=number,
                    kind=kind,
                    service_code=code,
                    name=names[code],
                    since=begins,
                    level=level,
                    place=place,
                )


def _withdrawals(package: CataloguePackage) -> dict[tuple[tuple[LayerLevel, str], str], None]:
    return {
        ((layer.level, layer.place), code): None
        for layer in package.layers
        for code in layer.withdrawn
    }
