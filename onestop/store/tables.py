"""What the store asks of a database: SQLite on one machine, or PostgreSQL in a district.

Both understand the same statements, written with `?` for a value. What differs lies in two places:
how a connection is used (`sqlite.py`, `postgresql.py`), and the schemas beside each other.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
Row = tuple[Any, ...]


class RunAgain(Exception):
    """Somebody else was faster, and nothing was written: do the same from the beginning."""


class Rows(Protocol):
    """What a statement came to."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Row | None: ...

    def fetchall(self) -> list[Row]: ...


class Tables(Protocol):
    """One transaction, or one look."""

    @property
    def for_update(self) -> str:
        """Ends a SELECT whose rows nobody else may change before this transaction ends."""

    def execute(self, statement: str, values: Sequence[object] = (), /) -> Rows: ...

    def at_the_end(self, order: str, work: "Work[None]", /) -> None:
        """What locks a row that many want: done last, so that nobody who waits holds it.

        With others of the same transaction it is done in their order, so that none of two
        transactions waits for the other.
        """


Work = Callable[[Tables], Result]
"""It may be run again from its beginning after all that it wrote was undone."""


class Database(Protocol):
    """Runs work. Every method raises StoreUnusable where the database refuses."""

    async def write(self, work: Work[Result]) -> Result:
        """What the work returns or raises, once it is durable."""

    async def read(self, work: Work[Result]) -> Result:
        """What the work returns or raises; it must not write."""

    def close(self) -> None:
        """Everything that was acknowledged is durable already."""
