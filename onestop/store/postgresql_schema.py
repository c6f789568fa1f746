"""The schema of a PostgreSQL store: its version, and how it is brought up to date."""

from importlib.resources import files

import psycopg

from onestop.store.postgresql_work import Connection, first_line
from onestop.store.sqlite_file import VERSION
from onestop.store.troubles import StoreUnusable

FIRST = 3
"""What came before was SQLite's alone."""
LOCK = 0x6F6E6573746F70
MAKE_VERSION = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"


def check(connection: Connection) -> None:
    """Raises StoreUnusable unless the schema is this back end's."""
    version = version_of(connection)
    if version > VERSION:
        raise StoreUnusable(f"the store is of version {version}, this back end of {VERSION}")
    if version < VERSION:
        is_what = f"of version {version}, this back end of {VERSION}" if version else "empty"
        raise StoreUnusable(f"the database is {is_what}: run `kiosk onestop migrate` once")


def migrate(connection: Connection) -> int:
    """Bring it up to this version, wholly or not at all. Returns the version before.

    Several may try at once: one does, the others find it done. Raises StoreUnusable.
    """
    try:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        connection.execute(MAKE_VERSION)
        before = version_of(connection)
        if before > VERSION:
            raise StoreUnusable(f"the store is of version {before}, this back end of {VERSION}")
        for version in range(max(before + 1, FIRST), VERSION + 1):
            change = files("onestop.store").joinpath(f"schema/postgresql/version_{version}.sql")
            connection.execute(change.read_text("utf-8").encode())
        connection.execute("DELETE FROM schema_version")
        connection.execute("INSERT INTO schema_version VALUES (%s)", (VERSION,))
        connection.commit()
    except psycopg.Error as error:
        raise StoreUnusable(f"the database cannot be set up: {first_line(error)}") from error
    return before


def version_of(connection: Connection) -> int:
    """0 for an empty database."""
    found = connection.execute("SELECT to_regclass('schema_version')").fetchone()
    if found is None or found[0] is None:
        return 0
    row = connection.execute("SELECT version FROM schema_version").fetchone()
    return 0 if row is None else int(row[0])
