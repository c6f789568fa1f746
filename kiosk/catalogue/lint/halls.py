"""Each hall can be found, rung up, and entered when it says that it is open."""

import re
from collections.abc import Iterator
from itertools import pairwise

from api_client.contract import CataloguePackage, Hall, OpeningHours
from kiosk.catalogue.findings import Finding, in_hall

CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
MIDNIGHT = "24:00"
TELEPHONE = re.compile(r"\+?\d[\d -]{2,}\d")
WEEK = range(1, 8)


def findings(package: CataloguePackage) -> Iterator[Finding]:
    for hall in package.halls:
        if not hall.tiles:
            yield in_hall(hall, "tiles", "is empty")
        if not TELEPHONE.fullmatch(hall.phone):
            yield in_hall(hall, "phone", f"is no telephone number: {hall.phone}")
        if not hall.address.source.strip():
            yield in_hall(hall, "address.source", "is empty")
        if not hall.hours_source.strip():
            yield in_hall(hall, "hours_source", "is empty")
        if not hall.opening_hours:
            yield in_hall(hall, "opening_hours", "is empty")
        for number, hours in enumerate(hall.opening_hours):
            yield from _hours(hall, f"opening_hours.{number}", hours)
        yield from _overlaps(hall)


def _hours(hall: Hall, where: str, hours: OpeningHours) -> Iterator[Finding]:
    if not hours.days:
        yield in_hall(hall, f"{where}.days", "is empty")
    if len(set(hours.days)) < len(hours.days):
        yield in_hall(hall, f"{where}.days", "names a day twice")
    for each in hours.days:
        if each not in WEEK:
            yield in_hall(hall, f"{where}.days", f"are 1 Monday to 7 Sunday, not {each}")
    for name, clock in (("opens", hours.opens), ("closes", hours.closes)):
        if not CLOCK.fullmatch(clock) and (name, clock) != ("closes", MIDNIGHT):
            yield in_hall(hall, f"{where}.{name}", f"is no time of day: {clock}")
    if hours.opens >= hours.closes:
        yield in_hall(hall, f"{where}.closes", "is not later than opens")


def _overlaps(hall: Hall) -> Iterator[Finding]:
    for each in WEEK:
        times = sorted((h.opens, h.closes) for h in hall.opening_hours if each in h.days)
        for (_, closes), (opens, _) in pairwise(times):
            if opens < closes:
                yield in_hall(hall, "opening_hours", f"overlap on day {each}")
