"""Tells at start whether the outbox's file is, byte for byte, as it was left.

SQLite notices damage to its own structure, and each sealed message proves that it is whole; a bit
that flipped between those would pass unseen. All changes go to the log first and reach the file
only when the log is brought in, so the file's digest is taken anew then, and holds in between.

What reads the file here stays open as long as SQLite has the file open in this process: to close
any handle on a file ends all locks of the process on it (POSIX). Another program would then take
itself for the last user, and delete the log with what was just acknowledged in it.
"""

import hashlib
import os
from contextlib import suppress
from io import BufferedReader
from pathlib import Path

LINES = 2  # written twice, so that a damaged digest is not taken for a damaged file


class Fingerprint:
    """The digest of one file, kept beside it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._beside = file.with_name(f"{file.name}.digest")
        self._reader: BufferedReader | None = None

    def is_known(self) -> bool:
        return self._beside.exists()

    def is_broken(self) -> bool:
        """Whether the file is another one than was left. False where nothing is known."""
        try:
            lines = self._beside.read_text("ascii").splitlines()
        except (OSError, UnicodeDecodeError):
            return False
        if len(lines) != LINES or lines[0] != lines[1]:
            return False
        return not self._file.exists() or lines[0] != self._digest()

    def forget(self) -> None:
        """The file is about to be changed."""
        with suppress(FileNotFoundError, IsADirectoryError):  # a folder there tells nothing
            self._beside.unlink()
            settle(self._beside.parent)

    def take(self) -> None:
        """The file is as it should be, from now until `forget`."""
        handle = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as beside:
            beside.write(f"{self._digest()}\n" * LINES)
            beside.flush()
            os.fsync(beside.fileno())

    def take_if_possible(self) -> None:
        """The same, where the disk may refuse; then nothing is known of the file."""
        try:
            if self._file.exists():
                self.take()
        except OSError:
            with suppress(OSError):
                self.forget()

    def close(self) -> None:
        """Only while no connection of this process is open on the file."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _digest(self) -> str:
        if self._reader is None:
            self._reader = self._file.open("rb")
        self._reader.seek(0)
        return hashlib.file_digest(self._reader, "sha256").hexdigest()


def settle(folder: Path) -> None:
    """Make the folder's list of files durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
