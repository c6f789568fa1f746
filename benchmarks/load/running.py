"""Real back ends to be put under load: one on a file, several workers on one database."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psycopg

from benchmarks.load.back_end import BackEnd
from benchmarks.load.signed import Sender
from kiosk.commands.back_end import DISTRICT, published
from kiosk.commands.key_file import enrolled_key, own_key_file
from onestop.process import BackEndProcess, Running
from onestop.store import Place

KIOSK: Final = "TRY"
COUNT: Final = "SELECT count(*) FROM matter"


@contextmanager
def on_sqlite(folder: Path) -> Iterator[BackEnd]:
    folder.mkdir()

    def stored() -> int:
        with closing(sqlite3.connect(folder / "onestop.db")) as file:
            (count,) = file.execute(COUNT).fetchone()
        return int(count)

    key = enrolled_key(own_key_file(folder))
    with BackEndProcess(_running(folder)) as process:
        yield BackEnd("SQLite, 1 process", Sender(process.address, KIOSK, key), stored)


@contextmanager
def on_postgresql(folder: Path, url: str, workers: int) -> Iterator[BackEnd]:
    """All answer on one port; the system deals the connections out."""
    folder.mkdir()
    Place(folder, url).migrate()

    def stored() -> int:
        with psycopg.connect(url) as connection:
            row = connection.execute(COUNT).fetchone()
        return 0 if row is None else int(row[0])

    key = enrolled_key(own_key_file(folder))
    with ExitStack() as opened:
        first = opened.enter_context(BackEndProcess(_running(folder, url)))
        port = urlsplit(first.address).port or 0
        for _ in range(workers - 1):
            opened.enter_context(BackEndProcess(_running(folder, url, port)))
        name = f"PostgreSQL, {workers} worker" + ("s" if workers > 1 else "")
        yield BackEnd(name, Sender(first.address, KIOSK, key), stored)


def _running(folder: Path, url: str = "", port: int = 0) -> Running:
    return Running(
        folder,
        published(folder, "default"),
        folder / "log.txt",
        port=port,
        own_kiosk=f"{DISTRICT}/{KIOSK}",
        own_key=own_key_file(folder),
        database=url,
        shares_port=bool(url),
    )
