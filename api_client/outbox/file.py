"""The outbox's file as one thread uses it: a connection of its own, and one room shared by all.

When SQLite finds the file damaged while it is in use, the thread that notices has it mended: every
connection is closed, the file moved aside, what can be read taken over into a new one. The others
then open the new one before they do anything else.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TypeVar

from api_client.outbox.ballast import Ballast
from api_client.outbox.fingerprint import Fingerprint
from api_client.outbox.lock import Lock
from api_client.outbox.opening import FILE, Found, connect, open_checked
from api_client.outbox.rows import Row, Seals, Value
from api_client.outbox.troubles import Damaged, OutboxFull, OutboxUnusable, told_plainly
from api_client.vault import Vault

Values = Mapping[str, Value] | Sequence[Value]
Answer = TypeVar("Answer")
Work = Callable[[sqlite3.Connection], Answer]


class BegunAnew(OutboxUnusable):
    """The file proved to be damaged and has just been replaced: ask once more."""


@dataclass(slots=True)
class Room:
    """What all threads of a process share."""

    folder: Path
    vault: Vault
    clock: Callable[[], datetime]
    most_bytes: int
    ballast: Ballast
    lock: Lock
    fingerprint: Fingerprint
    found: Found = field(default_factory=Found)
    mutex: RLock = field(default_factory=RLock)
    users: list["OutboxFile"] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        folder: Path,
        vault: Vault,
        clock: Callable[[], datetime],
        most_bytes: int,
        ballast: Ballast,
    ) -> "Room":
        """The room of that folder, its file sound. Raises OutboxUnusable."""
        lock = Lock(folder)
        fingerprint = Fingerprint(folder / FILE)
        room = cls(folder, vault, clock, most_bytes, ballast, lock, fingerprint)
        try:
            room.open()
        except BaseException:
            lock.close()
            raise
        return room

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @property
    def has_log(self) -> bool:
        """Whether something was written that has not reached the file itself."""
        try:
            return self.file.with_name(f"{FILE}-wal").stat().st_size > 0
        except FileNotFoundError:
            return False

    def mend(self) -> None:
        """Begin the file anew. A connection left open would go on with the file moved aside."""
        for user in self.users:
            user.hang_up()
        self.fingerprint.close()
        self.open()

    def open(self) -> None:
        """See that a sound file lies there. On a full disk the ballast is let go for that.

        Without room for its log SQLite opens nothing, and says only that something failed.
        """
        try:
            self._look()
        except OutboxUnusable as trouble:
            if not self.ballast.is_disk_full():
                raise
            if not self.ballast.let_go():
                raise OutboxFull(
                    f"the disk of {self.folder} is full: free space on it. Nothing kept is lost"
                ) from trouble
            self._look()

    def _look(self) -> None:
        self.found = open_checked(self.folder, self.vault, self.lock, self.clock(), self.most_bytes)


class OutboxFile:
    """One thread's connection. Raises OutboxFull or OutboxUnusable where the disk refuses."""

    def __init__(self, room: Room, *, is_durable: bool = True) -> None:
        """`is_durable`: a commit waits for the disk. The file is whole either way."""
        self.room = room
        self.seals = Seals(room.vault)
        self._is_durable = is_durable
        self._is_first = not room.users
        self._connection: sqlite3.Connection | None = None
        with room.mutex:
            room.users.append(self)

    def write(self, statement: str, values: Values = ()) -> int:
        """Returns how many rows it changed. On a full disk room is made for it."""
        return self._making_room(lambda: self._run(statement, values))

    def take(self, statement: str, rows: Sequence[Mapping[str, Value]]) -> int:
        """Write all of these rows or none. For what is new no room is made on a full disk."""
        if len(rows) == 1:
            return self._run(statement, rows[0])
        return self._together(
            lambda connection: sum(connection.execute(statement, row).rowcount for row in rows)
        )

    def rows(self, query: str, values: Values = ()) -> list[Row]:
        return self._tried(lambda connection: connection.execute(query, values).fetchall())

    def row(self, query: str, values: Values = ()) -> Row | None:
        found: list[Row] = self._tried(
            lambda connection: connection.execute(query, values).fetchmany(1)
        )
        return found[0] if found else None

    def at_once(self, work: Work[Answer], *, is_durable: bool = False) -> Answer:
        """All of the work or nothing. On a full disk room is made for it.

        `is_durable`: it waits for the disk, whatever else is done by this connection.
        """
        if self._is_durable or not is_durable:
            return self._making_room(lambda: self._together(work))
        self._tried(lambda connection: connection.execute("PRAGMA synchronous = FULL"))
        try:
            return self._making_room(lambda: self._together(work))
        finally:
            self._tried(lambda connection: connection.execute("PRAGMA synchronous = NORMAL"))

    def tidy(self) -> None:
        """Bring the log into the file, so that erased answers are gone there too."""
        if self.room.has_log or not self.room.fingerprint.is_known():
            self._making_room(lambda: self._asked(self._tidied))

    def _tidied(self, connection: sqlite3.Connection) -> None:
        with self.room.lock.changing():
            self.room.fingerprint.forget()
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                self.room.fingerprint.take_if_possible()

    def hang_up(self) -> None:
        """Close the connection; the next question opens another one."""
        with self.room.mutex:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def close(self) -> None:
        """The first one of the process to open closes all, and lets other programs repair it."""
        room = self.room
        with room.mutex:
            if self not in room.users:
                return
            leaving = list(room.users) if self._is_first else [self]
            with room.lock.changing():
                # The last connection to close brings the log into the file, with what another
                # program wrote just now. Which one is the last cannot be told from here.
                with suppress(OSError):
                    room.fingerprint.forget()
                for user in leaving:
                    user.hang_up()
                    room.users.remove(user)
                if not room.has_log:
                    room.fingerprint.take_if_possible()
            if self._is_first:
                room.fingerprint.close()
                room.lock.close()

    def _run(self, statement: str, values: Values) -> int:
        return self._tried(lambda connection: connection.execute(statement, values).rowcount)

    def _together(self, work: Work[Answer]) -> Answer:
        return self._tried(lambda connection: _at_once(connection, work))

    def _making_room(self, act: Callable[[], Answer]) -> Answer:
        """On a full disk too whatever brings the outbox nearer to empty must go on."""
        try:
            return act()
        except OutboxFull:
            if not self._has_made_room():
                raise
        return act()

    def _has_made_room(self) -> bool:
        """The ballast is let go, and the log brought in, which frees what that took."""
        is_let_go = self.room.ballast.let_go()
        try:
            self._asked(self._tidied)
        except OutboxUnusable:
            return is_let_go
        return True

    def _tried(self, ask: Work[Answer]) -> Answer:
        """One question, put once more to the new file if the old one proved to be damaged."""
        try:
            return self._asked(ask)
        except BegunAnew:
            return self._asked(ask)

    def _asked(self, ask: Work[Answer]) -> Answer:
        """Alone with the file: no statement may meet one that is being moved aside."""
        with self.room.mutex:
            try:
                return ask(self._connected())
            except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
                told = told_plainly(error)
                if not isinstance(told, Damaged):
                    raise told from error
                self.room.mend()
                raise BegunAnew("the outbox was found damaged and was begun anew") from error

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(
                self.room.file, self.room.most_bytes, is_durable=self._is_durable
            )
        return self._connection


def _at_once(connection: sqlite3.Connection, work: Work[Answer]) -> Answer:
    connection.execute("BEGIN IMMEDIATE")
    try:
        answer = work(connection)
        connection.execute("COMMIT")
        return answer
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
