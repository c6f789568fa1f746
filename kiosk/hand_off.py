"""The visit's side of the hand-off: keeps, asks, and tells how an application stands.

Nothing here waits for an office: the outbox answers from the disk, the couriers by news.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final, assert_never

from api_client.adapter import Ability
from api_client.contract import Message, Receipt
from api_client.couriers import Couriers
from api_client.couriers import Office as Receiver
from api_client.errors import Reason
from api_client.news import News
from api_client.outbox import (
    Delivery,
    Leg,
    NobodyTakes,
    Outbox,
    OutboxUnusable,
    TakeBack,
    Tracking,
)
from kiosk.hall_time import case_in
from kiosk.standing import Errand, Office, Standing
from kiosk.tidings import after

ASKED_OF_A_CASE: Final = (Ability.RATE, Ability.WITHDRAW, Ability.BOOK, Ability.FOLLOW_UP)


class HandOff:
    """What this kiosk keeps and whom it can ask. `now`: the hall's clock."""

    def __init__(self, outbox: Outbox, couriers: Couriers, now: Callable[[], datetime]) -> None:
        self.now = now
        self._outbox = outbox
        self._couriers = couriers

    def offices_of(self, service: str) -> tuple[Receiver, ...]:
        """Who gets its answers besides the office that the guide names."""
        return self._couriers.offices_of(service)

    def has_room(self) -> bool:
        """Whether what somebody is about to fill in could be kept."""
        try:
            return self._outbox.has_room()
        except OutboxUnusable:
            return False

    def keep(self, message: Message) -> Receipt | None:
        """Keep it for good and wake the couriers; None if it cannot be kept, or nobody takes it."""
        try:
            receipt = self._outbox.put(message, self.now())
        except (OutboxUnusable, NobodyTakes):
            return None
        self._couriers.nudge()
        return receipt

    def standing_of(self, receipt: Receipt, service: str) -> Standing:
        """How it stands right after it was kept."""
        known = self.known(receipt.reference)
        if known is not None:
            return known
        kept = (Office(Delivery.KEPT),)
        return Standing(receipt.reference, service, receipt.taken_at, kept, can=self._can(service))

    def known(self, reference: str) -> Standing | None:
        """What this kiosk itself knows of that reference."""
        try:
            tracking = self._outbox.find(reference)
        except OutboxUnusable:
            # The office is asked all the same, and it may know.
            return None
        return None if tracking is None else self._standing(tracking)

    def enquire(self, reference: str, phone_tail: str = "") -> None:
        """Ask how it stands; the answer comes as news."""
        self._couriers.enquire(reference, phone_tail or None)

    def ask_slots(self, standing: Standing) -> None:
        """Ask which times can be had; the answer comes as news."""
        if standing.service is not None:
            self._couriers.ask_slots(standing.reference, standing.service)

    def take_back(self, standing: Standing, phone_tail: str) -> Standing | None:
        """How it stands once it is taken back, or that is asked for; None if it cannot be kept.

        Where no office can be asked, that is a no.
        """
        try:
            done = self._outbox.take_back(standing.reference, self.now(), phone_tail)
        except OutboxUnusable:
            return None
        except NobodyTakes:
            known = self.known(standing.reference) or standing
            return replace(known, withdrawal=Errand(Delivery.REFUSED, Reason.OTHER))
        after = self.known(standing.reference) or standing
        match done:
            case TakeBack.DONE:
                gone = tuple(replace(each, delivery=Delivery.TAKEN_BACK) for each in after.offices)
                return replace(after, offices=gone)
            case TakeBack.WRONG_PHONE:
                return replace(after, withdrawal=Errand(Delivery.REFUSED, Reason.WRONG_PHONE))
            case TakeBack.ASKED:
                self._couriers.nudge()
                return replace(after, withdrawal=Errand(Delivery.KEPT))
            case _:
                assert_never(done)

    def with_wish(self, standing: Standing) -> Standing:
        """How it stands once the wish for a time is kept."""
        known = self.known(standing.reference) or standing
        return replace(known, appointment=Errand(Delivery.KEPT))

    def after(self, standing: Standing, told: News) -> Standing:
        """How it stands after the news: what lies in the outbox by now, and what was told."""
        fresh = self.known(standing.reference) or standing
        # Of several offices the outbox alone knows which of them told it.
        return fresh if len(fresh.offices) > 1 else after(fresh, told, self.now().tzinfo)

    def _standing(self, tracking: Tracking) -> Standing:
        return Standing(
            tracking.reference,
            tracking.service_code,
            tracking.taken_at,
            tuple(self._office(leg) for leg in tracking.legs),
            is_rated=tracking.is_rated,
            withdrawal=Errand.over(tracking.withdrawal),
            appointment=Errand.over(tracking.appointment),
            can=self._can(tracking.service_code),
        )

    def _office(self, leg: Leg) -> Office:
        case = leg.case and case_in(self.now().tzinfo, leg.case)
        return Office(
            leg.state,
            case,
            self._couriers.name_of(leg.destination),
            may_be_there=leg.may_be_there,
        )

    def _can(self, service: str) -> frozenset[Ability]:
        return frozenset(each for each in ASKED_OF_A_CASE if self._couriers.can(each, service))
