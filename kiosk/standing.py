"""How one application stands: what this kiosk keeps of it, and what the offices told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from api_client.adapter import Ability
from api_client.contract import (
    ENDED,
    AppointmentStatus,
    Bilingual,
    BookedTime,
    Case,
    CaseStatus,
)
from api_client.errors import Reason
from api_client.outbox import Delivery
from api_client.outbox.parcels import Leg

NOT_SENT: Final = frozenset({Delivery.KEPT, Delivery.HELD})
ON_ITS_WAY: Final = frozenset({Delivery.KEPT, Delivery.SENT})
ASKED_ABOUT: Final = frozenset({Delivery.SENT, Delivery.UNCERTAIN})
UNDER_WAY: Final = frozenset({Delivery.KEPT, Delivery.HELD, Delivery.UNCERTAIN})
NOT_YET_ACCEPTED: Final = frozenset({CaseStatus.RECEIVED, CaseStatus.CORRECTION_NEEDED})
FREE_AGAIN: Final = frozenset({AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW})


@dataclass(frozen=True, slots=True)
class Office:
    """One of the offices that it goes to, and how far it has come there.

    `name` is None where another kiosk handed it in: then there is one office to tell of.
    `may_be_there`: it was sent, and the office has not said yet that it has it.
    """

    delivery: Delivery
    case: Case | None = None
    name: Bilingual | None = None
    may_be_there: bool = False

    @property
    def is_given_up(self) -> bool:
        """Taken back before it was sent, or let go by the office."""
        is_withdrawn = self.case is not None and self.case.status is CaseStatus.WITHDRAWN
        return is_withdrawn or self.delivery is Delivery.TAKEN_BACK

    @property
    def is_before_acceptance(self) -> bool:
        """Whether it has not been sent, or not been accepted, as far as is known here."""
        if self.case is not None:
            return self.case.status in NOT_YET_ACCEPTED
        return self.delivery in NOT_SENT or self.delivery is Delivery.SENT


@dataclass(frozen=True, slots=True)
class Errand:
    """What was sent after it, a withdrawal or the wish for a time, and what came of that.

    `reason` is set where the office said no.
    """

    delivery: Delivery
    reason: Reason | None = None

    @classmethod
    def over(cls, legs: Sequence[Leg]) -> "Errand | None":
        """One for all offices: as far as the one that needs a person most."""
        if not legs:
            return None
        worst = max((leg.state for leg in legs), key=list(Delivery).index)
        return cls(worst, next((leg.reason for leg in legs if leg.reason), None))

    @property
    def is_under_way(self) -> bool:
        return self.delivery in UNDER_WAY and self.reason is None

    @property
    def is_with_staff(self) -> bool:
        return self.is_under_way and self.delivery is not Delivery.KEPT

    @property
    def is_refused(self) -> bool:
        return self.delivery is Delivery.REFUSED or self.reason is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """`taken_at` is None if another kiosk took it, `service` until an office tells which it is.

    `can`: what may be asked of its offices.
    """

    reference: str
    service: str | None = None
    taken_at: datetime | None = None
    offices: tuple[Office, ...] = ()
    is_rated: bool = False
    withdrawal: Errand | None = None
    appointment: Errand | None = None
    can: frozenset[Ability] = field(default_factory=frozenset)

    @property
    def is_ours(self) -> bool:
        """Whether it was handed in at this kiosk."""
        return self.taken_at is not None

    @property
    def is_known(self) -> bool:
        return bool(self.offices)

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(each.case for each in self.offices if each.case is not None)

    @property
    def is_not_sent(self) -> bool:
        """Whether no office can have any of it."""
        return self.is_known and all(each.delivery in NOT_SENT for each in self.offices)

    @property
    def is_waiting_to_be_sent(self) -> bool:
        return any(each.delivery is Delivery.KEPT for each in self.offices)

    @property
    def is_taken_back_here(self) -> bool:
        """Whether it was taken back before anything was sent."""
        return self.is_known and all(each.delivery is Delivery.TAKEN_BACK for each in self.offices)

    @property
    def is_given_up(self) -> bool:
        """Whether it is taken back everywhere."""
        return self.is_known and all(each.is_given_up for each in self.offices)

    @property
    def is_asked_about(self) -> bool:
        """Whether an office may know it, so that there is something to ask."""
        return any(each.delivery in ASKED_ABOUT for each in self.offices)

    @property
    def booked(self) -> BookedTime | None:
        """The time that an office keeps, if one does."""
        times = [each.appointment for each in self.cases if each.appointment is not None]
        return next((each for each in times if each.status is AppointmentStatus.BOOKED), None)

    @property
    def can_be_rated(self) -> bool:
        """Once, where it was handed in; what never went out is nothing to rate."""
        is_there = self.is_ours and not self.is_taken_back_here
        return is_there and not self.is_rated and Ability.RATE in self.can

    @property
    def can_be_taken_back(self) -> bool:
        is_early = self.is_known and all(each.is_before_acceptance for each in self.offices)
        return self.is_ours and is_early and self._may_withdraw and self._can_still_withdraw

    def can_be_booked_for(self, now: datetime) -> bool:
        """Whether a time may be asked for, or another than the booked one."""
        if not self.is_ours or Ability.BOOK not in self.can or self._is_being_withdrawn:
            return False
        is_on_its_way = all(each.delivery in ON_ITS_WAY for each in self.offices)
        is_ended = any(each.status in ENDED for each in self.cases)
        is_asked = self.appointment is not None and self.appointment.is_under_way
        return is_on_its_way and not is_ended and not is_asked and self._is_time_open(now)

    def _is_time_open(self, now: datetime) -> bool:
        """No time was booked, or it was given up, or it still lies ahead."""
        times = [each.appointment for each in self.cases if each.appointment is not None]
        is_ahead = self.booked is not None and self.booked.starts_at > now
        return is_ahead or all(each.status in FREE_AGAIN for each in times)

    @property
    def _is_being_withdrawn(self) -> bool:
        return self.withdrawal is not None and not self.withdrawal.is_refused

    @property
    def _can_still_withdraw(self) -> bool:
        """Not asked yet, or refused only because of the digits."""
        asked = self.withdrawal
        return asked is None or (asked.is_refused and asked.reason is Reason.WRONG_PHONE)

    @property
    def _may_withdraw(self) -> bool:
        return self.is_not_sent or Ability.WITHDRAW in self.can
