"""The store's folder: ours alone to read, and held by one back end at a time."""

import fcntl
import os
from io import FileIO
from pathlib import Path

from onestop.store.troubles import StoreUnusable

LOCK = "onestop.lock"


def held(folder: Path) -> FileIO:
    """Make the folder if there is none and lock it, until the lock is closed or we are killed.

    Raises StoreUnusable, also while another back end has it.
    """
    made(folder)
    try:
        lock = FileIO(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600), "r+")
    except OSError as error:
        raise StoreUnusable(f"nothing can be stored in {folder}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise StoreUnusable(f"another back end is using the store in {folder}") from error
    except OSError as error:
        lock.close()
        raise StoreUnusable(f"{folder} cannot be locked: {error.strerror}") from error
    return lock


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
