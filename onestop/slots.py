"""The times that can be booked: half hours in which a hall is open, for the next two weeks."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self

from api_client.contract import Bilingual, CataloguePackage, Hall, OpeningHours, Slot
from api_client.contract.seen import seen_from
from onestop.catalogue import BadCatalogue
from onestop.hall_time import SHANGHAI

log = logging.getLogger(__name__)

DAYS = 14
LENGTH = timedelta(minutes=30)
CLOCK = re.compile(r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)|(?P<midnight>24:00)")


@dataclass(frozen=True, slots=True)
class Timetable:
    """What one hall offers: for which services, and when each day of the week."""

    services: frozenset[str]
    place: Bilingual | None
    begins: Mapping[int, tuple[timedelta, ...]]
    """By day (1 Monday … 7 Sunday), how long after midnight each slot begins."""

    @classmethod
    def of(cls, package: CataloguePackage, hall_id: str = "") -> Self:
        """That hall's, or the first one's of the package. Raises BadCatalogue."""
        hall = _hall(package, hall_id)
        if hall is None:
            return cls(frozenset(), None, {})
        begins = {day: tuple(sorted(_begins(hall, day))) for day in range(1, 8)}
        return cls(_bookable(package), hall.name, begins)

    def offered(self, now: datetime, taken: frozenset[str] = frozenset()) -> tuple[Slot, ...]:
        """From today on, the earliest first. What has begun is not offered."""
        today = datetime.combine(now.astimezone(SHANGHAI), time(), SHANGHAI)
        return tuple(
            self._slot(begins, taken)
            for day in (today + timedelta(days=number) for number in range(DAYS))
            for begins in (day + late for late in self.begins.get(day.isoweekday(), ()))
            if begins > now
        )

    def find(self, service_code: str, slot_id: str, now: datetime) -> Slot | None:
        """What is offered for that service under that name, if anything is."""
        if service_code not in self.services:
            return None
        return next((slot for slot in self.offered(now) if slot.id == slot_id), None)

    def _slot(self, begins: datetime, taken: frozenset[str]) -> Slot:
        name = begins.strftime("%Y-%m-%dT%H%M")
        return Slot(
            id=name,
            starts_at=begins,
            ends_at=begins + LENGTH,
            is_free=name not in taken,
            place=self.place,
        )


class Timetables:
    """What each hall of a package offers, with what is laid over it there."""

    def __init__(self, package: CataloguePackage, needed: str = "") -> None:
        """Raises BadCatalogue where the `needed` hall is not in it, or cannot be read."""
        self._package = package
        self._known = {("", needed): self._of(needed, "")}

    def of_hall(self, hall_id: str, area: str = "") -> Timetable:
        """That hall's, in that area; "" is the first hall.

        A hall that the package does not have, or whose hours cannot be read, offers nothing.
        """
        place = (area, hall_id)
        if place not in self._known:
            try:
                self._known[place] = self._of(hall_id, area)
            except BadCatalogue as error:
                log.warning("nothing can be booked: %s", error)
                self._known[place] = NOTHING
        return self._known[place]

    def _of(self, hall_id: str, area: str) -> Timetable:
        return Timetable.of(seen_from(self._package, area, hall_id), hall_id)


NOTHING = Timetable(frozenset(), None, {})


def _hall(package: CataloguePackage, hall_id: str) -> Hall | None:
    if not hall_id:
        return next(iter(package.halls), None)
    for hall in package.halls:
        if hall.id == hall_id:
            return hall
    raise BadCatalogue(f"the catalogue has no hall {hall_id}")


def _bookable(package: CataloguePackage) -> frozenset[str]:
    """The services whose guide, their own or their channel's, says that a time must be agreed."""
    needed = [guide for guide in package.guides if guide.booking.is_needed]
    channels = {guide.for_channel for guide in needed}
    own = {service for guide in needed for service in (guide.service, *guide.also_for) if service}
    shared = {
        service.id
        for field in package.fields
        for service in field.services
        if not service.guide and service.channel in channels
    }
    return frozenset(own | shared)


def _begins(hall: Hall, day: int) -> set[timedelta]:
    return {
        begins
        for hours in hall.opening_hours
        if day in hours.days
        for begins in _whole(hall, hours)
    }


def _whole(hall: Hall, hours: OpeningHours) -> Iterator[timedelta]:
    """Only whole slots: nobody is sent away at closing time."""
    begins, closes = _clock(hall, hours.opens), _clock(hall, hours.closes)
    while begins + LENGTH <= closes:
        yield begins
        begins += LENGTH


def _clock(hall: Hall, text: str) -> timedelta:
    found = CLOCK.fullmatch(text)
    if found is None:
        raise BadCatalogue(f"hall {hall.id}: {text} is no time of day")
    if found["midnight"]:
        return timedelta(days=1)
    return timedelta(hours=int(found["hour"]), minutes=int(found["minute"]))
