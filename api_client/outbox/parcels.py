"""What lies in the outbox, as values."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

import msgspec

from api_client.contract import Case, Consultation, Message, Submission


class Delivery(Enum):
    """How far a parcel has come. Told from its times, never stored."""

    KEPT = auto()
    SENT = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message that is due to be carried."""

    number: int
    message: Message
    taken_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class Tracking:
    """What this kiosk knows of a submission or consultation; holds none of its answers."""

    reference: str
    service_code: str
    taken_at: datetime
    state: Delivery
    case: Case | None
    is_rated: bool
    tries: int
    last_problem: str


def kind_of(message: Message) -> str:
    """The contract's name of the kind, as it stands on the wire."""
    return str(message.__struct_config__.tag)


def service_of(message: Message) -> str:
    return message.service_code if isinstance(message, Submission | Consultation) else ""


def about(kind: str, reference: str, service_code: str, taken_at: str) -> bytes:
    """What a sealed message is bound to: its own row, so that rows cannot be swapped."""
    return msgspec.json.encode([kind, reference, service_code, taken_at])


def tracking_from(row: sqlite3.Row) -> Tracking:
    """Raises ValueError when the row is none that we wrote."""
    case = row["case_json"]
    return Tracking(
        reference=row["reference"],
        service_code=row["service_code"],
        taken_at=datetime.fromisoformat(row["taken_at"]),
        state=_state(row),
        case=None if case is None else msgspec.json.decode(case, type=Case),
        is_rated=bool(row["is_rated"]),
        tries=row["tries"],
        last_problem=row["last_problem"],
    )


def _state(row: sqlite3.Row) -> Delivery:
    if row["delivered_at"] is not None:
        return Delivery.SENT
    return Delivery.KEPT if row["refused_at"] is None else Delivery.REFUSED
