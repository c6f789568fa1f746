"""The store's folder: ours alone to read, and held by one back end at a time."""

import fcntl
import os
import time
from io import FileIO
from pathlib import Path

from onestop.store.troubles import StoreUnusable

LOCK = "onestop.lock"
SECONDS_BETWEEN_TRIES = 0.05


def held(folder: Path, seconds: float = 0.0) -> FileIO:
    """Make the folder if there is none and lock it, until the lock is closed or we are killed.

    Raises StoreUnusable, also while another back end has it, after so many seconds.
    """
    made(folder)
    try:
        lock = FileIO(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise StoreUnusable(f"nothing can be stored in {folder}: {error.strerror}") from error
    try:
        _lock(lock, time.monotonic() + seconds)
    except BlockingIOError as error:
        lock.close()
        raise StoreUnusable(f"another back end is using the store in {folder}") from error
    except OSError as error:
        lock.close()
        raise StoreUnusable(f"{folder} cannot be locked: {error.strerror}") from error
    return lock


def _lock(lock: FileIO, end: float) -> None:
    """Raises BlockingIOError if somebody else has it until then."""
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                raise
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return


def made(folder: Path) -> None:
    """Raises StoreUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(f"nothing can be stored in {folder}: {error.strerror}") from error


def settle(folder: Path) -> None:
    """Make the folder's list of files durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
