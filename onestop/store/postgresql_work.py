"""How work is done on a PostgreSQL connection: together where it can be, else one by one.

1. What waits is done in one transaction. A refusal that had written nothing spoils nothing.
2. Any other failure undoes all of it; then each piece of work is done in a transaction of its own.
3. What locks a row that many want is kept for the end, in an order that all keep to.
4. If the connection is lost before the commit, all of it can be done again on another one.
5. If it is lost in the commit, nobody knows what came of it. Whoever handed in is told to come
   again, and what is there already is found then.
"""

from collections.abc import Sequence
from functools import cache
from operator import itemgetter

import psycopg

from onestop.store.jobs import Job
from onestop.store.tables import Row, Rows, RunAgain, Work
from onestop.store.troubles import StoreUnusable

MOST_TRIES = 5
Connection = psycopg.Connection[Row]


class Lost(Exception):
    """The connection is gone, and nothing was committed; the text says why."""


class PostgresTables:
    """A connection as the store asks it; knows whether anything was written."""

    for_update = " FOR UPDATE"

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_written = False
        self._ends: list[tuple[str, Work[None]]] = []

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Rows:
        text, is_write = _translated(statement)
        self.has_written = self.has_written or is_write
        return self._connection.execute(text, values)

    def at_the_end(self, order: str, work: Work[None], /) -> None:
        self.has_written = True
        self._ends.append((order, work))

    def finish(self) -> None:
        """Do what was kept for the end; to be called before the commit."""
        for _, work in sorted(self._ends, key=itemgetter(0)):
            work(self)
        self._ends.clear()


def write(connection: Connection, batch: Sequence[Job]) -> None:
    """Every job has its result or its error then. Raises Lost."""
    if _work_together(connection, batch) and _is_committed(connection, batch):
        return
    for job in batch:
        _do_alone(connection, job)


def read(connection: Connection, batch: Sequence[Job]) -> None:
    """Each sees all that was committed before it. Raises Lost."""
    tables = PostgresTables(connection)
    for job in batch:
        try:
            job.result, job.error = job.work(tables), None
            if tables.has_written:
                raise RuntimeError("a look has written")  # noqa: TRY301 - a mistake of ours
        except psycopg.Error as error:
            _raise_if_lost(connection, error)
            job.error = StoreUnusable(f"nothing can be read: {first_line(error)}")
        except Exception as refusal:  # noqa: BLE001 - it belongs to whoever waits for this job
            job.error = refusal
        _undo(connection)


def first_line(error: psycopg.Error) -> str:
    return str(error).strip().partition("\n")[0]


def _work_together(connection: Connection, batch: Sequence[Job]) -> bool:
    """Whether all of it can be committed; else it was undone. Raises Lost."""
    tables = PostgresTables(connection)
    for job in batch:
        tables.has_written = False
        try:
            job.result, job.error = job.work(tables), None
        except psycopg.Error as error:
            _raise_if_lost(connection, error)
            _undo(connection)
            return False
        except Exception as refusal:  # noqa: BLE001 - as above
            job.error = refusal
            if tables.has_written or isinstance(refusal, RunAgain):
                _undo(connection)
                return False
    return _is_finished(connection, tables)


def _is_finished(connection: Connection, tables: PostgresTables) -> bool:
    """Whether what comes last could be done; else all was undone. Raises Lost."""
    try:
        tables.finish()
    except psycopg.Error as error:
        _raise_if_lost(connection, error)
        _undo(connection)
        return False
    except Exception:  # noqa: BLE001 - whose it is will be seen when each is done alone
        _undo(connection)
        return False
    return True


def _is_committed(connection: Connection, batch: Sequence[Job]) -> bool:
    """False: it was refused for certain, and undone."""
    try:
        connection.commit()
    except psycopg.Error as error:
        if not connection.broken:
            _undo(connection)
            return False
        for job in batch:
            job.error = job.error or _unknown(error)
    return True


def _do_alone(connection: Connection, job: Job) -> None:
    """As often as others are faster."""
    for _ in range(MOST_TRIES):
        try:
            tables = PostgresTables(connection)
            job.result, job.error = job.work(tables), None
            tables.finish()
            connection.commit()
        except (psycopg.Error, RunAgain) as error:
            job.error = _unknown(error)
            if not _is_undone(connection):
                return
        except Exception as refusal:  # noqa: BLE001 - as above
            job.error = refusal
            _is_undone(connection)
            return
        else:
            return


def _unknown(error: psycopg.Error | RunAgain) -> StoreUnusable:
    why = first_line(error) if isinstance(error, psycopg.Error) else "too many want the same"
    return StoreUnusable(f"nothing can be stored: {why}")


def _raise_if_lost(connection: Connection, error: psycopg.Error) -> None:
    if connection.broken:
        raise Lost(first_line(error)) from error


def _undo(connection: Connection) -> None:
    try:
        connection.rollback()
    except psycopg.Error as error:
        raise Lost(first_line(error)) from error


def _is_undone(connection: Connection) -> bool:
    """Whether the connection can be used on."""
    try:
        connection.rollback()
    except psycopg.Error:
        return False
    return True


@cache
def _translated(statement: str) -> tuple[str, bool]:
    """In the driver's own writing, and whether it writes."""
    text = statement.replace("%", "%%").replace("?", "%s")
    return text, not text.lstrip().upper().startswith("SELECT")
