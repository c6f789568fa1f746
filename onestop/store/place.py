"""Where a store lies: in a folder, or in a database that several back ends share."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onestop.store.folder import made
from onestop.store.papers import Papers
from onestop.store.sqlite import SqliteFile
from onestop.store.store import Store
from onestop.store.tables import Database, Tables
from onestop.store.troubles import StoreUnusable

POSTGRESQL = ("postgresql://", "postgres://")


class _Kind(Protocol):
    """One kind of database. Every method raises StoreUnusable."""

    def open(self) -> Database: ...

    def changing(self) -> AbstractContextManager[Tables]: ...

    def looking(self) -> AbstractContextManager[Tables]: ...

    def migrate(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Papers lie in the folder, cases too unless `database` is the URL of a PostgreSQL database."""

    folder: Path
    database: str = ""

    def __post_init__(self) -> None:
        """Raises StoreUnusable for a URL of anything else."""
        if self.database and not self.is_shared:
            kind = self.database.partition(":")[0]
            raise StoreUnusable(
                f"{kind} is no database that cases can lie in: postgresql://…, or none for a file"
            )

    @property
    def is_shared(self) -> bool:
        """Whether several back ends may use it at once."""
        return self.database.startswith(POSTGRESQL)

    def open(self) -> Store:
        """The store of a back end. Raises StoreUnusable."""
        made(self.folder)
        with ExitStack() as opened:
            database = opened.enter_context(closing(self._kind.open()))
            store = Store(database, Papers(self.folder, is_shared=self.is_shared))
            opened.pop_all()
        return store

    @contextmanager
    def changing(self) -> Iterator[Tables]:
        """One transaction of an operator, also while back ends run. Raises StoreUnusable."""
        with self._kind.changing() as tables:
            yield tables

    @contextmanager
    def looking(self) -> Iterator[Tables]:
        """One look at all as it is now, which holds nobody up. Raises StoreUnusable."""
        with self._kind.looking() as tables:
            yield tables

    def migrate(self) -> int:
        """Bring the store up to this version, making it if there is none.

        Returns the version before, 0 for a new one. Raises StoreUnusable.
        """
        made(self.folder)
        return self._kind.migrate()

    @property
    def _kind(self) -> _Kind:
        if not self.is_shared:
            return SqliteFile(self.folder)
        from onestop.store.postgresql import PostgresUrl  # noqa: PLC0415 - a file need not load it

        return PostgresUrl(self.database)
