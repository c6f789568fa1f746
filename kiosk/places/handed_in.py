"""Where a visit can stand once something was handed in, here or at another kiosk."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from api_client.contract import Slot
from kiosk.answers import Problem
from kiosk.places.finding import Printing
from kiosk.standing import Standing


class Asking(Enum):
    """How it stands with asking the authority."""

    UNDER_WAY = auto()
    ANSWERED = auto()
    NO_ANSWER = auto()
    NOT_POSSIBLE = auto()
    """Its endpoint cannot be asked."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The receipt."""

    standing: Standing
    printing: Printing = Printing.NOT_ASKED


@dataclass(frozen=True, slots=True)
class FollowingUp:
    """Asking for a reference."""

    text: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SeeingCase:
    """How far one application has come. `phone_tail` is the proof that was given, if any."""

    standing: Standing
    asking: Asking = Asking.UNDER_WAY
    phone_tail: str = ""


Followed = HandedIn | SeeingCase
"""Where one application is seen."""


@dataclass(frozen=True, slots=True)
class EnteringPhone:
    """The last four digits of a telephone number as proof: to see a case, or to take it back."""

    reference: str
    back_to: FollowingUp | Followed
    text: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Take it back? `asked_at` is set once that was meant, `is_late` when no answer has come."""

    back_to: Followed
    phone_tail: str = ""
    asked_at: datetime | None = None
    is_late: bool = False
    problem: Problem | None = None

    @property
    def standing(self) -> Standing:
        return self.back_to.standing


@dataclass(frozen=True, slots=True)
class ChoosingTime:
    """A day, then a time, then *book it*. `slots` are those that can be had, once they are told."""

    back_to: Followed
    slots: tuple[Slot, ...] = ()
    asking: Asking = Asking.UNDER_WAY
    day: date | None = None
    slot: Slot | None = None
    sheet: int = 0
    problem: Problem | None = None

    @property
    def standing(self) -> Standing:
        return self.back_to.standing

    @property
    def days(self) -> Mapping[date, int]:
        """The days on which a time can be had, and how many on each."""
        return Counter(each.starts_at.date() for each in self.slots)

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        return tuple(each for each in self.slots if each.starts_at.date() == day)


@dataclass(frozen=True, slots=True)
class AwaitingTime:
    """A time was asked for; it is nobody's until the office confirms it."""

    back_to: Followed
    slot: Slot
    asked_at: datetime
    is_late: bool = False

    @property
    def standing(self) -> Standing:
        return self.back_to.standing


@dataclass(frozen=True, slots=True)
class GivingRating:
    """Five faces."""

    back_to: Followed
    score: int | None = None
    is_given: bool = False
    problem: Problem | None = None

    @property
    def reference(self) -> str:
        return self.back_to.standing.reference
