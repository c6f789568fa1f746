"""A store in a PostgreSQL database, which any number of back ends share."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any

import psycopg
from psycopg import IsolationLevel

from onestop.store.address import parts_of
from onestop.store.jobs import Job, Jobs, answer
from onestop.store.postgresql_schema import check, migrate
from onestop.store.postgresql_work import (
    Connection,
    Lost,
    PostgresTables,
    first_line,
    read,
    write,
)
from onestop.store.tables import Result, Tables, Work
from onestop.store.troubles import StoreUnusable

WRITERS = 2
READERS = 2
MOST_A_COMMIT = 64
# A primary that is gone without a word must not hold a worker for the two hours that TCP waits.
MANNERS: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c statement_timeout=15s -c idle_in_transaction_session_timeout=30s",
    "application_name": "onestop",
    "target_session_attrs": "read-write",
}


def connect(url: str, *, autocommit: bool = False) -> Connection:
    """Raises StoreUnusable. With several hosts in the URL: the one that takes writes."""
    given = parts_of(url)
    try:
        connection = psycopg.connect(
            url, autocommit=autocommit, **{k: v for k, v in MANNERS.items() if k not in given}
        )
    except psycopg.Error as error:
        raise StoreUnusable(_why_not_connected(error)) from error
    connection.isolation_level = IsolationLevel.READ_COMMITTED
    return connection


def _why_not_connected(error: psycopg.Error) -> str:
    """Whether nobody is there, or somebody who says no: each is mended in another place."""
    said = str(error).removeprefix("connection failed: ")
    # What begins with a tab is advice to whoever runs a database on this machine.
    lines = [line.strip() for line in said.splitlines() if line.strip() and line[0] != "\t"]
    is_answered = "FATAL:" in said or (error.pgconn is not None and error.pgconn.used_password)
    what = "does not let us in" if is_answered else "does not answer"
    return f"the database {what}: {'; '.join(lines)}"


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """A database by its address."""

    url: str

    def open(self) -> "PostgresDatabase":
        return PostgresDatabase(self.url)

    @contextmanager
    def changing(self) -> Iterator[Tables]:
        with closing(connect(self.url)) as connection:
            check(connection)
            try:
                tables = PostgresTables(connection)
                yield tables
                tables.finish()
                connection.commit()
            except psycopg.Error as error:
                raise StoreUnusable(f"nothing can be stored: {first_line(error)}") from error

    @contextmanager
    def looking(self) -> Iterator[Tables]:
        with closing(connect(self.url)) as connection:
            check(connection)
            connection.rollback()
            # All of it as it was at one moment, however long the look takes.
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            try:
                yield PostgresTables(connection)
            except psycopg.Error as error:
                raise StoreUnusable(f"nothing can be read: {first_line(error)}") from error

    def migrate(self) -> int:
        with closing(connect(self.url)) as connection:
            return migrate(connection)


class PostgresDatabase:
    """A handful of connections, each with its thread. Raises StoreUnusable at the start."""

    def __init__(self, url: str) -> None:
        """Raises StoreUnusable, also when the schema is of another version."""
        with connect(url, autocommit=True) as connection:
            check(connection)
        self._writing, self._reading = Jobs(), Jobs()
        hands = [(self._writing, write)] * WRITERS + [(self._reading, read)] * READERS
        self._threads = [
            Thread(target=_Hand(url, jobs, does).run, name="store", daemon=True)
            for jobs, does in hands
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, work: Work[Result]) -> Result:
        return await self._writing.done(work)

    async def read(self, work: Work[Result]) -> Result:
        return await self._reading.done(work)

    def close(self) -> None:
        """Do what waits, then end."""
        for jobs, hands in ((self._writing, WRITERS), (self._reading, READERS)):
            for _ in range(hands):
                jobs.close()
        for thread in self._threads:
            thread.join()


class _Hand:
    """One thread with a connection of its own, which it makes anew when it breaks."""

    def __init__(
        self, url: str, jobs: Jobs, does: Callable[[Connection, Sequence[Job]], None]
    ) -> None:
        self._url = url
        self._jobs = jobs
        self._does = does
        self._connection: Connection | None = None

    def run(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._jobs.next_batch(MOST_A_COMMIT)
            if batch:
                self._do(batch)
                answer(batch)
        self._drop()

    def _do(self, batch: Sequence[Job]) -> None:
        """Twice at most: a connection may have broken while nobody used it."""
        try:
            try:
                self._does(self._connected(), batch)
            except Lost:
                self._drop()
                self._does(self._connected(), batch)
        except Lost as lost:
            _fail(batch, f"the database does not answer: {lost}")
        except StoreUnusable as trouble:
            _fail(batch, str(trouble))
        if self._connection is not None and self._connection.broken:
            self._drop()

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = connect(self._url)
        return self._connection

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


def _fail(batch: Sequence[Job], reason: str) -> None:
    for job in batch:
        job.error = StoreUnusable(reason)
