"""Each service tells who, what, to which standard, from whom (S1), and who says so."""

import re
from collections import Counter
from collections.abc import Iterator

from api_client.contract import CataloguePackage, Provenance, Service, ServiceField
from kiosk.catalogue.findings import Finding, in_guide, in_service, in_tile

IDENTIFIER = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
AMOUNT = re.compile(r"\d\s*(?:元|yuan)")
YEAR_OR_MONTH = re.compile(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?")
YEAR = re.compile(r"(?:19|20)\d{2}")
MOST_TO_A_PAGE = 7
NAMED_SOURCES = {Provenance.OFFICIAL_LIST, Provenance.OFFICIAL_OTHER, Provenance.NEWS}


def findings(package: CataloguePackage) -> Iterator[Finding]:
    for field in package.fields:
        for service in field.services:
            yield from _attributes(field, service)
            yield from _provenance(field, service, package)
    yield from _identifiers(package)
    yield from _sources(package)
    yield from _sizes(package)
    yield from _guides(package)


def _attributes(field: ServiceField, service: Service) -> Iterator[Finding]:
    if service.standard is None:
        yield in_service(field, service, "standard", "is missing")
        return
    if not service.standard_source:
        yield in_service(field, service, "standard_source", "is missing")
    has_amount = AMOUNT.search(service.standard.zh) or AMOUNT.search(service.standard.en)
    if has_amount and not service.standard_as_of:
        yield in_service(field, service, "standard_as_of", "is missing: an amount has a date")
    if service.standard_as_of and not YEAR_OR_MONTH.fullmatch(service.standard_as_of):
        fault = f"must be a year or a month: {service.standard_as_of}"
        yield in_service(field, service, "standard_as_of", fault)


def _provenance(
    field: ServiceField, service: Service, package: CataloguePackage
) -> Iterator[Finding]:
    told = {
        "source": service.source,
        "text_basis": service.text_basis,
        "channel_basis": service.channel_basis,
        "lead_unit_basis": service.lead_unit_basis,
    }
    for where, text in told.items():
        if not text.strip():
            yield in_service(field, service, where, "is empty")
    if not service.source_refs:
        yield in_service(field, service, "source_refs", "is empty")
    kinds = {package.sources.get(each.id, {}).get("kind") for each in service.source_refs}
    if service.provenance in NAMED_SOURCES and service.provenance.value not in kinds:
        fault = f"is {service.provenance.value}, but no such source is named"
        yield in_service(field, service, "provenance", fault)


def _identifiers(package: CataloguePackage) -> Iterator[Finding]:
    ids = [(f"fields/{each.id}.json", "field", each.id) for each in package.fields]
    for field in package.fields:
        ids += [(f"fields/{field.id}.json", "service", each.id) for each in field.services]
    for tile in package.tiles:
        ids += [("tiles.json", "tile", tile.id)]
        ids += [("tiles.json", "group", group.id) for group in tile.groups]
    ids += [(f"guides/{each.id}.json", "guide", each.id) for each in package.guides]
    for file, kind, each in ids:
        if not IDENTIFIER.fullmatch(each):
            yield Finding(file, f"{kind} {each}", "id", "is not well formed")


def _sources(package: CataloguePackage) -> Iterator[Finding]:
    for key, source in package.sources.items():
        for part in ("kind", "title"):
            if not source.get(part, "").strip():
                yield Finding("sources.json", f"source {key}", part, "is missing")


def _sizes(package: CataloguePackage) -> Iterator[Finding]:
    """More than seven to a page are turned over, so they are only warned of."""
    services = [service for field in package.fields for service in field.services]
    sizes = Counter((service.tile, service.group) for service in services)
    for tile in package.tiles:
        if len(tile.groups) > MOST_TO_A_PAGE:
            yield _warning(tile.id, "groups", f"are {len(tile.groups)}, more than seven")
        if not tile.groups and sizes[tile.id, None] > MOST_TO_A_PAGE:
            yield _warning(tile.id, "groups", f"are missing for {sizes[tile.id, None]} services")
        for group in tile.groups:
            size = sizes[tile.id, group.id]
            if size > MOST_TO_A_PAGE:
                yield _warning(
                    tile.id, f"group {group.id}", f"has {size} services, more than seven"
                )
            if not size:
                yield in_tile(tile.id, f"group {group.id}", "has no service")


def _warning(tile: str, where: str, fault: str) -> Finding:
    return Finding("tiles.json", f"tile {tile}", where, fault, is_warning=True)


def _guides(package: CataloguePackage) -> Iterator[Finding]:
    for guide in package.guides:
        told = {
            "source": guide.source,
            "steps_source": guide.steps_source,
            "fee.source": guide.fee.source,
            "where.source": guide.where.source,
            "result.source": guide.result.source,
            "time_limit.source": guide.time_limit.source if guide.time_limit else "none needed",
            "receiver.source": guide.receiver.source,
            "on_behalf.source": guide.on_behalf.source,
        }
        told |= {f"conditions.{n}.source": each.source for n, each in enumerate(guide.conditions)}
        told |= {f"document {each.id}: source": each.source for each in guide.documents}
        for where, source in told.items():
            if not source.strip():
                yield in_guide(guide, where, "is empty")
        if AMOUNT.search(guide.fee.zh) and not YEAR.search(guide.fee.zh):
            yield in_guide(guide, "fee.zh", "names an amount without its year")
        if AMOUNT.search(guide.fee.en) and not YEAR.search(guide.fee.en):
            yield in_guide(guide, "fee.en", "names an amount without its year")
