"""The outbox: takes, keeps, and knows what is still to be carried.

Each thread has a connection of its own: the one that opened the outbox uses this object, every
other calls `for_thread()` and closes what it gets.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from api_client.contract import Case, Message, Receipt
from api_client.outbox.opening import FILE, Opened, open_checked
from api_client.outbox.parcels import Parcel, Tracking, about, kind_of, service_of, tracking_from
from api_client.outbox.rescue import readable
from api_client.outbox.statements import (
    DELIVERED,
    DUE,
    FIND,
    KEEP,
    KEPT_ALREADY,
    NEXT_TRY,
    NOTE_CASE,
    OLDEST_UNDELIVERED,
    POSTPONED,
    PUT_BACK,
    REFUSED,
    UNDELIVERED,
)
from api_client.outbox.troubles import OutboxUnusable, ReferenceTaken, told_plainly
from api_client.vault import Tampered, Vault, WrongKey

# No pause is longer than this; one that seems so was written while the clock was wrong.
LONGEST_PAUSE = 86_400.0
MOST_BYTES = 512_000_000


class Outbox:
    """One thread's hold on the kept messages. `moved_aside` tells where a damaged file went."""

    def __init__(self, opened: Opened, vault: Vault) -> None:
        self._opened = opened
        self._connection = opened.connection
        self._vault = vault
        self.moved_aside = opened.moved_aside
        self.rescued = 0

    @classmethod
    def open(
        cls,
        folder: Path,
        vault: Vault,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        most_bytes: int = MOST_BYTES,
    ) -> "Outbox":
        """The outbox of that folder, begun if there is none. Raises OutboxUnusable.

        After damage it holds what could be rescued; `rescued` tells how many messages that were.
        """
        outbox = cls(open_checked(folder, vault, clock(), most_bytes), vault)
        if outbox.moved_aside is not None:
            # If the disk refuses now, the damaged file is still there for `rescue`.
            with suppress(OutboxUnusable):
                outbox.rescued = outbox.rescue(outbox.moved_aside)
        # After a kill the log may still hold answers that were delivered and erased.
        with suppress(OutboxUnusable):
            outbox.tidy()
        return outbox

    def for_thread(self) -> "Outbox":
        """The same outbox for the thread that calls."""
        return Outbox(self._opened.for_thread(), self._vault)

    def put(self, message: Message, now: datetime) -> Receipt:
        """Keep it: when this returns, no power cut can take it away.

        The same message again gives the same receipt. Raises OutboxFull or OutboxUnusable when the
        disk refuses, ReferenceTaken when the reference already stands for something else.
        """
        kind, service, taken_at = kind_of(message), service_of(message), now.isoformat()
        plain = msgspec.json.encode(message)
        row = {
            "kind": kind,
            "reference": message.reference,
            "service_code": service,
            "digest": self._vault.digest(plain),
            "taken_at": taken_at,
            "sealed": self._vault.seal(plain, about(kind, message.reference, service, taken_at)),
        }
        with told_plainly():
            if self._connection.execute(KEEP, row).rowcount == 1:
                return Receipt(reference=message.reference, taken_at=now)
            before = self._connection.execute(KEPT_ALREADY, row).fetchone()
        if (before["kind"], before["digest"]) != (kind, row["digest"]):
            raise ReferenceTaken(f"{message.reference} already stands for something else")
        taken_before = datetime.fromisoformat(before["taken_at"])
        return Receipt(reference=message.reference, taken_at=taken_before)

    def due(self, now: datetime) -> list[Parcel]:
        """What may be carried now, in the order of taking.

        A rating waits for its own submission. A row that was changed on the disk is put aside for
        a person to look at, so that it does not hold up the others.
        """
        moments = {"now": now.timestamp(), "longest": LONGEST_PAUSE}
        parcels = []
        with told_plainly():
            rows = self._connection.execute(DUE, moments).fetchall()
        for row in rows:
            try:
                parcels.append(self._parcel(row))
            except (Tampered, msgspec.DecodeError):
                why = "its sealed answers were changed on the disk"
                self._write(REFUSED, now=now.isoformat(), why=why, number=row["number"])
            except WrongKey as error:
                raise OutboxUnusable(str(error)) from error
        return parcels

    def delivered(self, parcel: Parcel, case: Case | None, now: datetime) -> None:
        """The authority has it: keep the case, erase the answers, in one step."""
        stored = None if case is None else msgspec.json.encode(case)
        self._write(DELIVERED, now=now.isoformat(), case=stored, number=parcel.number)

    def refused(self, parcel: Parcel, why: str, now: datetime) -> None:
        """The authority will not take it: kept, not tried again until a person puts it back."""
        self._write(REFUSED, now=now.isoformat(), why=why, number=parcel.number)

    def postponed(self, parcel: Parcel, until: datetime, why: str, now: datetime) -> None:
        """Not now: try again at `until`, a day from now at the latest."""
        moment = min(until.timestamp(), now.timestamp() + LONGEST_PAUSE)
        self._write(POSTPONED, until=moment, why=why, number=parcel.number)

    def put_back(self, reference: str) -> bool:
        """A person has looked: what was refused may be tried again. False if nothing was."""
        return self._write(PUT_BACK, reference=reference) > 0

    def find(self, reference: str) -> Tracking | None:
        """What is known here of that submission or consultation."""
        with told_plainly():
            row = self._connection.execute(FIND, {"reference": reference}).fetchone()
        return None if row is None else tracking_from(row)

    def note_case(self, reference: str, case: Case) -> None:
        """The authority told where a delivered matter stands now."""
        self._write(NOTE_CASE, case=msgspec.json.encode(case), reference=reference)

    def undelivered(self) -> int:
        """How many messages the authority does not have yet, refused ones included."""
        count: int = self._answer(UNDELIVERED)
        return count

    def oldest_undelivered(self) -> datetime | None:
        """When the longest waiting of them was taken."""
        taken_at: str | None = self._answer(OLDEST_UNDELIVERED)
        return None if taken_at is None else datetime.fromisoformat(taken_at)

    def next_try(self) -> datetime | None:
        """When the first postponed parcel is due again."""
        moment: float | None = self._answer(NEXT_TRY)
        return None if moment is None else datetime.fromtimestamp(moment, UTC)

    def rescue(self, damaged: Path) -> int:
        """Take over what can be read in a folder that was moved aside. Returns how many.

        May be done again: what is here already is not taken twice.
        """
        count = 0
        file = damaged / FILE
        if not file.exists() or not file.stat().st_size:
            # SQLite would take it for a new one and delete its log, which is all there is.
            return count
        for message, taken_at in readable(file, self._vault):
            self.put(message, taken_at)
            count += 1
        return count

    def tidy(self) -> None:
        """Bring the log into the file and empty it, so that erased answers are gone there too."""
        with told_plainly():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        self._opened.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _parcel(self, row: sqlite3.Row) -> Parcel:
        bound_to = about(row["kind"], row["reference"], row["service_code"], row["taken_at"])
        plain = self._vault.open(row["sealed"], bound_to)
        return Parcel(
            number=row["number"],
            message=msgspec.json.decode(plain, type=Message),
            taken_at=datetime.fromisoformat(row["taken_at"]),
            tries=row["tries"],
        )

    def _write(self, statement: str, **values: str | float | bytes | None) -> int:
        with told_plainly():
            return self._connection.execute(statement, values).rowcount

    def _answer(self, query: str) -> Any:  # noqa: ANN401 - SQLite's types are known to its caller
        with told_plainly():
            return self._connection.execute(query).fetchone()["answer"]
