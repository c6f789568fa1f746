"""A visit with the real catalogue, and a hand-off that a test can look into."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from accessibility.preferences import Preferences
from api_client.contract import Bilingual, Case, CaseStatus, Slot, Slots
from kiosk import reference as references
from kiosk.answers import AGREED
from kiosk.catalogue import load
from kiosk.events import (
    Chose,
    Door,
    Entered,
    Event,
    Opened,
    OpenedService,
    OpenedTile,
    StartedForm,
    WentHome,
    WentOn,
)
from kiosk.places import HandedIn, ReadingGuide, SeeingCase
from kiosk.visit import Visit
from tests.kiosk.hand_off_doubles import CouriersDouble, OutboxDouble

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=timezone(timedelta(hours=8)))


Kind = TypeVar("Kind")


class Clock:
    """The hall's clock, which a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> None:
        self.now += timedelta(**length)


def case_of(reference: str, status: CaseStatus = CaseStatus.RECEIVED) -> Case:
    """What the office answers to the sign-up for meals."""
    return Case(
        reference=reference,
        case_number="310000-1",
        status=status,
        service_code="el-meals",
        received_at=NOW,
    )


def slots_of(*hours: int, days: int = 1, is_free: bool = True) -> Slots:
    """Half an hour from each of these hours, on each of the next days."""
    return Slots(
        service_code="el-meals",
        slots=tuple(
            slot_at(day, hour, is_free=is_free) for day in range(1, days + 1) for hour in hours
        ),
    )


def slot_at(day: int, hour: int, *, is_free: bool = True) -> Slot:
    """The half hour from that hour, so many days from now."""
    starts_at = NOW.replace(hour=hour, minute=0) + timedelta(days=day)
    return Slot(
        id=f"{day}-{hour}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        is_free=is_free,
        place=Bilingual(zh="一楼服务台", en="Desk on the ground floor"),
    )


@dataclass(slots=True)
class Visitor:
    """The visit, and what became of it."""

    visit: Visit
    outbox: OutboxDouble
    couriers: CouriersDouble
    clock: Clock
    printed: list[HandedIn | ReadingGuide] = field(default_factory=list)

    def does(self, *events: Event) -> None:
        for event in events:
            self.visit.handle(event)

    def opens_meals(self) -> None:
        self.does(OpenedTile("meals"), OpenedService("el-meals"), StartedForm())

    def fills_in_meals(self) -> None:
        """Up to the first page of the review."""
        self.opens_meals()
        for text in ("王秀英", "13800138000", "19480321"):
            self.does(Entered(text), WentOn())
        for choice in ("weekday", "lunch", "soft"):
            self.does(Chose(choice), WentOn())
        self.does(WentOn())

    def agrees(self) -> None:
        """From the first page of the review to the key *Hand in*, not yet used."""
        self.does(WentOn(), WentOn(), Chose(AGREED))

    def hands_in_meals(self) -> HandedIn:
        self.fills_in_meals()
        self.agrees()
        self.does(WentOn())
        return self.at(HandedIn)

    def looks_up(self, reference: str) -> SeeingCase:
        """From wherever, to the page on that application."""
        self.does(WentHome(), Opened(Door.MY_APPLICATION), Entered(reference), WentOn())
        return self.at(SeeingCase)

    def at(self, kind: type[Kind]) -> Kind:
        """The place, which must be of that kind."""
        assert isinstance(self.visit.place, kind), self.visit.place
        return self.visit.place


@contextmanager
def visitor_in(
    folder: Path,  # noqa: ARG001 -- where the real outbox lies
    *,
    has_printer: bool = False,
    most: int = 1000,
) -> Iterator[Visitor]:
    """A visitor at the first page of a kiosk whose back end cannot be reached."""
    draw = random.Random(1)  # noqa: S311 -- tests want the same references each time
    printed: list[HandedIn | ReadingGuide] = []
    outbox: Any = OutboxDouble(most)
    couriers: Any = CouriersDouble()
    clock = Clock()
    visit = Visit(
        catalogue=load(),
        outbox=outbox,
        couriers=couriers,
        mint=lambda: references.mint("TRY", draw),
        now=clock,
        defaults=Preferences(),
        print_slip=printed.append if has_printer else None,
    )
    yield Visitor(visit, outbox, couriers, clock, printed)
