"""Appointments: one a case, and never two cases in one slot of a service."""

from datetime import datetime

import msgspec

from api_client.contract import ENDED, Appointment, AppointmentStatus, BookedTime, Case, Slot
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import standing, whole
from onestop.store.key import Key
from onestop.store.tables import Tables
from onestop.store.troubles import SlotTaken, SlotUnknown, TooLate


def book(tables: Tables, key: Key, wanted: Appointment, slot: Slot | None) -> Accepted[Case]:
    """Keep the slot that is offered under the wanted name; None: nothing is.

    Raises CaseUnknown, TooLate, SlotUnknown, SlotTaken. Then an earlier appointment of the case
    stands as it did.
    """
    case = standing(tables, key)
    if case.service_code != wanted.service_code:
        raise SlotUnknown(key.reference)
    before = _appointment(tables, key)
    if before is not None and before.slot == wanted.slot and _is_booked(before):
        # Also when the time has come meanwhile: the first answer may have been lost.
        return Accepted(whole(tables, key), is_new=False)
    if case.status in ENDED:
        raise TooLate(key.reference)
    if slot is None:
        raise SlotUnknown(key.reference)
    time = BookedTime(
        slot=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, place=slot.place
    )
    if tables.execute(
        statements.WHO_HAS_SLOT, (key.district, case.service_code, slot.id)
    ).fetchone():
        raise SlotTaken(key.reference)
    _put(tables, key, case.service_code, time)
    return Accepted(whole(tables, key), is_new=True)


def cancel(tables: Tables, key: Key, now: datetime) -> Case:
    """Give the slot free; cancelled before is well, too.

    Raises CaseUnknown, SlotUnknown if none was ever booked, TooLate once the time has come.
    """
    case = standing(tables, key)
    before = _appointment(tables, key)
    if before is None:
        raise SlotUnknown(key.reference)
    if _is_booked(before) and before.starts_at <= now:
        raise TooLate(key.reference)
    cancel_coming(tables, key, case.service_code, now)
    return whole(tables, key)


def cancel_coming(tables: Tables, key: Key, service_code: str, now: datetime) -> None:
    """Give the slot free if there is one that is yet to come."""
    before = _appointment(tables, key)
    if before is not None and _is_booked(before) and before.starts_at > now:
        time = msgspec.structs.replace(before, status=AppointmentStatus.CANCELLED)
        _put(tables, key, service_code, time)


def booked_slots(tables: Tables, district: str, service_code: str) -> frozenset[str]:
    rows = tables.execute(statements.BOOKED_SLOTS, (district, service_code)).fetchall()
    return frozenset(slot for (slot,) in rows)


def _appointment(tables: Tables, key: Key) -> BookedTime | None:
    row = tables.execute(statements.FIND_BOOKING, key).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=BookedTime)


def _is_booked(time: BookedTime) -> bool:
    return time.status is AppointmentStatus.BOOKED


def _put(tables: Tables, key: Key, service_code: str, time: BookedTime) -> None:
    booked = (time.slot, time.status.value, msgspec.json.encode(time))
    tables.execute(statements.PUT_BOOKING, (*key, service_code, *booked))
