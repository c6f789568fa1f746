"""Both databases have the same tables, and districts can lie on machines of their own (Citus)."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import psycopg
import pytest

from onestop import store
from onestop.store import Place, statements, statements_kiosks
from tests.servers.postgres import Cluster

Keys = dict[str, tuple[tuple[str, ...], ...]]
EVERYWHERE = {"readiness", "schema_version", "enrolment_guess"}
"""Tables without a district: copied to every machine, or of none."""
REPORTS = {"DISTRICTS_OF_REFERENCE", "TOUCH"}
"""What an operator or a probe asks of all districts."""
OF_KIOSKS = {"CHANGES", "DISTRICTS", "NAMED_SO", "CODES_BEGINNING_SO", "GUESSES", "FORGET_GUESSES"}
"""Who a kiosk is, before its district is known."""
STATEMENTS: tuple[ModuleType, ...] = (statements, statements_kiosks)
COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public'"""
KEYS = """
    SELECT t.relname, array_agg(a.attname::text ORDER BY k.place)
    FROM pg_index AS i
    JOIN pg_class AS t ON t.oid = i.indrelid
    JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = 'public'
    CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)
    JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number
    WHERE i.indisunique GROUP BY i.indexrelid, t.relname"""


@pytest.fixture(scope="module")
def in_a_database(
    postgres: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[psycopg.Connection]:
    url = postgres.database("schemas")
    Place(tmp_path_factory.mktemp("schemas"), url).migrate()
    with psycopg.connect(url) as connection:
        yield connection


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("schemas")
    Place(folder).migrate()
    with closing(sqlite3.connect(folder / "onestop.db")) as connection:
        yield connection


def keys_in_database(connection: psycopg.Connection) -> Keys:
    return gathered((table, tuple(columns)) for table, columns in connection.execute(KEYS))


def keys_in_file(connection: sqlite3.Connection) -> Keys:
    found = []
    for (table,) in tables_of(connection):
        primary = connection.execute(
            "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
        ).fetchall()
        found.append((table, tuple(name for (name,) in primary)))
        unique = "SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin = 'c'"
        for (index,) in connection.execute(unique, (table,)).fetchall():
            columns = connection.execute("SELECT name FROM pragma_index_info(?)", (index,))
            found.append((table, tuple(name for (name,) in columns)))
    return gathered((table, columns) for table, columns in found if columns)


def tables_of(connection: sqlite3.Connection) -> list[tuple[str]]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return connection.execute(named).fetchall()


def gathered(found: Iterator[tuple[str, tuple[str, ...]]]) -> Keys:
    keys: Keys = {}
    for table, columns in found:
        keys[table] = tuple(sorted({*keys.get(table, ()), columns}))
    return keys


def test_both_have_the_same_tables_and_columns(
    in_a_database: psycopg.Connection, in_a_file: sqlite3.Connection
) -> None:
    of_database = set(in_a_database.execute(COLUMNS).fetchall())
    of_file = {
        (table, column)
        for (table,) in tables_of(in_a_file)
        for (column,) in in_a_file.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    # A SQLite file has a place of its own for its version.
    assert of_database - {("schema_version", "version")} == of_file


def test_both_have_the_same_keys(
    in_a_database: psycopg.Connection, in_a_file: sqlite3.Connection
) -> None:
    assert keys_in_database(in_a_database) == keys_in_file(in_a_file)


def test_every_key_begins_with_the_district(in_a_database: psycopg.Connection) -> None:
    keys = keys_in_database(in_a_database)
    tables = {table for table, _ in in_a_database.execute(COLUMNS)}
    for table in EVERYWHERE:
        keys.pop(table, None)
    assert set(keys) == tables - EVERYWHERE
    assert [columns for of_table in keys.values() for columns in of_table] == [
        columns for of_table in keys.values() for columns in of_table if columns[0] == "district"
    ]


@pytest.mark.parametrize("module", STATEMENTS, ids=lambda module: module.__name__)
def test_no_statement_but_a_reports_crosses_districts(module: ModuleType) -> None:
    told = {name: text for name, text in vars(module).items() if name.isupper()}
    crossing = {
        name
        for name, text in told.items()
        if isinstance(text, str)
        and re.search(r"\b(SELECT|UPDATE|DELETE)\b", text)
        and "INSERT" not in text
        and not re.search(r"\bdistrict = \?", text)
    }
    assert crossing <= REPORTS | OF_KIOSKS | PARTS_OF_STATEMENTS


PARTS_OF_STATEMENTS = {"CASES"}


def test_every_version_since_both_stands_for_both() -> None:
    folder = files(store).joinpath("schema")
    names = {
        kind: {each.name for each in folder.joinpath(kind).iterdir()}
        for kind in ("sqlite", "postgresql")
    }
    older = {"version_1.sql", "version_2.sql"}
    assert names["sqlite"] - older == names["postgresql"]


def test_a_file_of_an_older_version_says_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.migrate() == 0
    assert place.migrate() == 3
