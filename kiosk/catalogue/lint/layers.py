"""A layer changes what is its own to change, and leaves no dead end behind (S6, S8).

Ids, places in the list, steps, questions and signs are the same on every kiosk.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from api_client.contract import CataloguePackage, Guide, Layer, LayerLevel
from api_client.contract.seen import seen_from
from kiosk.catalogue.findings import Finding
from kiosk.catalogue.lint import texts

DIGITS = {
    LayerLevel.CITY: "2|4",
    LayerLevel.DISTRICT: "6",
    LayerLevel.STREET: "9|12",
}
Told = Iterator[tuple[str, str, str]]


def findings(
    package: CataloguePackage, lint: Callable[[CataloguePackage], list[Finding]]
) -> Iterator[Finding]:
    """`lint` proofreads what is seen where a layer lies. What is wrong everywhere is told once."""
    if not package.layers:
        return
    everywhere = frozenset(lint(seen_from(package, "", "")))
    counts = Counter((layer.level, layer.place) for layer in package.layers)
    for layer in package.layers:
        file = f"layers/{layer.level}-{layer.place}.json"
        if counts[layer.level, layer.place] > 1:
            yield Finding(file, "", "place", "has another layer of its level")
        for item, where, fault in (*_place(package, layer), *_own(package, layer)):
            yield Finding(file, item, where, fault)
        for where, fault in texts.faults_in(layer.notices, "notices"):
            yield Finding(file, "", where, fault)
        for each in lint(_from_within(package, layer)):
            if each not in everywhere:
                yield Finding(file, each.item, each.field, each.fault, is_warning=each.is_warning)


def _from_within(package: CataloguePackage, layer: Layer) -> CataloguePackage:
    is_hall = layer.level is LayerLevel.HALL
    return seen_from(package, "" if is_hall else layer.place, layer.place if is_hall else "")


def _place(package: CataloguePackage, layer: Layer) -> Told:
    if layer.level is LayerLevel.HALL:
        known = {hall.id for hall in package.halls}
        known |= {hall.id for each in package.layers for hall in each.halls}
        if layer.place not in known:
            yield "", "place", f"is no hall: {layer.place}"
        return
    lengths = DIGITS[layer.level].split("|")
    if not any(re.fullmatch(rf"\d{{{length}}}", layer.place) for length in lengths):
        digits = " or ".join(lengths)
        yield "", "place", f"is no code of a {layer.level}, of {digits} digits: {layer.place}"


def _own(package: CataloguePackage, layer: Layer) -> Told:
    beneath = {
        service.id: (field.id, service) for field in package.fields for service in field.services
    }
    fields = {field.id for field in package.fields}
    for local in layer.services:
        item = f"service {local.service.id}"
        if local.field not in fields:
            yield item, "field", f"{local.field} does not exist"
        if local.service.id not in beneath:
            continue
        field, service = beneath[local.service.id]
        for where, theirs, own in (
            ("field", field, local.field),
            ("tile", service.tile, local.service.tile),
            ("group", service.group, local.service.group),
        ):
            if theirs != own:
                yield item, where, f"must stay {theirs}, as everywhere"
    known = beneath.keys() | {
        each.service.id for other in package.layers for each in other.services
    }
    for code in layer.withdrawn:
        if code not in known:
            yield "", "withdrawn", f"{code} does not exist"
    yield from _guides(package, layer)
    signs = {tile.id: tile.sign for tile in package.tiles}
    for tile in layer.tiles:
        if signs.get(tile.id, tile.sign) != tile.sign:
            yield f"tile {tile.id}", "sign", f"must stay {signs[tile.id]}, as everywhere"


def _guides(package: CataloguePackage, layer: Layer) -> Told:
    beneath = {guide.id: guide for guide in package.guides}
    for guide in layer.guides:
        theirs = beneath.get(guide.id)
        if theirs is None:
            continue
        if guide.steps != theirs.steps:
            yield f"guide {guide.id}", "steps", "must stay as everywhere"
        if _questions(guide) != _questions(theirs):
            yield f"guide {guide.id}", "fields", "must ask the same as everywhere"


def _questions(guide: Guide) -> list[tuple[str, str, bool]]:
    return [(each.id, each.type.value, each.required) for each in guide.fields]
