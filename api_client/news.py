"""What the couriers have to tell: it reaches the visit through the same door as a tap."""

from dataclasses import dataclass

from api_client.contract import Case, Slots
from api_client.errors import Reason


@dataclass(frozen=True, slots=True)
class Delivered:
    """The authority has it and gave it a case number."""

    reference: str
    case: Case


@dataclass(frozen=True, slots=True)
class Refused:
    """The authority would not take it: a person must look. It is still kept."""

    reference: str


@dataclass(frozen=True, slots=True)
class MayHaveArrived:
    """Nobody can tell from here whether the authority has it: a person must look. It is kept."""

    reference: str


@dataclass(frozen=True, slots=True)
class CaseFound:
    """The authority told where a case stands."""

    reference: str
    case: Case


@dataclass(frozen=True, slots=True)
class CaseUnknown:
    """The authority knows no such reference, or not with that telephone number.

    `is_too_often`: it does not look any more, since wrong numbers were tried too often.
    """

    reference: str
    is_too_often: bool = False


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The authority could not be asked; try again later."""

    reference: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """It is taken back: the authority has noted it, or it had not been sent (then no case)."""

    reference: str
    case: Case | None


@dataclass(frozen=True, slots=True)
class NotTakenBack:
    """It cannot be taken back any more, or not so."""

    reference: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Booked:
    """The authority keeps the time; the case says which."""

    reference: str
    case: Case


@dataclass(frozen=True, slots=True)
class NotBooked:
    """The authority does not keep that time."""

    reference: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class SlotsFound:
    """The times that can be booked for a matter's service."""

    reference: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class NoSlots:
    """The times could not be asked for now."""

    reference: str


News = (
    Delivered
    | Refused
    | MayHaveArrived
    | CaseFound
    | CaseUnknown
    | NoAnswer
    | TakenBack
    | NotTakenBack
    | Booked
    | NotBooked
    | SlotsFound
    | NoSlots
)
