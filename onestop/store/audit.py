"""The audit trail: who looked at what and who changed what, in a chain that shows a missing link.

1. Whoever does something notes it in the same transaction, so that neither is there alone.
2. The entry's digest covers the entry before it; the head keeps how many there are and how the last
   one ends. One district, one chain; its head is locked last and for the shortest time.
3. `verify` finds what was changed, taken out, put in or put elsewhere, and a tail that was cut off.

An entry names people of the office, kiosks and references, and never anything a resident said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

import msgspec

from onestop.store import statements_audit as statements
from onestop.store.cases import in_order
from onestop.store.key import Key
from onestop.store.tables import Tables

FORM = 1
"""How an entry is written out for its digest."""
NOTHING_BEFORE = bytes(32)
PAGE = 1000
PLAIN = re.compile(r"[ -~]{0,200}")
"""What an office's own words are made of: a resident's name could not be written with it."""


class Who(StrEnum):
    """On which side of the counter somebody acted."""

    STAFF = "staff"
    KIOSK = "kiosk"
    OPERATOR = "operator"
    TRACKING_PAGE = "tracking-page"


class Did(StrEnum):
    """What was done."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    WAS_REFUSED = "was-refused"
    LISTED = "listed"
    SEARCHED = "searched"
    LOOKED = "looked"
    OPENED_PAPER = "opened-paper"
    TOOK = "took"
    GAVE_BACK = "gave-back"
    MOVED = "moved"
    WITHDREW = "withdrew"
    RATED = "rated"
    NOTED = "noted"
    ANSWERED = "answered"
    EXPORTED = "exported"
    ADDED = "added"
    CHANGED = "changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PUBLISHED = "published"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who: a member of staff or a kiosk by its name, an operator by that of their account."""

    who: Who
    name: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What it was about: a case, cases, staff, a kiosk, the catalogue, a help-call, the audit.

    `reference`: of a case or a call for help; else the name of the thing.
    """

    kind: str
    reference: str = ""
    kiosk: str = ""

    @classmethod
    def case(cls, key: Key) -> "About":
        return cls("case", key.reference, key.kiosk)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody did; `detail` is an office's word, such as a status."""

    actor: Actor
    did: Did
    about: About
    at: datetime
    detail: str = ""


class Entry(NamedTuple):
    """One link of the chain, as it lies in the table."""

    number: int
    noted_at: str
    who: str
    name: str
    did: str
    about: str
    kiosk: str
    reference: str
    detail: str
    digest: bytes


def note(tables: Tables, district: str, *acts: Act) -> None:
    """Add them to the district's chain when all else of this transaction is written.

    Raises ValueError for a detail that could be a resident's words: a mistake of ours.
    """
    if not all(PLAIN.fullmatch(act.detail) for act in acts):
        raise ValueError("an entry of the audit trail holds no free text")
    if acts:
        tables.at_the_end(f"audit {district}", lambda last: _append(last, district, acts))


def entries(tables: Tables, district: str, reference: str) -> list[Entry]:
    """All that was noted about one case, call, kiosk or member of staff, the oldest first."""
    rows = tables.execute(statements.ENTRIES_ABOUT, (district, reference)).fetchall()
    return [Entry(*row) for row in rows]


def latest(tables: Tables, district: str, before: int | None, most: int) -> list[Entry]:
    """The newest first; `before`: older than that number."""
    if before is None:
        rows = tables.execute(statements.LATEST, (district, most)).fetchall()
    else:
        rows = tables.execute(statements.LATEST_BEFORE, (district, before, most)).fetchall()
    return [Entry(*row) for row in rows]


def every(tables: Tables, district: str) -> Iterator[Entry]:
    """The whole chain in order, read in pages."""
    last = -1
    while rows := tables.execute(statements.ENTRIES_AFTER, (district, last, PAGE)).fetchall():
        yield from (Entry(*row) for row in rows)
        last = rows[-1][0]


def digest_of(district: str, entry: Entry, before: bytes) -> bytes:
    """What the entry's digest must be, after an entry with the digest `before`."""
    return sha256(msgspec.json.encode((FORM, district, *entry[:-1], before.hex()))).digest()


def _append(tables: Tables, district: str, acts: Sequence[Act]) -> None:
    tables.execute(statements.BEGIN_HEAD, (district, NOTHING_BEFORE))
    head = tables.execute(statements.FIND_HEAD + tables.for_update, (district,)).fetchone()
    last, before = head or (0, NOTHING_BEFORE)
    values: list[object] = []
    for last, act in enumerate(acts, last + 1):  # noqa: B020 - counts on from the head
        entry = _entry(last, act)
        before = digest_of(district, entry, before)
        values += (district, *entry._replace(digest=before))
    tables.execute(statements.add_entries(len(acts)), values)
    tables.execute(statements.MOVE_HEAD, (last, before, district))


def _entry(number: int, act: Act) -> Entry:
    about = (act.about.kind, act.about.kiosk, act.about.reference, act.detail)
    actor = (act.actor.who.value, act.actor.name, act.did.value)
    return Entry(number, in_order(act.at), *actor, *about, digest=b"")
