"""A visit with the real catalogue, and a hand-off that a test can look into."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar, assert_never, cast

from msgspec.structs import replace as changed

from accessibility.preferences import Preferences
from api_client.adapter import Ability
from api_client.contract import (
    AppointmentStatus,
    Bilingual,
    BookedTime,
    Case,
    CaseStatus,
    Message,
    Slot,
    Slots,
)
from api_client.couriers import Couriers
from api_client.errors import Reason
from api_client.news import Delivered
from api_client.outbox import Delivery, Lane, Outbox
from api_client.routes import ONESTOP, Routes
from api_client.vault import KeyFile, Vault
from kiosk import reference as references
from kiosk.answers import AGREED
from kiosk.catalogue import Catalogue, load
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
from kiosk.places import HandedIn, Place, ReadingGuide, SeeingCase
from kiosk.visit import Visit
from tests.kiosk.couriers_double import CouriersDouble, Disk

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


def booked(reference: str, slot: Slot, **kind: AppointmentStatus) -> Case:
    """The same once the office keeps that time."""
    time = BookedTime(
        slot=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, place=slot.place, **kind
    )
    return changed(case_of(reference), appointment=time)


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
    outbox: Outbox
    couriers: CouriersDouble
    clock: Clock
    disk: Disk
    by_service: dict[str, tuple[str, ...]]
    cannot: dict[str, frozenset[Ability]]
    printed: list[HandedIn | ReadingGuide] = field(default_factory=list)
    printed_by: list[Catalogue] = field(default_factory=list)

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
        return self.hands_in_what_is_there()

    def hands_in_what_is_there(self) -> HandedIn:
        self.does(WentOn())
        return self.at(HandedIn)

    def hands_in_and_arrives(self, status: CaseStatus = CaseStatus.RECEIVED) -> str:
        """Handed in, and the office has it. Returns the reference."""
        reference = self.hands_in_meals().standing.reference
        case = case_of(reference, status)
        self.carried(reference, Delivery.SENT, case)
        self.does(Delivered(reference, case))
        return reference

    def looks_up(self, reference: str) -> SeeingCase:
        """From wherever, to the page on that application."""
        self.does(WentHome(), Opened(Door.MY_APPLICATION), Entered(reference), WentOn())
        return self.at(SeeingCase)

    def at(self, kind: type[Kind]) -> Kind:
        """The place, which must be of that kind."""
        assert isinstance(self.visit.place, kind), self.visit.place
        return self.visit.place

    def where(self) -> Place:
        return self.visit.place

    def waiting(self, reference: str = "") -> list[Message]:
        """What no office has yet."""
        return self.outbox.shelf.messages(reference)

    def carried(
        self, reference: str, delivery: Delivery, case: Case | None = None, to: str = ONESTOP
    ) -> None:
        """Let the application have come so far, as a courier or staff would note it."""
        now = self.clock()
        match delivery:
            case Delivery.KEPT:
                return
            case Delivery.HELD:
                self.outbox.shelf.hold(reference, now, to)
                return
            case Delivery.TAKEN_BACK:
                self.outbox.take_back(reference, now)
                return
            case _:
                [parcel] = self.outbox.rounds.claim(Lane(to), now, most=1)
        match delivery:
            case Delivery.SENT:
                self.outbox.rounds.delivered(parcel, case, now)
            case Delivery.REFUSED:
                self.outbox.rounds.refused(parcel, "a no", now, Reason.OTHER)
            case Delivery.UNCERTAIN:
                self.outbox.rounds.uncertain(parcel, "no answer", now)
            case _:
                assert_never(delivery)


@contextmanager
def visitor_in(folder: Path, *, has_printer: bool = False) -> Iterator[Visitor]:
    """A visitor at the first page of a kiosk whose couriers have not been sent off."""
    draw = random.Random(1)  # noqa: S311 -- tests want the same references each time
    printed: list[HandedIn | ReadingGuide] = []
    printed_by: list[Catalogue] = []

    def print_slip(place: HandedIn | ReadingGuide, catalogue: Catalogue) -> None:
        printed.append(place)
        printed_by.append(catalogue)

    by_service: dict[str, tuple[str, ...]] = {}
    cannot: dict[str, frozenset[Ability]] = {}
    routes, disk, clock = Routes(by_service, cannot), Disk(folder), Clock()
    couriers = CouriersDouble(routes)
    vault = Vault.of(KeyFile(folder / "outbox.key"))
    with Outbox.open(folder, vault, routes, clock=clock, ballast=disk) as outbox:
        visit = Visit(
            catalogue=load(),
            outbox=outbox,
            couriers=cast("Couriers", couriers),
            mint=lambda: references.mint("TRY", draw),
            now=clock,
            defaults=Preferences(),
            print_slip=print_slip if has_printer else None,
        )
        yield Visitor(visit, outbox, couriers, clock, disk, by_service, cannot, printed, printed_by)
