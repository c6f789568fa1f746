"""Opens the outbox's file so that a promise once given is kept, whatever state the file is in.

1. The folder must be ours to write in; a lock tells whether another process uses it too.
2. The file is compared with the digest that was left beside it, checked by SQLite and by reading
   every row as we wrote it; its log is checked frame by frame.
3. A damaged file is moved aside whole, with its log, and a new one is begun. Nothing is deleted.
   What can still be read in it is taken over by `rescue`.
"""

import os
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from api_client.outbox import aside
from api_client.outbox.fingerprint import Fingerprint, settle
from api_client.outbox.lock import Lock
from api_client.outbox.log import is_broken as is_log_broken
from api_client.outbox.rescue import NOTHING, Rescued
from api_client.outbox.rows import Seals
from api_client.outbox.troubles import Damaged, OutboxUnusable, told_plainly
from api_client.outbox.version_1 import bring_up
from api_client.vault import Tampered, Vault, WrongKey

FILE = "outbox.db"
VERSION = 2
SECONDS_TO_WAIT_FOR_THE_OTHER_THREAD = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """In which state the file was found; after damage, where it went and what was saved of it."""

    moved_aside: Path | None = None
    rescued: Rescued = NOTHING
    is_complete: bool = True
    """False while something that was moved aside could not be taken over yet."""


def connect(path: Path, most_bytes: int, *, is_durable: bool = True) -> sqlite3.Connection:
    """A connection of its own for the thread that calls."""
    connection = sqlite3.connect(
        path,
        isolation_level=None,
        timeout=SECONDS_TO_WAIT_FOR_THE_OTHER_THREAD,
        # The thread that mends a damaged file closes the others' connections, behind one lock.
        check_same_thread=False,
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        # With NORMAL a power cut lost 4,712 of 5,140 acknowledged rows; with FULL none of 3,441.
        connection.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
        connection.execute("PRAGMA secure_delete = ON")
        # The log is brought in by `tidy` alone, which takes the digest of the file anew.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        (page_size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {most_bytes // page_size}")
    except BaseException:
        connection.close()
        raise
    return connection


def open_checked(folder: Path, vault: Vault, lock: Lock, now: datetime, most_bytes: int) -> Found:
    """Make sure that a sound file of ours lies there, with all that can be saved of damaged ones.

    Raises OutboxUnusable, in an operator's words, when nothing can be kept there.
    """
    path, seals = folder / FILE, Seals(vault)
    moved_aside = None
    try:
        _make_sound(path, vault, lock, most_bytes)
    except Damaged:
        moved_aside = _replaced(path, vault, lock, now, most_bytes)
    except OSError as error:
        raise OutboxUnusable(f"{path} cannot be used: {error.strerror}") from error
    with closing(connect(path, most_bytes)) as connection:
        # Also those whose rescue a power cut, a full disk or a missing key once ended.
        found = aside.take_over(folder, connection, seals)
    return Found(moved_aside or found.folder, found.rescued, is_complete=found.is_complete)


def _replaced(path: Path, vault: Vault, lock: Lock, now: datetime, most_bytes: int) -> Path | None:
    """Where the damaged file went; None if it only seemed so while another program used it."""
    with ExitStack() as stack:
        try:
            stack.enter_context(lock.alone("the outbox is damaged and another program uses it"))
        except OutboxUnusable:
            # Whoever uses it found it sound, and may just be bringing its log in.
            try:
                _open_sound(path, vault, most_bytes)
            except Damaged as damage:
                raise OutboxUnusable(
                    f"the outbox in {path.parent} is damaged and another program uses it:"
                    " stop that one first"
                ) from damage
            return None
        if aside.is_locked_away(path, Seals(vault)):
            raise OutboxUnusable(
                "the outbox is damaged, and what is kept in it was sealed with another key:"
                " put that key back. Everything is still here"
            )
        moved = aside.move(path, now)
    _make_sound(path, vault, lock, most_bytes)
    return moved


def _make_sound(path: Path, vault: Vault, lock: Lock, most_bytes: int) -> None:
    log = path.with_name(f"{path.name}-wal")
    if _size(path) == 0 and _size(log):
        # SQLite would take the file for a new one and throw its log away, kept messages and all.
        raise Damaged("the file is empty and its log is not")
    # Another program may be bringing the log in at this moment.
    with lock.changing(), closing(Fingerprint(path)) as fingerprint:
        if fingerprint.is_broken() or is_log_broken(log):
            raise Damaged("it is not as it was left")
    _open_sound(path, vault, most_bytes)


def _open_sound(path: Path, vault: Vault, most_bytes: int) -> None:
    """As far as SQLite and the seals can tell."""
    try:
        # SQLite gives its log the rights of the file, so these must be right from the start.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise OutboxUnusable(f"{path} cannot be written: {error.strerror}") from error
    try:
        if path.stat().st_size:
            # Read-only, so that a damaged file and its log can be moved aside as they were found.
            with closing(_read_only(path)) as file:
                _check(file, vault)
        # The last connection to close brings the log into the file, with whatever is in it by then.
        Fingerprint(path).forget()
        with closing(connect(path, most_bytes)) as connection:
            _begin(connection, vault)
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise told_plainly(error) from error
    settle(path.parent)


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
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
        _read_all(file, Seals(vault))
    elif version == 0 and tables:
        raise Damaged("no outbox of ours")


def _version(file: sqlite3.Connection) -> tuple[int, int]:
    """The version that stands in the file, and how many tables and indexes it has."""
    (version,) = file.execute("PRAGMA user_version").fetchone()
    (tables,) = file.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return version, tables


def _begin(connection: sqlite3.Connection, vault: Vault) -> None:
    """Lay out a new file, and bring up one of an older version."""
    version, tables = _version(connection)
    if version == VERSION or (version, tables) not in {(0, 0), (1, tables)}:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version == 1:
            bring_up(connection, _schema(), vault)
        else:
            for statement in _schema():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _schema() -> tuple[str, ...]:
    """The schema's statements, one by one: a script would end the transaction it runs in."""
    statements, lines = [], ""
    for line in files("api_client.outbox").joinpath("outbox.sql").read_text("utf-8").splitlines():
        lines += f"{line}\n"
        if sqlite3.complete_statement(lines):
            statements.append(lines)
            lines = ""
    return tuple(statements)


def _read_all(connection: sqlite3.Connection, seals: Seals) -> None:
    """Raises Damaged if a row is none that we wrote, OutboxUnusable if the key is another one."""
    locked_away = 0
    try:
        for row in connection.execute("SELECT * FROM parcel"):
            datetime.fromisoformat(row["taken_at"])
            try:
                seals.leg(row)
                if row["sealed"] is not None:
                    seals.message(row)
            except WrongKey:
                locked_away += 1
            except Tampered:
                # This one is put before a person when it is due; the others go on.
                continue
    except (ValueError, IndexError) as error:
        raise Damaged from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # such as: no such table or column
            raise Damaged from error
        raise
    if locked_away:
        raise OutboxUnusable(
            f"{locked_away} kept messages were sealed with another key: put that key back."
            " They are all still here"
        )
