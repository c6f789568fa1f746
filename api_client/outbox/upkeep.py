"""Keeps the outbox in order: the log brought in, old cases let go, the key changed."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api_client.outbox import statements
from api_client.outbox.file import OutboxFile
from api_client.outbox.troubles import OutboxUnusable

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""Nothing was delivered before: what seems so was noted by a clock that had lost its time."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days a delivered matter's case stays known here, and one that has ended."""

    delivered_days: int = 365
    ended_days: int = 30


class Upkeep:
    """One thread's view. Every method may raise OutboxUnusable."""

    def __init__(self, file: OutboxFile) -> None:
        self._file = file

    def tidy(self) -> None:
        """Bring the log into the file and empty it; erased answers are gone there too."""
        self._file.tidy()
        self._file.room.ballast.take_on()

    def tidy_if_possible(self) -> None:
        """The same, where it does not matter now if the disk refuses."""
        with suppress(OutboxUnusable):
            self.tidy()

    def purge(self, now: datetime, retention: Retention) -> int:
        """Let go of what was delivered or taken back long ago. Nothing unsent is ever deleted.

        `now` must be a time that is known to be right. Returns how many rows went.
        """
        right = {"now": now.timestamp(), "earliest": EARLIEST.timestamp()}
        self._file.write(statements.RIGHT_TIMES, right)

        def before(days: int) -> float:
            return (now - timedelta(days=days)).timestamp()

        return self._file.write(
            statements.PURGE,
            {
                "delivered_before": before(retention.delivered_days),
                "ended_before": before(retention.ended_days),
            },
        )

    def reseal(self) -> int:
        """Seal everything with the vault's present key, all or nothing. Returns how many rows.

        Raises a VaultError if something opens with none of the vault's keys. Nobody else may use
        the outbox meanwhile: they would go on sealing with the key before.
        """
        with self._file.room.lock.alone("the kiosk is using the outbox"):
            count = self._file.at_once(self._resealed)
        self.tidy()
        return count

    def _resealed(self, connection: sqlite3.Connection) -> int:
        rows = connection.execute(statements.EVERY_SEALED).fetchall()
        for row in rows:
            connection.execute(statements.RESEAL, self._file.seals.resealed(row))
        return len(rows)
