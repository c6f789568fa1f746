"""The store's file: begun, checked, brought up to date, and opened so that a promise is durable."""

import os
import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from onestop.store.folder import settle
from onestop.store.search import remember_all
from onestop.store.tables import Work
from onestop.store.troubles import StoreUnusable

FILE = "onestop.db"
VERSION = 3
SEARCHED_SINCE = 3
SECONDS_TO_WAIT_FOR_ANOTHER = 5.0


class SqliteTables:
    """A connection as the store asks it."""

    for_update = ""
    """Whoever writes is alone in the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.execute = connection.execute

    def at_the_end(self, _: str, work: Work[None], /) -> None:
        """At once: nobody waits for a row of it."""
        work(self)


def begin(folder: Path) -> Path:
    """The path of a sound file of this version, made if there is none.

    Raises StoreUnusable. A damaged file is left as it is: an authority's cases are put right by
    people, from a backup, and not by beginning anew.
    """
    path = folder / FILE
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(connect(path)) as connection:
            _check(connection)
        settle(folder)
    except OSError as error:
        raise StoreUnusable(f"nothing can be stored in {folder}: {error.strerror}") from error
    except sqlite3.Error as error:
        raise StoreUnusable(f"{path} cannot be used: {error}") from error
    return path


def connect(path: Path) -> sqlite3.Connection:
    """A connection of its own for the thread that calls."""
    # Besides the one writer, an operator's decision may hold the file for a moment.
    connection = sqlite3.connect(path, isolation_level=None, timeout=SECONDS_TO_WAIT_FOR_ANOTHER)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # With NORMAL a power cut lost 4,712 of 5,140 acknowledged rows; with FULL none of 3,441.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise StoreUnusable(f"the store is damaged: {verdict}")
    version = version_of(connection)
    if version > VERSION:
        raise StoreUnusable(f"the store is of version {version}, this back end of {VERSION}")
    if version == VERSION:
        return
    # A table that others refer to can be made anew only while nobody minds.
    connection.execute("PRAGMA foreign_keys = OFF")
    for newer in range(version + 1, VERSION + 1):
        _bring_up_to(newer, connection)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise StoreUnusable("the store is damaged: something belongs to a case that is not there")
    connection.execute("PRAGMA foreign_keys = ON")


def _bring_up_to(version: int, connection: sqlite3.Connection) -> None:
    """One version up, wholly or not at all: a new file goes the way that every old one went."""
    change = (
        files("onestop.store").joinpath(f"schema/sqlite/version_{version}.sql").read_text("utf-8")
    )
    connection.executescript(f"BEGIN IMMEDIATE;\n{change}")
    if version == SEARCHED_SINCE:
        remember_all(SqliteTables(connection))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("COMMIT")
