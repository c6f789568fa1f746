"""The store of one authority: cases, ratings and calls for help."""

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from api_client.contract import Case, CaseStatus, Consultation, HelpCall, Rating, Submission
from onestop.kiosks import Kiosk
from onestop.store import statements
from onestop.store.file import begin, connect
from onestop.store.troubles import CaseUnknown, OtherContent, StoreUnusable
from onestop.store.writer import Writer

# A case number carries the hall's day, not Greenwich's.
SHANGHAI = timezone(timedelta(hours=8))
Matter = Submission | Consultation
Kept = TypeVar("Kept", Case, Rating, HelpCall)


@dataclass(frozen=True, slots=True)
class Accepted(Generic[Kept]):
    """What stands in the store now, and whether this call brought it there."""

    value: Kept
    is_new: bool


class Store:
    """Writes are awaited until they are durable; reads are answered at once.

    All calls come from one event loop. Raises StoreUnusable where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        path = begin(folder)
        self._reader = connect(path)
        self._reader.execute("PRAGMA query_only = ON")
        self._writer = Writer(lambda: connect(path))

    async def take(self, kiosk: Kiosk, matter: Matter, now: datetime) -> Accepted[Case]:
        """Make a case of it; the same again finds the same case. Raises OtherContent."""
        return await self._writer.write(lambda file: _take(file, kiosk, matter, now))

    async def rate(self, kiosk: Kiosk, rating: Rating) -> Accepted[Rating]:
        """Once a case. Raises CaseUnknown, OtherContent."""
        return await self._writer.write(lambda file: _rate(file, kiosk, rating))

    async def call_help(self, kiosk: Kiosk, call: HelpCall) -> Accepted[HelpCall]:
        """Raises OtherContent."""
        return await self._writer.write(lambda file: _call_help(file, kiosk, call))

    def case(self, kiosk: Kiosk, reference: str) -> Case | None:
        """The case that this kiosk handed in."""
        row = self._read(statements.FIND_MATTER, (kiosk.district, kiosk.id, reference))
        return msgspec.json.decode(row[0][1], type=Case) if row else None

    def matters(self, reference: str) -> list[tuple[Matter, Case]]:
        """All matters of that reference, of any kiosk, with what was handed in."""
        rows = self._read(statements.FIND_BY_REFERENCE, (reference,))
        return [
            (msgspec.json.decode(message, type=Matter), msgspec.json.decode(case, type=Case))
            for message, case in rows
        ]

    def help_call(self, kiosk: Kiosk, reference: str) -> HelpCall | None:
        rows = self._read(statements.FIND_HELP_CALL, (kiosk.district, kiosk.id, reference))
        return msgspec.json.decode(rows[0][0], type=HelpCall) if rows else None

    async def check(self) -> None:
        """Raises StoreUnusable unless a write would be taken now."""
        await self._writer.write(lambda file: file.execute(statements.TOUCH).rowcount)

    def close(self) -> None:
        """Everything that was acknowledged is in the file already."""
        self._writer.close()
        self._reader.close()

    def _read(self, query: str, values: tuple[str, ...]) -> list[tuple[bytes, ...]]:
        try:
            return self._reader.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreUnusable(f"nothing can be read: {error}") from error


def _take(file: sqlite3.Connection, kiosk: Kiosk, matter: Matter, now: datetime) -> Accepted[Case]:
    key = (kiosk.district, kiosk.id, matter.reference)
    message = msgspec.json.encode(matter)
    digest = hashlib.sha256(message).digest()
    before = file.execute(statements.FIND_MATTER, key).fetchone()
    if before is not None:
        if before[0] != digest:
            raise OtherContent(matter.reference)
        return Accepted(msgspec.json.decode(before[1], type=Case), is_new=False)
    case = Case(
        reference=matter.reference,
        case_number=_next_case_number(file, kiosk.district, now),
        status=CaseStatus.RECEIVED,
        service_code=matter.service_code,
        received_at=now,
    )
    row = (*key, digest, message, case.case_number, msgspec.json.encode(case))
    file.execute(statements.ADD_MATTER, row)
    return Accepted(case, is_new=True)


def _next_case_number(file: sqlite3.Connection, district: str, now: datetime) -> str:
    """District, day and a running number: short enough to be read out at a counter."""
    day = now.astimezone(SHANGHAI).strftime("%Y%m%d")
    (number,) = file.execute(statements.NEXT_CASE_NUMBER, (district, day)).fetchone()
    return f"{district}-{day}-{number:06d}"


def _rate(file: sqlite3.Connection, kiosk: Kiosk, rating: Rating) -> Accepted[Rating]:
    key = (kiosk.district, kiosk.id, rating.reference)
    if file.execute(statements.FIND_MATTER, key).fetchone() is None:
        raise CaseUnknown(rating.reference)
    return _once(file, (statements.FIND_RATING, statements.ADD_RATING), key, rating)


def _call_help(file: sqlite3.Connection, kiosk: Kiosk, call: HelpCall) -> Accepted[HelpCall]:
    key = (kiosk.district, kiosk.id, call.reference)
    return _once(file, (statements.FIND_HELP_CALL, statements.ADD_HELP_CALL), key, call)


def _once(
    file: sqlite3.Connection, find_add: tuple[str, str], key: tuple[str, str, str], value: Kept
) -> Accepted[Kept]:
    find, add = find_add
    stored = msgspec.json.encode(value)
    before = file.execute(find, key).fetchone()
    if before is None:
        file.execute(add, (*key, stored))
        return Accepted(value, is_new=True)
    if before[0] != stored:
        raise OtherContent(key[2])
    return Accepted(value, is_new=False)
