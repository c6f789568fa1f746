"""Takes over from a damaged file whatever can still be read, into a new one.

Each sealed message proves by itself that it is whole and stands in its own row, so nothing false
can come in. How far a message had come may be the part that was damaged; so whatever is not known
to have arrived is taken over as *may be there*: an authority that takes the same again is sent it
again, any other is asked, or a person is.
"""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from api_client.outbox.rows import Seals
from api_client.outbox.salvage import Value, rows_in
from api_client.outbox.statements import COLUMNS
from api_client.vault import Tampered, WrongKey

PUT_IN = f"""
    INSERT INTO parcel ({", ".join(COLUMNS)})
    VALUES ({", ".join(f":{column}" for column in COLUMNS)})
    ON CONFLICT DO NOTHING"""  # noqa: S608 - our own words
TIMES = ("claimed_at", "held_at", "uncertain_at", "refused_at", "delivered_at", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class Rescued:
    """How many parcels were found whole in a damaged file, and how many are lost to reading."""

    whole: int = 0
    unreadable: int = 0
    locked_away: int = 0
    """Of the unreadable ones: sealed with another key."""


NOTHING = Rescued()


def rescue(file: Path, into: sqlite3.Connection, seals: Seals) -> Rescued:
    """Take over what is whole. May be done again: what is there already is not taken twice."""
    whole: dict[int, dict[str, Value]] = {}
    seen: set[int] = set()
    locked_away: set[int] = set()
    for values in rows_in(file, len(COLUMNS)):
        row = dict(zip(COLUMNS, values, strict=True))
        if not isinstance(row["number"], int):
            continue
        seen.add(row["number"])
        try:
            if _is_whole(row, seals):
                whole[row["number"]] = row
        except WrongKey:
            locked_away.add(row["number"])
    into.execute("BEGIN IMMEDIATE")
    try:
        for row in whole.values():
            into.execute(PUT_IN, _sound(row))
        into.execute("COMMIT")
    finally:
        if into.in_transaction:
            into.execute("ROLLBACK")
    left = seen - whole.keys()
    return Rescued(len(whole), len(left), len(left & locked_away))


def _is_whole(row: dict[str, Value], seals: Seals) -> bool:
    """Whether everything in it that residents and authorities rely on is as we wrote it.

    Raises WrongKey where another key has sealed it.
    """
    with suppress(Tampered, msgspec.DecodeError, ValueError, TypeError):
        datetime.fromisoformat(str(row["taken_at"]))
        if row["sealed"] is not None:
            seals.message(row)
        if row["sealed_case"] is not None:
            seals.case(row)
        return row["sealed"] is not None or _ended_at(row) is not None
    return False


def _sound(row: dict[str, Value]) -> dict[str, Value]:
    """The row with nothing in it that the new file would refuse."""
    sound = row | {column: row[column] if _is_time(row[column]) else None for column in TIMES}
    taken_at = datetime.fromisoformat(str(row["taken_at"])).timestamp()
    if row["sealed"] is not None:
        sound |= {"delivered_at": None, "withdrawn_at": None}
        sound["claimed_at"] = sound["claimed_at"] or taken_at
    sound |= {"tries": 0, "tried_at": None, "pause": 0.0, "is_ended": 0}
    for column in ("reason", "last_problem"):
        sound[column] = ""
    return sound


def _ended_at(row: dict[str, Value]) -> Value:
    """When it was delivered or taken back."""
    times = (row["delivered_at"], row["withdrawn_at"])
    return next((each for each in times if _is_time(each)), None)


def _is_time(value: Value) -> bool:
    return isinstance(value, int | float)
