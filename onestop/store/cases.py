"""Cases as they stand, with all that belongs to them."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import msgspec

from api_client.contract import BookedTime, Case, Consultation, Submission
from onestop.store import statements
from onestop.store.key import Key
from onestop.store.steps import Happened, steps_of
from onestop.store.troubles import CaseUnknown

Matter = Submission | Consultation


@dataclass(frozen=True, slots=True)
class Found:
    """A case, what was handed in for it, and the key it stands under."""

    key: Key
    matter: Matter
    case: Case


def whole(file: sqlite3.Connection, key: Key) -> Case:
    """Raises CaseUnknown."""
    row = file.execute(statements.FIND_CASE, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    return _case(*row[4:])


def found(file: sqlite3.Connection, reference: str) -> list[Found]:
    """All matters of that reference, of any kiosk."""
    rows = file.execute(statements.FIND_BY_REFERENCE, (reference,))
    return [
        Found(Key(*row[:3]), msgspec.json.decode(row[3], type=Matter), _case(*row[4:]))
        for row in rows
    ]


def standing(file: sqlite3.Connection, key: Key) -> Case:
    """What the authority left, without what has tables of its own. Raises CaseUnknown."""
    row = file.execute(statements.FIND_STANDING, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    return msgspec.json.decode(row[0], type=Case)


def moved(file: sqlite3.Connection, key: Key, case: Case, now: datetime, opinion: str) -> None:
    """The case as it stands from now on, and the step that brought it there."""
    file.execute(statements.CHANGE_CASE, (msgspec.json.encode(case), *key))
    file.execute(statements.ADD_STEP, (*key, case.status, now.isoformat(), opinion))


def _case(case_json: bytes, documents: int, booked_json: bytes | None, steps_json: str) -> Case:
    case = msgspec.json.decode(case_json, type=Case)
    booked = None if booked_json is None else msgspec.json.decode(booked_json, type=BookedTime)
    happened = msgspec.json.decode(steps_json, type=list[Happened])
    return msgspec.structs.replace(
        case,
        steps=steps_of(case.received_at, happened),
        documents=documents,
        appointment=booked,
    )
