"""A kiosk as the back end knows it: how it comes to its key, and how it is.

Nothing here is about a resident.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from api_client.contract.algorithms import Algorithm

Version = Annotated[str, Meta(max_length=64)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Seconds = Annotated[int, Meta(ge=0, le=10_000_000_000)]
MOST_OF_A_REPORT = 20_000
Report = Annotated[str, Meta(max_length=MOST_OF_A_REPORT)]


class Versions(Struct, frozen=True, kw_only=True):
    """Of the program, and the catalogue's edition that serves residents."""

    program: Version
    catalogue: Version = ""


class EnrolmentRequest(Struct, frozen=True, kw_only=True):
    """The one-time code that was given out for a kiosk."""

    code: Annotated[str, Meta(max_length=64)]
    versions: Versions


class Enrolment(Struct, frozen=True, kw_only=True):
    """Who the kiosk is, and the key that it signs with from now on.

    `kiosk`: its three symbols. `district`: 6 digits, `area`: the same down to its committee
    (行政区划代码). `hall`: its id in the catalogue. An older key ends when this one is first used.
    """

    kiosk: str
    district: str
    area: str
    hall: str
    key: str
    algorithm: Algorithm


class KioskHealth(StrEnum):
    """How it is, by its own judgement."""

    WELL = "well"
    MIND = "mind"
    """Something is to be looked after; residents are served."""
    FAILS = "fails"
    """It can take nothing from residents."""


class PaperState(StrEnum):
    """What came of the last slip; printers tell too little to know more."""

    NONE = "none"
    """There is no printer."""
    UNKNOWN = "unknown"
    """Nothing was printed since it started."""
    PRINTED = "printed"
    FAILED = "failed"


class InstructionKind(StrEnum):
    """What a kiosk can be told to do."""

    FETCH_CATALOGUE = "fetch-catalogue"
    SEND_REPORT = "send-report"
    ENROL_AGAIN = "enrol-again"


class Instruction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to do, since when. `code`: the one to enrol again with."""

    kind: InstructionKind
    told_at: datetime
    code: str = ""


class Heartbeat(Struct, frozen=True, kw_only=True):
    """How a kiosk is, once a minute.

    `sent_at`: by its own clock, right or wrong. `carried_out`: instructions, as they were told.
    `report`: what was found in looking itself over, where it was told to.
    """

    sent_at: datetime
    health: KioskHealth
    versions: Versions
    uptime_seconds: Seconds
    undelivered: Count
    oldest_undelivered: datetime | None = None
    paper: PaperState = PaperState.UNKNOWN
    is_voice_off: bool = False
    carried_out: Annotated[tuple[Instruction, ...], Meta(max_length=10)] = ()
    report: Report | None = None


class HeartbeatAnswer(Struct, frozen=True, kw_only=True):
    """The authority's time, and what it would have done."""

    now: datetime
    instructions: tuple[Instruction, ...] = ()


class KioskState(StrEnum):
    """How a kiosk stands with the back end; those that want a look come first."""

    SILENT = "silent"
    """It was not heard for five minutes, or never."""
    FAILS = "fails"
    MIND = "mind"
    WELL = "well"
    AWAITED = "awaited"
    """It is not enrolled yet."""
    REVOKED = "revoked"


class FleetKiosk(Struct, frozen=True, kw_only=True):
    """A kiosk for whoever looks after all of them.

    `clock_off_seconds`: how far its clock was ahead. `is_replacing_key`: it has a new key that it
    has not used yet. `code_ends_at`: until when the code that was given out is good.
    """

    kiosk: str
    district: str
    area: str
    hall: str
    name: str
    state: KioskState
    heard_at: datetime | None = None
    silent_seconds: int | None = None
    enrolled_at: datetime | None = None
    revoked_at: datetime | None = None
    code_ends_at: datetime | None = None
    is_replacing_key: bool = False
    reported_at: datetime | None = None
    clock_off_seconds: int | None = None
    last: Heartbeat | None = None
