"""No dead ends: each service has a way on, a counter, a telephone, a way on paper (S45, F18)."""

from collections.abc import Iterator

from api_client.contract import CataloguePackage, Channel, Guide, Service, ServiceField
from kiosk.catalogue.findings import Finding, in_guide, in_service, in_tile


def findings(package: CataloguePackage) -> Iterator[Finding]:
    guides = {guide.id: guide for guide in package.guides}
    shared = {guide.for_channel: guide for guide in package.guides if guide.for_channel}
    for field in package.fields:
        for service in field.services:
            guide = guides.get(service.guide or "", shared.get(service.channel))
            yield from _way_on(field, service, guide, package)
    for tile in package.tiles:
        if not tile.counter.source.strip():
            yield in_tile(tile.id, "counter.source", "is empty: every service has a counter")
    for guide in package.guides:
        if not guide.hotlines:
            yield in_guide(guide, "hotlines", "is empty: every service has a telephone")
    if not package.hotlines:
        yield Finding("hotlines.json", "", "", "is empty: every service has a telephone")
    if not package.visit_documents:
        fault = "is empty: every service has a way on paper"
        yield Finding("package.json", "", "visit_documents", fault)


def _way_on(
    field: ServiceField, service: Service, guide: Guide | None, package: CataloguePackage
) -> Iterator[Finding]:
    match service.channel:
        case Channel.ONLINE if guide is None or not guide.fields:
            yield in_service(field, service, "channel", "is online, but there is no form for it")
        case Channel.CONSULT if guide is None or not guide.fields:
            yield in_service(field, service, "channel", "is consult, but nothing can be asked")
        case Channel.HALL if guide is None and not any(
            hall.opening_hours for hall in package.halls
        ):
            fault = "is hall, but there is neither a guide nor a place with hours"
            yield in_service(field, service, "channel", fault)
        case _:
            pass
