"""Appointments: one a case, and never two cases in one slot of a hall's service."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from api_client.contract import ENDED, Appointment, AppointmentStatus, BookedTime, Case, Slot
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import standing, whole
from onestop.store.key import Key
from onestop.store.tables import Tables
from onestop.store.troubles import SlotTaken, SlotUnknown, TooLate


class _Kept(NamedTuple):
    """A time, and the hall that it is kept in: a kiosk may have been moved since."""

    hall: str
    time: BookedTime

    def is_at(self, hall: str, slot: str) -> bool:
        return (self.hall, self.time.slot) == (hall, slot)


def book(
    tables: Tables, key: Key, hall: str, wanted: Appointment, slot: Slot | None
) -> Accepted[Case]:
    """Keep the slot that the hall offers under the wanted name; None: nothing is.

    Raises CaseUnknown, TooLate, SlotUnknown, SlotTaken. Then an earlier appointment of the case
    stands as it did.
    """
    case = standing(tables, key)
    if case.service_code != wanted.service_code:
        raise SlotUnknown(key.reference)
    before = _appointment(tables, key)
    if before is not None and _is_booked(before) and before.is_at(hall, wanted.slot):
        # Also when the time has come meanwhile: the first answer may have been lost.
        return Accepted(whole(tables, key), is_new=False)
    if case.status in ENDED:
        raise TooLate(key.reference)
    if slot is None:
        raise SlotUnknown(key.reference)
    time = BookedTime(
        slot=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, place=slot.place
    )
    place = (key.district, hall, case.service_code, slot.id)
    if tables.execute(statements.WHO_HAS_SLOT, place).fetchone():
        raise SlotTaken(key.reference)
    _put(tables, key, case.service_code, _Kept(hall, time))
    return Accepted(whole(tables, key), is_new=True)


def cancel(tables: Tables, key: Key, now: datetime) -> Case:
    """Give the slot free; cancelled before is well, too.

    Raises CaseUnknown, SlotUnknown if none was ever booked, TooLate once the time has come.
    """
    case = standing(tables, key)
    before = _appointment(tables, key)
    if before is None:
        raise SlotUnknown(key.reference)
    if _is_booked(before) and before.time.starts_at <= now:
        raise TooLate(key.reference)
    cancel_coming(tables, key, case.service_code, now)
    return whole(tables, key)


def cancel_coming(tables: Tables, key: Key, service_code: str, now: datetime) -> None:
    """Give the slot free if there is one that is yet to come."""
    before = _appointment(tables, key)
    if before is not None and _is_booked(before) and before.time.starts_at > now:
        time = msgspec.structs.replace(before.time, status=AppointmentStatus.CANCELLED)
        _put(tables, key, service_code, _Kept(before.hall, time))


def booked_slots(tables: Tables, district: str, hall: str, service_code: str) -> frozenset[str]:
    rows = tables.execute(statements.BOOKED_SLOTS, (district, hall, service_code)).fetchall()
    return frozenset(slot for (slot,) in rows)


def _appointment(tables: Tables, key: Key) -> _Kept | None:
    row = tables.execute(statements.FIND_BOOKING, key).fetchone()
    return None if row is None else _Kept(row[0], msgspec.json.decode(row[1], type=BookedTime))


def _is_booked(kept: _Kept) -> bool:
    return kept.time.status is AppointmentStatus.BOOKED


def _put(tables: Tables, key: Key, service_code: str, kept: _Kept) -> None:
    booked = (kept.time.slot, kept.time.status.value, msgspec.json.encode(kept.time))
    tables.execute(statements.PUT_BOOKING, (*key, kept.hall, service_code, *booked))
