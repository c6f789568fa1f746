"""Appointments: one a case, and never two cases in one slot of a service."""

import sqlite3
from datetime import datetime

import msgspec

from api_client.contract import ENDED, Appointment, AppointmentStatus, BookedTime, Case, Slot
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import standing, whole
from onestop.store.key import Key
from onestop.store.troubles import SlotTaken, SlotUnknown, TooLate


def book(
    file: sqlite3.Connection, key: Key, wanted: Appointment, slot: Slot | None
) -> Accepted[Case]:
    """Keep the slot that is offered under the wanted name; None: nothing is.

    Raises CaseUnknown, TooLate, SlotUnknown, SlotTaken. Then an earlier appointment of the case
    stands as it did.
    """
    case = standing(file, key)
    if case.service_code != wanted.service_code:
        raise SlotUnknown(key.reference)
    before = _appointment(file, key)
    if before is not None and before.slot == wanted.slot and _is_booked(before):
        # Also when the time has come meanwhile: the first answer may have been lost.
        return Accepted(whole(file, key), is_new=False)
    if case.status in ENDED:
        raise TooLate(key.reference)
    if slot is None:
        raise SlotUnknown(key.reference)
    time = BookedTime(
        slot=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, place=slot.place
    )
    try:
        _put(file, key, case.service_code, time)
    except sqlite3.IntegrityError as error:
        raise SlotTaken(key.reference) from error
    return Accepted(whole(file, key), is_new=True)


def cancel(file: sqlite3.Connection, key: Key, now: datetime) -> Case:
    """Give the slot free; cancelled before is well, too.

    Raises CaseUnknown, SlotUnknown if none was ever booked, TooLate once the time has come.
    """
    case = standing(file, key)
    before = _appointment(file, key)
    if before is None:
        raise SlotUnknown(key.reference)
    if _is_booked(before) and before.starts_at <= now:
        raise TooLate(key.reference)
    cancel_coming(file, key, case.service_code, now)
    return whole(file, key)


def cancel_coming(file: sqlite3.Connection, key: Key, service_code: str, now: datetime) -> None:
    """Give the slot free if there is one that is yet to come."""
    before = _appointment(file, key)
    if before is not None and _is_booked(before) and before.starts_at > now:
        time = msgspec.structs.replace(before, status=AppointmentStatus.CANCELLED)
        _put(file, key, service_code, time)


def booked_slots(file: sqlite3.Connection, service_code: str) -> frozenset[str]:
    rows = file.execute(statements.BOOKED_SLOTS, (service_code,))
    return frozenset(slot for (slot,) in rows)


def _appointment(file: sqlite3.Connection, key: Key) -> BookedTime | None:
    row = file.execute(statements.FIND_BOOKING, key).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=BookedTime)


def _is_booked(time: BookedTime) -> bool:
    return time.status is AppointmentStatus.BOOKED


def _put(file: sqlite3.Connection, key: Key, service_code: str, time: BookedTime) -> None:
    file.execute(statements.PUT_BOOKING, (*key, service_code, msgspec.json.encode(time)))
