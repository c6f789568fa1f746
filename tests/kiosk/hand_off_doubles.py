"""An outbox and couriers that a test can look into: the calls of the real ones, in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from api_client.adapter import Ability
from api_client.contract import (
    Appointment,
    Bilingual,
    Case,
    Message,
    Rating,
    Receipt,
    Withdrawal,
)
from api_client.outbox import Delivery, OutboxFull, OutboxUnusable, Tracking
from api_client.outbox.parcels import Leg, Parcel, TakeBack, is_matter

EVERYTHING = frozenset(Ability)


@dataclass(slots=True)
class OutboxDouble:
    """Keeps in memory. `most`: how many messages there is room for."""

    most: int = 1000
    is_broken: bool = False
    destinations: tuple[str, ...] = ("onestop",)
    messages: list[Message] = field(default_factory=list)
    _tracked: dict[str, Tracking] = field(default_factory=dict)

    def has_room(self) -> bool:
        return not self.is_broken and len(self.messages) < self.most

    def put(self, message: Message, now: datetime) -> Receipt:
        if self.is_broken:
            raise OutboxUnusable("the outbox cannot be used: a test broke it")
        if len(self.messages) >= self.most:
            raise OutboxFull("the outbox cannot keep more: free space on its disk")
        self.messages.append(message)
        reference = message.reference
        kept = tuple(
            Leg(number, name, Delivery.KEPT, 0, "")
            for number, name in enumerate(self.destinations, start=1)
        )
        known = self._tracked.get(reference)
        match message:
            case _ if is_matter(message):
                service = message.service_code  # type: ignore[union-attr]
                self._tracked[reference] = Tracking(reference, service, now, kept)
            case Rating() if known:
                self._tracked[reference] = replace(known, is_rated=True)
            case Withdrawal() if known:
                self._tracked[reference] = replace(known, withdrawal=kept)
            case Appointment() if known:
                self._tracked[reference] = replace(known, appointment=kept)
            case _:
                pass
        return Receipt(reference=reference, taken_at=now)

    def find(self, reference: str) -> Tracking | None:
        if self.is_broken:
            raise OutboxUnusable("the outbox cannot be used: a test broke it")
        return self._tracked.get(reference)

    def take_back(self, reference: str, now: datetime, phone_tail: str = "") -> TakeBack:
        tracking = self._tracked[reference]
        if all(leg.state in {Delivery.KEPT, Delivery.HELD} for leg in tracking.legs):
            self.settle(reference, Delivery.TAKEN_BACK)
            return TakeBack.DONE
        wish = Withdrawal(reference=reference, withdrawn_at=now, phone_tail=phone_tail)
        self.put(wish, now)
        return TakeBack.ASKED

    def due(self, now: datetime) -> list[Parcel]:
        return [
            Parcel(number, self.destinations[0], message, now, 0)
            for number, message in enumerate(self.messages, start=1)
        ]

    def undelivered(self) -> int:
        return len(self.messages)

    def settle(self, reference: str, state: Delivery, *cases: Case) -> None:
        """Let its messages have come so far, as the couriers would have noted it."""
        known = self._tracked[reference]
        told = (*cases, *(None for _ in known.legs[len(cases) :]))
        legs = tuple(
            replace(leg, state=state, case=case) for leg, case in zip(known.legs, told, strict=True)
        )
        self._tracked[reference] = replace(known, legs=legs)

    def handed_in_earlier(self, reference: str, by: timedelta) -> None:
        known = self._tracked[reference]
        self._tracked[reference] = replace(known, taken_at=known.taken_at - by)


@dataclass(slots=True)
class CouriersDouble:
    """Go nowhere, and remember what they were asked."""

    abilities: set[Ability] = field(default_factory=lambda: set(EVERYTHING))
    names: dict[str, Bilingual] = field(default_factory=dict)
    nudges: int = 0
    enquiries: list[tuple[str, str | None]] = field(default_factory=list)
    slots_asked: list[tuple[str, str]] = field(default_factory=list)

    def nudge(self) -> None:
        self.nudges += 1

    def enquire(self, reference: str, phone_tail: str | None = None) -> None:
        self.enquiries.append((reference, phone_tail))

    def ask_slots(self, reference: str, service_code: str) -> None:
        self.slots_asked.append((reference, service_code))

    def can(self, ability: Ability, service_code: str) -> bool:
        return bool(service_code) and ability in self.abilities

    def name_of(self, destination: str) -> Bilingual:
        return self.names.get(destination, Bilingual(zh="一网通办", en="One-stop service"))
