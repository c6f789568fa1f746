"""Which kiosks there are, and which keys each signs with.

Whatever is changed here is counted, so that every back end soon sees it (`onestop/admitted.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from api_client.contract.algorithms import Algorithm
from onestop.kiosks import Kiosk
from onestop.store import statements_kiosks as statements
from onestop.store.cases import in_order
from onestop.store.tables import Row, RunAgain, Tables


class KioskUnknown(Exception):
    """There is no such kiosk, or the name fits several; the text says which."""


class KioskKnown(Exception):
    """There is such a kiosk already."""


class KioskName(NamedTuple):
    """What a kiosk is known by: its own three symbols are unique in its district alone."""

    district: str
    kiosk: str

    @classmethod
    def of(cls, kiosk: Kiosk) -> "KioskName":
        return cls(kiosk.district, kiosk.id)

    def __str__(self) -> str:
        return f"{self.district}/{self.kiosk}"


@dataclass(frozen=True, slots=True)
class Key:
    """What a kiosk signs with, and how."""

    secret: str
    algorithm: Algorithm = Algorithm.HMAC_SHA256


@dataclass(frozen=True, slots=True)
class Admissible:
    """A kiosk with the keys it may sign with, the oldest first; a revoked one has none."""

    kiosk: Kiosk
    keys: tuple[Key, ...]


def changes(tables: Tables) -> dict[str, int]:
    """How often the kiosks of each district were changed so far."""
    return dict(tables.execute(statements.CHANGES).fetchall())


def admissible(tables: Tables, district: str) -> dict[str, Admissible]:
    """All kiosks of a district by their ids."""
    rows = tables.execute(statements.KEYS_OF_DISTRICT, (district,)).fetchall()
    by_kiosk = groupby(rows, lambda row: row[:5])
    return {each.kiosk.id: each for each in (_admissible(district, *own) for own in by_kiosk)}


def named(tables: Tables, text: str) -> KioskName:
    """The kiosk of that id, or of that district/id. Raises KioskUnknown."""
    district, _, kiosk = text.rpartition("/")
    rows = tables.execute(statements.NAMED_SO, (kiosk,)).fetchall()
    found = [KioskName(*row) for row in rows if district in {"", row[0]}]
    if not found:
        raise KioskUnknown(f"there is no kiosk {text}")
    if len(found) > 1:
        names = ", ".join(str(each) for each in sorted(found))
        raise KioskUnknown(f"several districts have a kiosk {text}, so name one: {names}")
    return found[0]


def add(tables: Tables, kiosk: Kiosk, now: datetime) -> None:
    """Raises KioskKnown."""
    name = KioskName.of(kiosk)
    if tables.execute(statements.FIND_KIOSK, name).fetchone() is not None:
        raise KioskKnown(f"there is a kiosk {name} already")
    place = (kiosk.area, kiosk.hall, kiosk.name, in_order(now))
    if not tables.execute(statements.ADD_KIOSK, (*name, *place)).rowcount:
        raise RunAgain
    changed(tables, name)


def keys_of(tables: Tables, name: KioskName) -> list[Key]:
    """The oldest first."""
    rows = tables.execute(statements.KEYS, name).fetchall()
    return [Key(secret, Algorithm(algorithm)) for _, algorithm, secret in rows]


def add_key(tables: Tables, name: KioskName, key: Key, now: datetime) -> None:
    """A key besides those that it has: the one in use goes on until this one is used."""
    added = (key.algorithm.value, key.secret, in_order(now))
    tables.execute(statements.ADD_KEY, (*name, *added, *name))
    tables.execute(statements.MARK_ENROLLED, (in_order(now), *name))
    changed(tables, name)


def end_keys_before(tables: Tables, name: KioskName, key: Key) -> None:
    """That key was used: those given before it end."""
    end_keys(tables, name, *_before(keys_of(tables, name), key))


def end_keys(tables: Tables, name: KioskName, *keys: Key) -> None:
    rows = tables.execute(statements.KEYS, name).fetchall()
    ended = [
        number
        for number, algorithm, secret in rows
        if Key(secret, Algorithm(algorithm)) in keys
        and tables.execute(statements.END_KEY, (*name, number)).rowcount
    ]
    if ended:
        changed(tables, name)


def revoke(tables: Tables, name: KioskName, now: datetime) -> None:
    """From now on nobody is admitted as it; a code that was given out for it is void."""
    tables.execute(statements.END_CODE, name)
    tables.execute(statements.MARK_REVOKED, (in_order(now), *name))
    changed(tables, name)


def restore(tables: Tables, name: KioskName) -> None:
    """Admitted again, with the key it had."""
    tables.execute(statements.MARK_REVOKED, (None, *name))
    changed(tables, name)


def is_revoked(tables: Tables, name: KioskName) -> bool:
    row = tables.execute(statements.FIND_KIOSK + tables.for_update, name).fetchone()
    return row is not None and row[3] is not None


def settle(tables: Tables, kiosk: Kiosk, key: Key, now: datetime) -> None:
    """The kiosk on the back end's own machine, as its key file says: there, with that key alone."""
    name = KioskName.of(kiosk)
    place = (kiosk.area, kiosk.hall, kiosk.name)
    row = tables.execute(statements.FIND_KIOSK, name).fetchone()
    if row is None:
        add(tables, kiosk, now)
    elif row[:3] != place:
        tables.execute(statements.PLACE_KIOSK, (*place, *name))
        changed(tables, name)
    known = keys_of(tables, name)
    if key not in known:
        add_key(tables, name, key, now)
    end_keys(tables, name, *(each for each in known if each != key))


def changed(tables: Tables, name: KioskName) -> None:
    """Have every back end read that district's kiosks again."""
    tables.execute(statements.CHANGED, (name.district,))


def _before(keys: list[Key], key: Key) -> list[Key]:
    return keys[: keys.index(key)] if key in keys else []


def _admissible(district: str, told: Row, rows: Iterator[Row]) -> Admissible:
    kiosk, area, hall, name, revoked_at = told
    keys = tuple(
        Key(secret, Algorithm(algorithm))
        for *_, algorithm, secret in rows
        if secret is not None and revoked_at is None
    )
    return Admissible(Kiosk(kiosk, district, hall, area, name), keys)
