"""Keeps the outbox in order: the log brought in, old cases let go, the key changed."""

import secrets
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api_client.outbox import statements
from api_client.outbox.file import OutboxFile
from api_client.outbox.rows import Seals
from api_client.outbox.troubles import OutboxUnusable
from api_client.vault import KEY_BYTES, KeySource, Vault

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

    def change_key(self, source: KeySource) -> int:
        """Seal everything with a new key, all or nothing. Returns how many rows.

        1. Nobody else may use the outbox: they would go on sealing with the key before. Raises
           OutboxUnusable, the key not touched.
        2. The new key is put before the old one where the key lies. From here on either opens.
        3. Everything is sealed anew, then the old key is taken away, where that is ours to do.

        Whatever ends it in between, the next one goes on from there. Raises a VaultError.
        """
        with self._file.room.lock.alone("the kiosk is using the outbox"):
            keys = source.keys()
            if len(keys) == KEY_BYTES:
                keys = secrets.token_bytes(KEY_BYTES) + keys
                source.replace(keys)
            seals = Seals(Vault.of(source))
            count = self._file.at_once(lambda connection: _reseal(connection, seals))
            if source.is_ours:
                source.replace(keys[:KEY_BYTES])
        self.tidy()
        return count


def _reseal(connection: sqlite3.Connection, seals: Seals) -> int:
    rows = connection.execute(statements.EVERY_SEALED).fetchall()
    for row in rows:
        connection.execute(statements.RESEAL, seals.resealed(row))
    return len(rows)
