"""Why the outbox could not keep something, in sentences an operator can act on."""

import errno
import sqlite3

PRIMARY_CODE = 0xFF  # SQLite's extended codes carry the primary one in the low byte
MEANS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
MEANS_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class OutboxUnusable(Exception):
    """Nothing can be kept now: the resident must not be told that we have it."""


class OutboxFull(OutboxUnusable):
    """The disk, or the share of it that is ours, is full."""


class ReferenceTaken(Exception):
    """Something else is kept under this reference already."""


class NobodyTakes(Exception):
    """No endpoint of this kiosk can take such a message; no page should have offered it."""


class Damaged(Exception):
    """The file is not as we wrote it."""


def primary_code(error: sqlite3.Error) -> int | None:
    """SQLite's own error number; None when the fault is in how Python was used."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & PRIMARY_CODE


def told_plainly(error: Exception) -> Exception:
    """What is said of the disk, as OutboxFull, OutboxUnusable or Damaged; else the same."""
    if isinstance(error, OSError):
        return _full() if error.errno in MEANS_FULL else _unusable(error.strerror or error)
    if isinstance(error, UnicodeDecodeError) or "decode" in str(error):
        # Text that is no text has no code of its own: Python finds it, not SQLite.
        return Damaged(str(error))
    code = primary_code(error) if isinstance(error, sqlite3.Error) else None
    if code in MEANS_DAMAGED:
        return Damaged(str(error))
    if code == sqlite3.SQLITE_FULL:
        return _full()
    return error if code is None else _unusable(error)


def _full() -> OutboxFull:
    return OutboxFull("the outbox cannot keep more: free space on its disk")


def _unusable(why: object) -> OutboxUnusable:
    return OutboxUnusable(f"the outbox cannot be used: {why}")
