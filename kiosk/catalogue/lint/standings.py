"""A service's life is told in order, and a trial has a place (S5)."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from api_client.contract import CataloguePackage, Service, ServiceState
from kiosk.catalogue.findings import Finding

AREA = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")


def findings(package: CataloguePackage) -> Iterator[Finding]:
    listed = (
        (f"fields/{field.id}.json", service)
        for field in package.fields
        for service in field.services
    )
    local = (
        (f"layers/{layer.level}-{layer.place}.json", each.service)
        for layer in package.layers
        for each in layer.services
    )
    for file, service in chain(listed, local):
        for where, fault in _of_service(service):
            yield Finding(file, f"service {service.id}", where, fault)


def _of_service(service: Service) -> Iterator[tuple[str, str]]:
    for number, each in enumerate(service.standings):
        at = f"standings.{number}.areas"
        is_pilot = each.state is ServiceState.PILOT
        if is_pilot and not each.areas:
            yield at, "is empty: a pilot has an area"
        if each.areas and not is_pilot:
            yield at, f"must be empty: only a pilot has areas, and this is {each.state}"
        for area in each.areas:
            if not AREA.fullmatch(area):
                yield at, f"is no area code of 2, 4, 6, 9 or 12 digits: {area}"
    for earlier, later in pairwise(service.standings):
        if earlier.since >= later.since:
            yield "standings", f"must be in the order of their days: {later.since} comes too late"
