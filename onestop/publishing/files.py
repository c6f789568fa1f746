"""Files that are there wholly or not at all, also after a power cut."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onestop.store.folder import settle

LOCK = "press.lock"
ANYBODY_READS = 0o644
OWNER_READS = 0o600


def put(path: Path, content: bytes, mode: int = ANYBODY_READS) -> None:
    """Write it under a passing name, make it durable, and only then give it its own.

    Whoever reads sees the old file or the new one. Writers hold the lock.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.new")
    passing.unlink(missing_ok=True)
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)
    passing.replace(path)
    settle(path.parent)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One writer at a time, in this process or another; the lock ends with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, ANYBODY_READS)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
