"""Damaged outboxes: moved aside whole, and what can be read of them taken over, once.

A folder whose messages were taken over carries a mark. One without it was left in the middle, by a
power cut, a full disk or a missing key, and is taken over at the next start.
"""

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from api_client.outbox.fingerprint import settle
from api_client.outbox.rescue import NOTHING, Rescued, rescue
from api_client.outbox.rows import Seals
from api_client.outbox.salvage import rows_in
from api_client.outbox.statements import COLUMNS
from api_client.outbox.troubles import OutboxUnusable
from api_client.vault import VaultError, WrongKey

MARK = "taken-over"
# The file first: a log without its file is known for damaged, a file without its log is not.
NAMES = ("", "-wal", "-shm", ".digest")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What this start has saved, and from where (the last, if there were several)."""

    folder: Path | None = None
    rescued: Rescued = NOTHING
    is_complete: bool = True


def move(file: Path, now: datetime) -> Path:
    """Where it lies now, with its log and digest. Raises OutboxUnusable."""
    folder = file.parent
    try:
        aside = _new_folder(folder, now)
        for name in NAMES:
            part = folder / f"{file.name}{name}"
            if os.path.lexists(part):
                part.rename(aside / part.name)
        settle(aside)
        settle(folder)
    except OSError as error:
        raise OutboxUnusable(
            f"the outbox in {folder} is damaged and cannot be moved aside: {error.strerror}"
        ) from error
    return aside


def take_over(folder: Path, into: sqlite3.Connection, seals: Seals) -> TakenOver:
    """Rescue from every folder without a mark. What is there already is not taken twice."""
    last, whole, unreadable, is_complete = None, 0, 0, True
    for aside in sorted(folder.glob("damaged-*")):
        if (aside / MARK).exists():
            continue
        try:
            rescued = rescue(aside / "outbox.db", into, seals)
            if not rescued.locked_away:
                _mark(aside)
        except (sqlite3.Error, OSError):
            # A full disk, most likely. Everything is still there.
            is_complete = False
            continue
        last, is_complete = aside, is_complete and not rescued.locked_away
        whole, unreadable = whole + rescued.whole, unreadable + rescued.unreadable
    return TakenOver(last, Rescued(whole, unreadable), is_complete)


def is_locked_away(file: Path, seals: Seals) -> bool:
    """Whether something in it is sealed with another key, and nothing with ours."""
    locked_away = False
    for values in rows_in(file, len(COLUMNS)):
        row = dict(zip(COLUMNS, values, strict=True))
        if row["sealed"] is None:
            continue
        try:
            seals.message(row)
        except WrongKey:
            locked_away = True
        except (VaultError, ValueError, TypeError):
            continue
        else:
            return False
    return locked_away


def _mark(aside: Path) -> None:
    handle = os.open(aside / MARK, os.O_WRONLY | os.O_CREAT, 0o600)
    os.close(handle)
    settle(aside)


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
