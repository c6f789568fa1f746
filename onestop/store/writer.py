"""The one writer of a SQLite file: takes what waits, writes it in one transaction, then answers.

A commit costs one fsync however much is in it. Threads that compete for SQLite's write lock did
514 to 713 inserts a second and waited a second; one writer did 2,161 to 3,765 on the same disk.
"""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread

from onestop.store.jobs import Job, Jobs, answer
from onestop.store.sqlite_file import SqliteTables
from onestop.store.tables import Result, Work
from onestop.store.troubles import StoreUnusable


class Writer:
    """Owns the only connection that writes, and the thread it lives in."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Returns when it is connected, so that nobody waits for a writer that never was.

        Raises what `connect` raises.
        """
        self._jobs = Jobs()
        connected: Future[None] = Future()
        self._thread = Thread(
            target=self._run, args=(connect, connected), name="store-writer", daemon=True
        )
        self._thread.start()
        connected.result()

    async def write(self, work: Work[Result]) -> Result:
        """What the work returns or raises, once it is durable. Raises StoreUnusable."""
        return await self._jobs.done(work)

    def close(self) -> None:
        """Write what waits, then end."""
        self._jobs.close()
        self._thread.join()

    def _run(self, connect: Callable[[], sqlite3.Connection], connected: Future[None]) -> None:
        try:
            connection = connect()
        except sqlite3.Error as error:
            connected.set_exception(error)
            return
        connected.set_result(None)
        try:
            is_open = True
            while is_open:
                batch, is_open = self._jobs.next_batch()
                if batch:
                    _write(connection, batch)
                    answer(batch)
        finally:
            connection.close()


def _write(connection: sqlite3.Connection, batch: Sequence[Job]) -> None:
    tables = SqliteTables(connection)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for job in batch:
            _do(tables, job)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        # A damaged file may refuse even that: then it refuses the next batch, too.
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        for job in batch:
            job.error = StoreUnusable(f"nothing can be stored: {error}")


def _do(tables: SqliteTables, job: Job) -> None:
    """One job in a savepoint of its own, so that it fails alone."""
    tables.execute("SAVEPOINT job")
    try:
        job.result = job.work(tables)
    except Exception as error:
        if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
            raise  # the disk or the file: nothing of this batch may be acknowledged
        job.error = error
        tables.execute("ROLLBACK TO job")
    tables.execute("RELEASE job")
