"""What an authority tells of a matter: where its case stands, and which times can be booked.

Every moment has an offset and lies in the years 2000 to 2199. `needed` and `opinion` have 500
characters at most, a case number 64, any other text 200; a case has 100 steps at most, a service
1000 times. A kiosk takes nothing beyond that.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from api_client.contract.texts import Bilingual


class CaseStatus(StrEnum):
    """Where a case stands. Only the authority may say any of these."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    CORRECTION_NEEDED = "correction-needed"
    CONCLUDED = "concluded"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({CaseStatus.CONCLUDED, CaseStatus.DECLINED, CaseStatus.WITHDRAWN})
"""Nothing more happens to such a case."""


class Step(Struct, frozen=True, kw_only=True):
    """One step of a case (环节): what is done, since when, and what came of it."""

    name: Bilingual
    started_at: datetime
    ended_at: datetime | None = None
    opinion: str = ""


class AppointmentStatus(StrEnum):
    """Where an appointment stands, in the words of FHIR R5."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    FULFILLED = "fulfilled"
    NO_SHOW = "noshow"


class BookedTime(Struct, frozen=True, kw_only=True):
    """The time that is kept for a case."""

    slot: str
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus = AppointmentStatus.BOOKED
    place: Bilingual | None = None


class Waiting(Struct, frozen=True, kw_only=True):
    """How many cases are before this one, and the minutes that takes, where that is known."""

    ahead: int
    minutes: int | None = None


class Case(Struct, frozen=True, kw_only=True):
    """The authority's answer (办件): the number it knows the matter by, and where it stands."""

    reference: str
    case_number: str
    status: CaseStatus
    service_code: str
    received_at: datetime
    accepted_at: datetime | None = None
    promised_by: datetime | None = None
    needed: str = ""
    steps: tuple[Step, ...] = ()
    appointment: BookedTime | None = None
    waiting: Waiting | None = None
    documents: int = 0


def in_short(case: Case) -> Case:
    """Its number and status alone."""
    return Case(
        reference=case.reference,
        case_number=case.case_number,
        status=case.status,
        service_code=case.service_code,
        received_at=case.received_at,
    )


class Slot(Struct, frozen=True, kw_only=True):
    """A time that can be booked once (FHIR: Slot)."""

    id: str
    starts_at: datetime
    ends_at: datetime
    is_free: bool
    place: Bilingual | None = None


class Slots(Struct, frozen=True, kw_only=True):
    """The times of one service, the earliest first."""

    service_code: str
    slots: tuple[Slot, ...]
