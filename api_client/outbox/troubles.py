"""Why the outbox could not keep something, in sentences an operator can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

PRIMARY_CODE = 0xFF  # SQLite's extended codes carry the primary one in the low byte
MEANS_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class OutboxUnusable(Exception):
    """Nothing can be kept now: the resident must not be told that we have it."""


class OutboxFull(OutboxUnusable):
    """The disk, or the share of it that is ours, is full."""


class ReferenceTaken(Exception):
    """Something else is kept under this reference already."""


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's own error number; None when the fault is in how Python was used."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & PRIMARY_CODE


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn what SQLite says about the disk into OutboxFull or OutboxUnusable."""
    try:
        yield
    except sqlite3.Error as error:
        code = primary_code(error)
        if code is None:
            raise
        if code == sqlite3.SQLITE_FULL:
            raise OutboxFull("the outbox cannot keep more: free space on its disk") from error
        raise OutboxUnusable(f"the outbox cannot be used: {error}") from error
