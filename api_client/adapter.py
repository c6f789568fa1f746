"""What every kind of authority's endpoint looks like to the courier, and what it cannot do.

One adapter speaks to one endpoint. What it cannot do it says beforehand, so that no page offers it
and no message is sent where it cannot be taken.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from api_client.contract import (
    Appointment,
    Attachment,
    Case,
    Consultation,
    HelpCall,
    Message,
    Published,
    PublishedDelta,
    Rating,
    Slots,
    Submission,
    Withdrawal,
)


class Ability(Enum):
    """What an endpoint may be able to do."""

    SUBMIT = auto()
    CONSULT = auto()
    RATE = auto()
    CALL_HELP = auto()
    ATTACH = auto()
    WITHDRAW = auto()
    BOOK = auto()
    FOLLOW_UP = auto()
    PUBLISH = auto()
    TAKE_AGAIN = auto()
    """The same message sent again makes no second one (idempotent)."""
    FIND = auto()
    """What was sent can be found by our reference, so that we know whether it arrived."""


NEEDED: dict[type[Message], Ability] = {
    Submission: Ability.SUBMIT,
    Consultation: Ability.CONSULT,
    Rating: Ability.RATE,
    HelpCall: Ability.CALL_HELP,
    Attachment: Ability.ATTACH,
    Withdrawal: Ability.WITHDRAW,
    Appointment: Ability.BOOK,
}
"""What an endpoint must be able to do to take each kind of message."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published, as it was signed and not yet checked; and the tag to ask again by."""

    content: Published | PublishedDelta
    etag: str


class CannotDo(Exception):
    """The endpoint was asked for something that it says it cannot do: a fault of ours."""


class Adapter(Protocol):
    """One line to one endpoint, used by one thread at a time.

    Every method but `is_up` raises a OneStopError unless it could do what was asked, and CannotDo
    where `cannot` names what was asked.
    """

    @property
    def cannot(self) -> frozenset[Ability]:
        """What this endpoint cannot do."""

    def send(self, message: Message) -> Case | None:
        """Hand it over, once. The case as it stands then; None for what belongs to none."""

    def find(self, message: Submission | Consultation, since: datetime) -> Case | None:
        """The case of a message that may have arrived, sent at `since` or later (FIND)."""

    def case(
        self, reference: str, *, case_number: str = "", phone_tail: str | None = None
    ) -> Case | None:
        """Where a case stands; None when the authority says that it knows no such reference.

        `case_number` is its own number, where we know it; `phone_tail`, the last four digits, is
        needed for what another kiosk handed in.
        """

    def slots(self, service_code: str) -> Slots:
        """The times that can be booked now."""

    def catalogue(self, since: int = 0, etag: str = "") -> Publication | None:
        """The newest edition; None when it is still the one of that etag.

        It may come as what is otherwise than in edition `since`, where that is not 0.
        """

    def edition(self, number: int) -> Published | None:
        """That edition of the catalogue, whole; None where there is none of that number."""

    def is_up(self) -> bool:
        """Whether it says that it can take anything now. Never raises."""

    def close(self) -> None:
        """Hang up."""
