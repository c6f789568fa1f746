"""Checks that whatever a catalogue points at is there, so that no tap can lead into nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator

from api_client.contract import CataloguePackage, Channel, Field, FieldType, Guide, ShowIf
from kiosk.catalogue.findings import Finding, in_guide, in_hall, in_question, in_service, in_tile

SHARED_CHANNELS = (Channel.ONLINE, Channel.CONSULT)


def broken(package: CataloguePackage) -> Iterator[Finding]:
    """Every id that is used twice and every reference that leads nowhere."""
    yield from _repeated_ids(package)
    yield from _services(package)
    yield from _served(package)
    yield from _guides(package)
    yield from _shared_guides(package)
    for guide in package.guides:
        yield from _questions(guide)
    yield from _halls(package)


def _repeated_ids(package: CataloguePackage) -> Iterator[Finding]:
    services = [service for field in package.fields for service in field.services]
    yield from _repeated("fields/", "service", (each.id for each in services))
    yield from _repeated("fields/", "field", (each.id for each in package.fields))
    yield from _repeated("guides/", "guide", (each.id for each in package.guides))
    yield from _repeated("halls/", "hall", (each.id for each in package.halls))
    yield from _repeated("tiles.json", "tile", (each.id for each in package.tiles))
    groups = (group.id for tile in package.tiles for group in tile.groups)
    yield from _repeated("tiles.json", "group", groups)
    yield from _repeated("hotlines.json", "hotline", (each.number for each in package.hotlines))


def _repeated(file: str, kind: str, ids: Iterable[str]) -> Iterator[Finding]:
    for each, count in Counter(ids).items():
        if count > 1:
            yield Finding(file, f"{kind} {each}", "id", f"is used {count} times")


def _services(package: CataloguePackage) -> Iterator[Finding]:
    groups = {tile.id: {group.id for group in tile.groups} for tile in package.tiles}
    guides = {guide.id: guide for guide in package.guides}
    for field in package.fields:
        for service in field.services:
            if service.tile not in groups:
                yield in_service(field, service, "tile", f"{service.tile} does not exist")
            elif service.group is None and groups[service.tile]:
                yield in_service(field, service, "group", f"is missing: {service.tile} has groups")
            elif service.group is not None and service.group not in groups[service.tile]:
                fault = f"{service.group} does not exist in tile {service.tile}"
                yield in_service(field, service, "group", fault)
            guide = guides.get(service.guide or "")
            if service.guide and guide is None:
                yield in_service(field, service, "guide", f"{service.guide} does not exist")
            elif guide and service.id not in {guide.service, *guide.also_for}:
                yield in_service(field, service, "guide", f"{guide.id} is not for this service")
            for reference in service.source_refs:
                if reference.id not in package.sources:
                    fault = f"{reference.id} does not exist"
                    yield in_service(field, service, "source_refs", fault)


def _served(package: CataloguePackage) -> Iterator[Finding]:
    """A guide and its services name each other."""
    services = {service.id: service for field in package.fields for service in field.services}
    for guide in package.guides:
        own = (guide.service,) if guide.service else ()
        for where, ids in (("service", own), ("also_for", guide.also_for)):
            for each in ids:
                if each not in services:
                    yield in_guide(guide, where, f"{each} does not exist")
                elif services[each].guide != guide.id:
                    yield in_guide(guide, where, f"{each} does not point back at this guide")


def _guides(package: CataloguePackage) -> Iterator[Finding]:
    hotlines = {hotline.number for hotline in package.hotlines}
    for guide in package.guides:
        for number in guide.hotlines:
            if number not in hotlines:
                yield in_guide(guide, "hotlines", f"{number} does not exist")
        for reference in guide.source_refs:
            if reference not in package.sources:
                yield in_guide(guide, "source_refs", f"{reference} does not exist")
        slot = guide.booking.slot_field
        if slot and slot not in {question.id for question in guide.fields}:
            yield in_guide(guide, "booking.slot_field", f"{slot} does not exist")
    for hotline in package.hotlines:
        if hotline.source_ref not in package.sources:
            item = f"hotline {hotline.number}"
            fault = f"{hotline.source_ref} does not exist"
            yield Finding("hotlines.json", item, "source_ref", fault)


def _shared_guides(package: CataloguePackage) -> Iterator[Finding]:
    """Either for one service or shared by a channel; at most one shared guide a channel."""
    shared = Counter(guide.for_channel for guide in package.guides if guide.for_channel)
    for guide in package.guides:
        if bool(guide.service) == bool(guide.for_channel):
            yield in_guide(guide, "service", "or for_channel must be set, and not both")
        elif guide.for_channel and guide.for_channel not in SHARED_CHANNELS:
            yield in_guide(guide, "for_channel", f"{guide.for_channel} takes no shared guide")
        elif guide.for_channel and shared[guide.for_channel] > 1:
            yield in_guide(guide, "for_channel", f"{guide.for_channel} has another shared guide")
        if guide.for_channel and guide.also_for:
            yield in_guide(guide, "also_for", "must be empty in a shared guide")


def _questions(guide: Guide) -> Iterator[Finding]:
    earlier: dict[str, Field] = {}
    for question in guide.fields:
        if question.id in earlier:
            yield in_question(guide, question.id, "id", "is used twice")
        if question.show_if and (fault := _show_if_fault(question.show_if, earlier)):
            yield in_question(guide, question.id, "show_if", fault)
        rule = question.validation
        if rule and rule.depends_on and rule.depends_on not in earlier:
            fault = f"{rule.depends_on} is not asked before"
            yield in_question(guide, question.id, "validation.depends_on", fault)
        earlier[question.id] = question


def _show_if_fault(condition: ShowIf, earlier: dict[str, Field]) -> str:
    asked = earlier.get(condition.field)
    if asked is None:
        return f"{condition.field} is not asked before"
    if asked.type is not FieldType.CHOICE:
        return f"{condition.field} is not a choice"
    if condition.equals not in {option.id for option in asked.options}:
        return f"{condition.equals} is not an option of {condition.field}"
    return ""


def _halls(package: CataloguePackage) -> Iterator[Finding]:
    known = {tile.id for tile in package.tiles}
    for hall in package.halls:
        for tile_id, count in Counter(hall.tiles).items():
            if tile_id not in known:
                yield in_hall(hall, "tiles", f"{tile_id} does not exist")
            if count > 1:
                yield in_hall(hall, "tiles", f"{tile_id} is named {count} times")
    in_use = {service.tile for field in package.fields for service in field.services}
    for tile in package.tiles:
        if tile.id not in in_use:
            yield in_tile(tile.id, "", "has no service")
