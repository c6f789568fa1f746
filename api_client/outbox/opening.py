"""Opens the outbox's file so that a promise once given is kept, whatever state the file is in.

1. The folder must be ours to write in; a lock tells whether another process uses it too.
2. The file is checked by SQLite and by reading every row as we wrote it.
3. A damaged file is moved aside whole, with its log, and a new one is begun. Nothing is deleted.
   What can still be read in it is taken over by `rescue`.
"""

import fcntl
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import files
from io import FileIO
from pathlib import Path

from api_client.outbox.parcels import about, tracking_from
from api_client.outbox.rescue import read_only
from api_client.outbox.statements import EVERY_ROW
from api_client.outbox.troubles import MEANS_DAMAGED, OutboxUnusable, primary_code, told_plainly
from api_client.vault import Tampered, Vault, WrongKey

FILE = "outbox.db"
VERSION = 1
SECONDS_TO_WAIT_FOR_THE_OTHER_THREAD = 5.0


class Damaged(Exception):
    """The file is not an outbox that we wrote."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection to a file that passed its checks; the first one holds the lock."""

    path: Path
    most_bytes: int
    connection: sqlite3.Connection
    lock: FileIO | None
    moved_aside: Path | None

    def for_thread(self) -> "Opened":
        """Another connection, for the thread that calls."""
        with told_plainly():
            return replace(self, connection=_connect(self.path, self.most_bytes), lock=None)

    def close(self) -> None:
        self.connection.close()
        if self.lock is not None:
            self.lock.close()


def open_checked(folder: Path, vault: Vault, now: datetime, most_bytes: int) -> Opened:
    """Raises OutboxUnusable, in an operator's words, when nothing can be kept there."""
    lock, path, moved_aside = _lock(folder), folder / FILE, None
    try:
        try:
            connection = _checked(path, vault, most_bytes)
        except Damaged:
            moved_aside = _move_aside(folder, lock, now)
            connection = _checked(path, vault, most_bytes)
    except BaseException:
        lock.close()
        raise
    return Opened(path, most_bytes, connection, lock, moved_aside)


def _connect(path: Path, most_bytes: int) -> sqlite3.Connection:
    """A connection of its own for the thread that calls."""
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=SECONDS_TO_WAIT_FOR_THE_OTHER_THREAD
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        # With NORMAL a power cut lost 4,712 of 5,140 acknowledged rows; with FULL none of 3,441.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {most_bytes // page_size}")
    except BaseException:
        connection.close()
        raise
    return connection


def _lock(folder: Path) -> FileIO:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileIO(os.open(folder / "outbox.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise OutboxUnusable(
            f"nothing can be kept in {folder}: {error.strerror}. Choose a folder that is ours"
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise OutboxUnusable(f"another program is repairing the outbox in {folder}") from error
    return lock


def _checked(path: Path, vault: Vault, most_bytes: int) -> sqlite3.Connection:
    if _size(path) == 0 and _size(path.with_name(f"{FILE}-wal")):
        # SQLite would take the file for a new one and throw its log away, kept messages and all.
        raise Damaged("the file is empty and its log is not")
    try:
        # SQLite gives its log the rights of the file, so these must be right from the start.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise OutboxUnusable(f"{path} cannot be written: {error.strerror}") from error
    try:
        if path.stat().st_size:
            # Read-only, so that a damaged file and its log can be moved aside as they were found.
            with closing(read_only(path)) as file:
                _check(file, vault)
        connection = _connect(path, most_bytes)
        _begin(connection)
    except UnicodeDecodeError as error:
        raise Damaged from error
    except sqlite3.Error as error:
        if primary_code(error) in MEANS_DAMAGED or "decode" in str(error):
            # Text that is no text has no code of its own: Python finds it, not SQLite.
            raise Damaged from error
        with told_plainly():
            raise
    _settle(path.parent)
    return connection


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _check(file: sqlite3.Connection, vault: Vault) -> None:
    (verdict,) = file.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Damaged(verdict)
    version, tables = _version(file)
    if version > VERSION:
        raise OutboxUnusable(f"the outbox was written by a newer kiosk (version {version})")
    if version == VERSION:
        _read_all(file, vault)
    elif tables:
        raise Damaged("no outbox of ours")


def _version(file: sqlite3.Connection) -> tuple[int, int]:
    """The version that stands in the file, and how many tables and indexes it has."""
    (version,) = file.execute("PRAGMA user_version").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return version, tables


def _begin(connection: sqlite3.Connection) -> None:
    """Lay out a new file; an older one is as it should be."""
    if _version(connection) == (0, 0):
        schema = files("api_client.outbox").joinpath("outbox.sql").read_text("utf-8")
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;"
        )


def _read_all(connection: sqlite3.Connection, vault: Vault) -> None:
    locked_away = 0
    try:
        for row in connection.execute(EVERY_ROW):
            tracking_from(row)
            locked_away += row["sealed"] is not None and _is_under_another_key(row, vault)
    except (ValueError, IndexError) as error:
        raise Damaged from error
    except sqlite3.OperationalError as error:
        if primary_code(error) == sqlite3.SQLITE_ERROR:  # such as: no such table, no such column
            raise Damaged from error
        raise
    if locked_away:
        raise OutboxUnusable(
            f"{locked_away} kept messages were sealed with another key: put its key file back. "
            "They are all still here"
        )


def _is_under_another_key(row: sqlite3.Row, vault: Vault) -> bool:
    try:
        vault.open(
            row["sealed"],
            about(row["kind"], row["reference"], row["service_code"], row["taken_at"]),
        )
    except WrongKey:
        return True
    except Tampered:  # this one row is put before a person when it is due; the others go on
        return False
    return False


def _move_aside(folder: Path, lock: FileIO, now: datetime) -> Path:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise OutboxUnusable(
            f"the outbox in {folder} is damaged and another program uses it: stop that one first"
        ) from error
    try:
        aside = _new_folder(folder, now)
        # The log goes first: left beside a new file, it would be played into it.
        for name in (f"{FILE}-wal", f"{FILE}-shm", FILE):
            if (folder / name).exists():
                (folder / name).rename(aside / name)
        _settle(aside)
        _settle(folder)
        fcntl.flock(lock, fcntl.LOCK_SH)
    except OSError as error:
        raise OutboxUnusable(
            f"the outbox in {folder} is damaged and cannot be moved aside: {error.strerror}"
        ) from error
    return aside


def _new_folder(folder: Path, now: datetime) -> Path:
    """A dated folder that is not there yet: two damages in one second keep both files."""
    stamp = now.strftime("%Y%m%dT%H%M%S")
    for number in range(1, 1000):
        aside = folder / f"damaged-{stamp}-{number}"
        try:
            aside.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return aside
    raise OutboxUnusable(f"{folder} is full of damaged outboxes: look into them")


def _settle(folder: Path) -> None:
    """Make the folder's list of files durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
