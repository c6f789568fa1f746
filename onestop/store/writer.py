"""The one writer: takes what waits, writes it in one transaction, answers after the commit.

A commit costs one fsync however much is in it. Threads that compete for SQLite's write lock did
514 to 713 inserts a second and waited a second; one writer did 2,161 to 3,765 on the same disk.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from onestop.store.troubles import StoreUnusable

MOST_A_COMMIT = 256
Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]


@dataclass(slots=True)
class _Job:
    """One write that somebody waits for; `fate` is what it came to."""

    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    waiting: asyncio.Future[Any]
    result: Any = None
    error: Exception | None = None

    def settle(self) -> None:
        if self.waiting.done():  # the caller hung up; what it sent is stored all the same
            return
        if self.error is None:
            self.waiting.set_result(self.result)
        else:
            self.waiting.set_exception(self.error)


class Writer:
    """Owns the only connection that writes, and the thread it lives in."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Returns when it is connected, so that nobody waits for a writer that never was.

        Raises what `connect` raises.
        """
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        connected: Future[None] = Future()
        self._thread = Thread(
            target=self._run, args=(connect, connected), name="store-writer", daemon=True
        )
        self._thread.start()
        connected.result()

    async def write(self, work: Work[Result]) -> Result:
        """What the work returns or raises, once it is durable. Raises StoreUnusable."""
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        self._jobs.put(job)
        result: Result = await job.waiting
        return result

    def close(self) -> None:
        """Write what waits, then end."""
        self._jobs.put(None)
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
                batch, is_open = self._next_batch()
                if batch:
                    _write(connection, batch)
                    _answer(batch)
        finally:
            connection.close()

    def _next_batch(self) -> tuple[list[_Job], bool]:
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == MOST_A_COMMIT:
                return batch, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return batch, True
        return batch, False


def _write(connection: sqlite3.Connection, batch: list[_Job]) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE")
        for job in batch:
            _do(connection, job)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        # A damaged file may refuse even that: then it refuses the next batch, too.
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        for job in batch:
            job.error = StoreUnusable(f"nothing can be stored: {error}")


def _do(connection: sqlite3.Connection, job: _Job) -> None:
    """One job in a savepoint of its own, so that it fails alone."""
    connection.execute("SAVEPOINT job")
    try:
        job.result = job.work(connection)
    except Exception as error:
        if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.IntegrityError):
            raise  # the disk or the file: nothing of this batch may be acknowledged
        job.error = error
        connection.execute("ROLLBACK TO job")
    connection.execute("RELEASE job")


def _answer(batch: list[_Job]) -> None:
    """Wake every loop once for all of its jobs: waking costs more than answering."""
    for loop in {job.loop for job in batch}:
        loop.call_soon_threadsafe(_settle, [job for job in batch if job.loop is loop])


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        job.settle()
