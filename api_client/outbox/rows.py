"""A row of the outbox's file as values, and the sealing of what residents wrote in it."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from api_client.contract import (
    Appointment,
    Attachment,
    Case,
    Consultation,
    Message,
    Submission,
    Withdrawal,
)
from api_client.errors import Reason
from api_client.outbox.parcels import Delivery, Leg, Parcel, is_matter, kind_of
from api_client.vault import Tampered, Vault

MATTER = "matter"
COLUMN_OF = {"message": "sealed", "case": "sealed_case"}
Row = sqlite3.Row
Value = str | int | float | bytes | None
Fields = Row | Mapping[str, Value]


class Seals:
    """Seals each field to its own row, so that neither rows nor fields can be swapped."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def row_for(
        self, message: Message, service: str, destination: str, taken_at: str
    ) -> dict[str, Value]:
        """What is to be kept of a message on its way to a destination."""
        plain = msgspec.json.encode(message)
        digest = self._vault.digest(plain)
        row: dict[str, Value] = {
            "reference": message.reference,
            "family": family_of(message),
            "part": _part(message, digest),
            "destination": destination,
            "kind": kind_of(message),
            "service_code": service,
            "digest": digest,
            "taken_at": taken_at,
        }
        row["sealed"] = self._vault.seal(plain, _about("message", row))
        return row

    def message(self, row: Fields) -> Message:
        """Raises WrongKey, Tampered, or ValueError for a message that we never wrote."""
        plain = self._opened("message", row)
        message: Message = msgspec.json.decode(plain, type=Message)
        return message

    def case(self, row: Fields) -> Case | None:
        """The case that is kept in the row, if any. Raises as `message` does."""
        if row["sealed_case"] is None:
            return None
        plain = self._opened("case", row)
        return msgspec.json.decode(plain, type=Case)

    def sealed_case(self, case: Case | None, row: Fields) -> bytes | None:
        if case is None:
            return None
        return self._vault.seal(msgspec.json.encode(case), _about("case", row))

    def resealed(self, row: Row) -> dict[str, Value]:
        """The row's sealed fields under the key that seals now, and its digest where it can be."""
        digest = row["digest"]
        sealed = sealed_case = None
        if row["sealed"] is not None:
            plain = self._opened("message", row)
            sealed, digest = (
                self._vault.seal(plain, _about("message", row)),
                self._vault.digest(plain),
            )
        if row["sealed_case"] is not None:
            plain = self._opened("case", row)
            sealed_case = self._vault.seal(plain, _about("case", row))
        return {
            "number": row["number"],
            "sealed": sealed,
            "sealed_case": sealed_case,
            "digest": digest,
        }

    def _opened(self, field: str, row: Fields) -> bytes:
        sealed = row[COLUMN_OF[field]]
        if not isinstance(sealed, bytes):
            raise TypeError(f"no sealed {field}")
        return self._vault.open(sealed, _about(field, row))

    def parcel(self, row: Row) -> Parcel:
        """Raises as `message` does."""
        return Parcel(
            number=row["number"],
            destination=row["destination"],
            message=self.message(row),
            taken_at=datetime.fromisoformat(row["taken_at"]),
            tries=row["tries"],
            claimed_at=_moment(row["claimed_at"]),
        )

    def leg(self, row: Row) -> Leg:
        """A case that was changed on the disk is left out: the authority can be asked again."""
        try:
            case = self.case(row)
        except (Tampered, msgspec.DecodeError):
            case = None
        return Leg(
            number=row["number"],
            destination=row["destination"],
            state=state_of(row),
            tries=row["tries"],
            last_problem=row["last_problem"],
            case=case,
            reason=Reason(row["reason"]) if row["reason"] else None,
            may_be_there=row["sealed"] is not None and row["claimed_at"] is not None,
        )


def family_of(message: Message) -> str:
    return MATTER if is_matter(message) else kind_of(message)


def service_of(message: Message) -> str:
    """The service that the message names; "" where only its matter knows."""
    match message:
        case Submission() | Consultation() | Appointment():
            return message.service_code
        case _:
            return ""


def state_of(row: Row) -> Delivery:
    """Told from the times: the last thing that happened to the parcel decides."""
    if row["delivered_at"] is not None:
        return Delivery.SENT
    if row["withdrawn_at"] is not None:
        return Delivery.TAKEN_BACK
    for column, state in (
        ("refused_at", Delivery.REFUSED),
        ("uncertain_at", Delivery.UNCERTAIN),
        ("held_at", Delivery.HELD),
    ):
        if row[column] is not None:
            return state
    return Delivery.KEPT


def _part(message: Message, digest: bytes) -> str:
    """A matter may have several attachments, and be withdrawn or booked again after a no."""
    match message:
        case Attachment(number=number):
            return str(number)
        case Withdrawal() | Appointment():
            return digest[-8:].hex()
        case _:
            return ""


def _about(field: str, row: Fields) -> bytes:
    columns = ("kind", "reference", "part", "destination", "service_code", "taken_at")
    return msgspec.json.encode([field, *(row[column] for column in columns)])


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
