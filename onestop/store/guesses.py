"""Counts wrong guesses in the store, so that a limit holds over every back end that shares it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from onestop.store import statements_guesses as statements
from onestop.store.tables import RunAgain, Tables

MOST_REMEMBERED = 100_000


class Limit(NamedTuple):
    """So many wrong guesses in so many seconds; then the oldest of them must have grown old."""

    most: int
    seconds: int


class Counted(NamedTuple):
    """What guesses are counted by: a reference or an address, by its digest, and its limits."""

    district: str
    who: bytes
    limits: tuple[Limit, ...]

    @property
    def longest(self) -> int:
        return max(limit.seconds for limit in self.limits)


def wait(tables: Tables, counted: Iterable[Counted], now: int) -> int:
    """Seconds to wait before the next try, as things stand; 0 if none."""
    return max((_wait(each, _wrong(tables, each) or (), now) for each in counted), default=0)


def take_try(tables: Tables, counted: Iterable[Counted], now: int) -> int:
    """Seconds to wait before the next try, which writes nothing; 0: it may be made.

    It counts as wrong then, until it is given back: so those who guess together have no more tries
    than those who guess one after another.
    """
    before = {each: _wrong(tables, each, tables.for_update) for each in sorted(counted)}
    seconds = max((_wait(each, wrong or (), now) for each, wrong in before.items()), default=0)
    if seconds == 0:
        for each, wrong in before.items():
            recent = [moment for moment in wrong or () if moment > now - each.longest]
            _put(tables, each, wrong, (*recent, now))
    return seconds


def give_back(tables: Tables, counted: Iterable[Counted], taken_at: int) -> None:
    """The try of that moment was right. What was wrong before it stays wrong."""
    for each in sorted(counted):
        wrong = list(_wrong(tables, each, tables.for_update) or ())
        if taken_at not in wrong:  # swept meanwhile
            continue
        wrong.remove(taken_at)
        if wrong:
            _put(tables, each, wrong, wrong)
        else:
            tables.execute(statements.FORGET, (each.district, each.who))


def sweep(tables: Tables, district: str, now: int, most: int = MOST_REMEMBERED) -> None:
    """Forget what no longer counts, and the oldest of more than can be kept."""
    tables.execute(statements.FORGET_OLD, (district, now))
    tables.execute(statements.FORGET_BEYOND, (district, district, most))


def _wrong(tables: Tables, counted: Counted, locked: str = "") -> Sequence[int] | None:
    row = tables.execute(statements.FIND + locked, (counted.district, counted.who)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=tuple[int, ...])


def _wait(counted: Counted, wrong: Sequence[int], now: int) -> int:
    waits = [0]
    for most, seconds in counted.limits:
        recent = [moment for moment in wrong if moment > now - seconds]
        if len(recent) >= most:
            waits.append(recent[-most] + seconds - now)
    return max(waits)


def _put(
    tables: Tables, counted: Counted, before: Sequence[int] | None, wrong: Sequence[int]
) -> None:
    told = (msgspec.json.encode(wrong), wrong[-1] + counted.longest)
    key = (counted.district, counted.who)
    if before is not None:
        tables.execute(statements.CHANGE, (*told, *key))
    elif not tables.execute(statements.ADD, (*key, *told)).rowcount:
        raise RunAgain
