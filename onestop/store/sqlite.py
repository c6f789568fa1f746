"""A store in one SQLite file: nothing to set up, one back end at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from onestop.store.folder import held
from onestop.store.sqlite_file import FILE, VERSION, SqliteTables, begin, connect, version_of
from onestop.store.tables import Result, Tables, Work
from onestop.store.troubles import StoreUnusable
from onestop.store.writer import Writer

SECONDS_TO_MIGRATE = 60.0


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """The file in a folder."""

    folder: Path

    def open(self) -> "SqliteDatabase":
        return SqliteDatabase(self.folder)

    @contextmanager
    def changing(self) -> Iterator[Tables]:
        """A short transaction; the back end waits for it, and it for the back end."""
        with self._begun("BEGIN IMMEDIATE") as tables:
            yield tables
            tables.execute("COMMIT")

    @contextmanager
    def looking(self) -> Iterator[Tables]:
        with self._begun("BEGIN") as tables:
            tables.execute("PRAGMA query_only = ON")
            yield tables

    @contextmanager
    def _begun(self, how: str) -> Iterator[Tables]:
        path = self._path
        if not path.is_file():
            raise StoreUnusable(f"there is no store in {self.folder}")
        try:
            with closing(connect(path)) as file:
                file.execute(how)
                if version_of(file) != VERSION:
                    raise StoreUnusable(
                        f"{path} is not of version {VERSION}: start the back end once"
                    )
                yield SqliteTables(file)
        except sqlite3.Error as error:
            raise StoreUnusable(f"{path} cannot be used: {error}") from error

    def migrate(self) -> int:
        """Alone in the folder: who comes meanwhile waits, and finds it done."""
        before = self._version_before()
        if before < VERSION:
            with closing(held(self.folder, SECONDS_TO_MIGRATE)):
                before = self._version_before()
                begin(self.folder)
        elif before > VERSION:
            raise StoreUnusable(f"the store is of version {before}, this back end of {VERSION}")
        return before

    def _version_before(self) -> int:
        if not self._path.exists():
            return 0
        try:
            with closing(connect(self._path)) as file:
                return version_of(file)
        except sqlite3.Error as error:
            raise StoreUnusable(f"{self._path} cannot be used: {error}") from error

    @property
    def _path(self) -> Path:
        return self.folder / FILE


class SqliteDatabase:
    """The file in a folder, which nobody else may have open as a back end.

    Raises StoreUnusable where the disk refuses, and at once while another back end has the folder.
    """

    def __init__(self, folder: Path) -> None:
        with ExitStack() as opened:
            opened.enter_context(closing(held(folder)))
            path = begin(folder)
            try:
                reader = opened.enter_context(closing(connect(path)))
                reader.execute("PRAGMA query_only = ON")
                self._writer = opened.enter_context(closing(Writer(lambda: connect(path))))
            except sqlite3.Error as error:
                raise StoreUnusable(f"{path} cannot be used: {error}") from error
            self._reader = reader
            self._opened = opened.pop_all()

    async def write(self, work: Work[Result]) -> Result:
        return await self._writer.write(work)

    async def read(self, work: Work[Result]) -> Result:
        """On the event loop itself: a look-up by key is done before a thread would have begun."""
        try:
            return work(SqliteTables(self._reader))
        except sqlite3.Error as error:
            raise StoreUnusable(f"nothing can be read: {error}") from error

    def close(self) -> None:
        self._opened.close()
