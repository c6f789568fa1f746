"""A store is set up and brought up to date from the console; troubles are told in a sentence."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from kiosk.__main__ import main as kiosk
from onestop.migrate import main
from onestop.process import BackEndProcess, CannotStart, Running
from onestop.store import Place, StoreUnusable
from tests.onestop.places import NewPlace
from tests.servers.postgres import Cluster

PASSWORD: Final = "p@ss/wörd"  # noqa: S105 - of a role that this test makes
Said = Callable[[Place], tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """The exit code, and what it says on standard output and on standard error."""

    def said(place: Place) -> tuple[int, str, str]:
        code = main([f"--folder={place.folder}", f"--database={place.database}"])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


@pytest.fixture
def empty(postgres: Cluster, tmp_path: Path) -> Place:
    name = f"empty_{datetime.now(UTC):%H%M%S%f}"
    return Place(tmp_path / "store", postgres.database(name))


@pytest.fixture
def guarded(postgres: Cluster) -> Iterator[Callable[[str], str]]:
    """The address of a database that wants a password, with the password that is given."""
    with psycopg.connect(postgres.url, autocommit=True) as server:
        wanted = sql.SQL("CREATE ROLE guarded LOGIN PASSWORD {}").format(sql.Literal(PASSWORD))
        server.execute(wanted)
        let_in(server, "local all guarded scram-sha-256")
        yield lambda given: postgres.url.replace("postgres@", f"guarded:{quote(given, safe='')}@")
        let_in(server)
        server.execute("DROP ROLE guarded")


def let_in(server: psycopg.Connection, *lines: str) -> None:
    """Have the server admit whom these lines of its pg_hba.conf say, and all others."""
    (file,) = server.execute("SHOW hba_file").fetchone() or ("",)
    values = sql.SQL(", ").join(
        sql.SQL("({})").format(sql.Literal(line)) for line in (*lines, "local all all trust")
    )
    target = sql.Literal(file)
    server.execute(sql.SQL("COPY (VALUES {}) TO {}").format(values, target))
    (before,) = server.execute("SELECT pg_conf_load_time()").fetchone() or (None,)
    server.execute("SELECT pg_reload_conf()")
    while server.execute("SELECT pg_conf_load_time()").fetchone() == (before,):
        pass


def test_an_empty_database_is_set_up_once(said: Said, empty: Place) -> None:
    assert said(empty) == (0, "the database was empty and is of version 3 now\n", "")
    again = "the database is of version 3 already: there was nothing to do\n"
    assert said(empty) == (0, again, "")
    empty.open().close()


def test_the_settings_say_where_it_lies(
    capsys: pytest.CaptureFixture[str], empty: Place, tmp_path: Path
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(
        f'[kiosk]\ndata_folder = "{tmp_path}"\n[onestop]\ndatabase = "{empty.database}"\n'
    )
    for told in ("was empty and is of version 3 now", "is of version 3 already"):
        assert kiosk(["--config", str(settings), "onestop", "migrate"]) == 0
        assert f"the database {told}" in capsys.readouterr().out
    words = ("onestop", "decide", "7KDT-PE9G-ERAH", "accepted")
    assert kiosk(["--config", str(settings), *words]) == 1
    assert "there is no case 7KDT-PE9G-ERAH of any kiosk" in capsys.readouterr().err


def test_an_empty_folder_is_set_up_once(said: Said, tmp_path: Path) -> None:
    place = Place(tmp_path / "store")
    what = f"the store in {place.folder}"
    assert said(place) == (0, f"{what} was empty and is of version 3 now\n", "")
    assert said(place)[1] == f"{what} is of version 3 already: there was nothing to do\n"


def test_an_older_store_is_brought_up_and_said_from_where(
    said: Said, tmp_path: Path, version_1: Callable[[Path], None]
) -> None:
    version_1(tmp_path)
    told = f"the store in {tmp_path} was of version 1 and is of version 3 now\n"
    assert said(Place(tmp_path)) == (0, told, "")


def test_a_newer_store_is_left_alone(said: Said, new_place: NewPlace, tmp_path: Path) -> None:
    place = new_place(tmp_path)
    place.migrate()
    if place.is_shared:
        with place.changing() as tables:
            tables.execute("UPDATE schema_version SET version = 9")
    else:
        with closing(sqlite3.connect(tmp_path / "onestop.db")) as file:
            file.execute("PRAGMA user_version = 9")
    told = "onestop: the store is of version 9, this back end of 3\n"
    assert said(place) == (1, "", told)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_that_run_it_at_once_do_it_once(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = Place(tmp_path) if kind == "sqlite" else request.getfixturevalue("empty")
    where = (f"--folder={place.folder}", f"--database={place.database}")
    command = [sys.executable, "-m", "onestop.migrate", *where]

    def migrated(_: int) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.split(" and ")[0].split(" already")[0]

    with ThreadPoolExecutor(4) as several:
        told = sorted(several.map(migrated, range(4)))
    assert [line.rpartition(" ")[2] for line in told] == ["3", "3", "3", "empty"]


def test_a_back_end_on_an_empty_database_says_what_to_do(own: Running, empty: Place) -> None:
    on_it = replace(own, database=empty.database)
    with pytest.raises(
        CannotStart, match="the database is empty: run `kiosk onestop migrate` once"
    ):
        BackEndProcess(on_it)


def test_a_database_that_is_not_there_is_said(said: Said, tmp_path: Path) -> None:
    place = Place(tmp_path / "store", "postgresql://onestop:secret@127.0.0.1:1/onestop")
    code, _, err = said(place)
    assert code == 1
    assert err.startswith("onestop: the database does not answer: connection to server at")
    assert "secret" not in err


def test_a_wrong_password_is_said_and_not_told(
    said: Said, tmp_path: Path, guarded: Callable[[str], str]
) -> None:
    code, _, err = said(Place(tmp_path / "store", guarded("another secret")))
    assert code == 1
    assert err.startswith("onestop: the database does not let us in: ")
    assert 'password authentication failed for user "guarded"' in err
    assert "secret" not in err
    # The right one is let in as far as its rights go.
    assert "permission denied" in said(Place(tmp_path / "store", guarded(PASSWORD)))[2]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://onestop:se@cret@127.0.0.1/onestop",
        "postgresql://onestop:se/cret@127.0.0.1/onestop",
        "postgresql://onestop:se?cret@127.0.0.1/onestop",
        "postgresql://onestop:se%cret@127.0.0.1/onestop",
        "postgresql://onestop@127.0.0.1:secret/onestop",
        "postgresql://onestop@127.0.0.1/onestop?cret=se",
    ],
)
def test_an_address_that_cannot_be_read_is_not_quoted(tmp_path: Path, address: str) -> None:
    with pytest.raises(StoreUnusable, match="address cannot be read: it is postgresql://") as told:
        Place(tmp_path, address).open()
    assert "cret" not in str(told.value)
    assert told.value.__cause__ is None
