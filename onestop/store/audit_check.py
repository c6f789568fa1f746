"""Whether the audit trail is whole: every link covers the one before, and the head ends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from onestop.store import statements_audit as statements
from onestop.store.audit import NOTHING_BEFORE, Entry, digest_of, every
from onestop.store.tables import Tables


@dataclass(frozen=True, slots=True)
class Head:
    """How a chain ends. Whoever keeps it elsewhere can tell later that nothing was rewritten."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One district's chain: how it ends, and a sentence for each thing that is wrong."""

    district: str
    head: Head
    wrong: tuple[str, ...]


def verify(tables: Tables, kept: Mapping[str, Head] | None = None) -> list[Verdict]:
    """Of every district; `kept`: heads of earlier times, by district.

    Without those, whoever can write all of the database can write a chain of their own.
    """
    kept = kept or {}
    there = {district for (district,) in tables.execute(statements.DISTRICTS).fetchall()}
    return [_verdict(tables, district, kept.get(district)) for district in sorted(there | {*kept})]


def _verdict(tables: Tables, district: str, kept: Head | None) -> Verdict:
    wrong = []
    last, before, is_kept = 0, NOTHING_BEFORE, kept is None
    for entry in every(tables, district):
        wrong += _wrong_with(district, entry, last, before)
        last, before = entry.number, entry.digest
        is_kept = is_kept or Head(last, before.hex()) == kept
    if not is_kept:
        wrong.append(f"no entry is the one that was kept as {kept}")
    row = tables.execute(statements.FIND_HEAD, (district,)).fetchone()
    wrong += _wrong_with_head(row, last, before)
    return Verdict(district, Head(last, before.hex()), tuple(wrong))


def _wrong_with(district: str, entry: Entry, last: int, before: bytes) -> list[str]:
    wrong = []
    if entry.number != last + 1:
        wrong.append(f"between entry {last} and entry {entry.number} something is missing or added")
    if entry.digest != digest_of(district, entry, before):
        wrong.append(f"entry {entry.number} is not what was written after entry {last}")
    return wrong


def _wrong_with_head(row: tuple[int, bytes] | None, last: int, before: bytes) -> list[str]:
    if row is None:
        return ["the head is missing"]
    number, digest = row
    if number > last:
        return [f"the chain ends with entry {last}, but {number} were written"]
    if (number, digest) != (last, before):
        return [f"the head knows {number} entries, and not how entry {last} ends"]
    return []
