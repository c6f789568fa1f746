"""Cases as they stand, with all that belongs to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

import msgspec

from api_client.contract import BookedTime, Case, CaseStatus, Consultation, Submission
from onestop.store import statements
from onestop.store.key import Key
from onestop.store.steps import steps_of
from onestop.store.tables import Row, Tables
from onestop.store.troubles import CaseUnknown

Matter = Submission | Consultation


@dataclass(frozen=True, slots=True)
class Found:
    """A case, what was handed in for it, and the key it stands under."""

    key: Key
    matter: Matter
    case: Case


def whole(tables: Tables, key: Key) -> Case:
    """Raises CaseUnknown."""
    rows = tables.execute(statements.FIND_CASE, key).fetchall()
    if not rows:
        raise CaseUnknown(key.reference)
    return _case(rows)


def found(tables: Tables, district: str, reference: str) -> list[Found]:
    """All matters of that reference in that district, of any kiosk."""
    rows = tables.execute(statements.FIND_BY_REFERENCE, (district, reference)).fetchall()
    return [_found(Key(*key), list(own)) for key, own in groupby(rows, lambda row: row[:3])]


def standing(tables: Tables, key: Key) -> Case:
    """What the authority left, without what has tables of its own, for a change to come.

    Nobody else changes the case meanwhile. Raises CaseUnknown.
    """
    query = statements.FIND_STANDING + tables.for_update
    row = tables.execute(query, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    return msgspec.json.decode(row[0], type=Case)


def moved(tables: Tables, key: Key, case: Case, now: datetime, opinion: str) -> None:
    """The case as it stands from now on, and the step that brought it there."""
    accepted_at = None if case.accepted_at is None else in_order(case.accepted_at)
    after = (msgspec.json.encode(case), case.status.value, accepted_at)
    tables.execute(statements.CHANGE_CASE, (*after, *key))
    step = (case.status.value, now.isoformat(), opinion)
    tables.execute(statements.ADD_STEP, (*key, *step, *key))


def in_order(moment: datetime) -> str:
    """Written so that the order of the texts is the order of the moments."""
    return moment.astimezone(UTC).isoformat()


def moment(text: str) -> datetime:
    """What `in_order` wrote."""
    return datetime.fromisoformat(text)


def _found(key: Key, rows: list[Row]) -> Found:
    return Found(key, msgspec.json.decode(rows[0][3], type=Matter), _case(rows))


def _case(rows: Iterable[Row]) -> Case:
    """Out of its rows, one a step."""
    happened = []
    for row in rows:
        *_, case_json, documents, booked_json, status, began_at, opinion = row
        if status is not None:
            happened.append((CaseStatus(status), datetime.fromisoformat(began_at), opinion))
    case = msgspec.json.decode(case_json, type=Case)
    booked = None if booked_json is None else msgspec.json.decode(booked_json, type=BookedTime)
    return msgspec.structs.replace(
        case,
        steps=steps_of(case.received_at, happened),
        documents=documents,
        appointment=booked,
    )
