"""Room kept back on the disk: on a full one nothing can be erased, not even what was sent."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

BALLAST_BYTES = 8_000_000
ROOM_BYTES = 24_000_000
"""Below this nothing more is taken: what is kept must still be able to go on its way."""

LEAST_BYTES = 100_000
"""With less than this SQLite cannot begin its log."""

LOOKS_EVERY = 0.5
"""In so many seconds nobody fills that much."""


class Ballast:
    """A file of no use that is let go when the disk is full, and made again when there is room."""

    def __init__(
        self,
        folder: Path,
        *,
        size: int = BALLAST_BYTES,
        room: int = ROOM_BYTES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Sizes in bytes; `room` is what must stay free while anything is taken."""
        self._folder = folder
        self._file = folder / "ballast"
        self._size = size
        self._room = room
        self._clock = clock
        self._looked_at = -LOOKS_EVERY
        self._had_room = False

    def has_room(self) -> bool:
        """Whether the disk can take another message and all that follows from it."""
        now = self._clock()
        if not self._had_room or now - self._looked_at >= LOOKS_EVERY:
            self._looked_at = now
            try:
                self._had_room = self._free() >= self._room
            except OSError:
                self._had_room = False
        return self._had_room

    def is_disk_full(self) -> bool:
        """Whether nothing at all can be written, as far as the disk tells."""
        try:
            return self._free() < LEAST_BYTES
        except OSError:
            return False

    def take_on(self) -> None:
        """Make the file where there is ample room for it. A disk that refuses goes without."""
        try:
            if self._file.exists() or self._free() < self._room + self._size:
                return
            handle = os.open(
                self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600
            )
            try:
                os.posix_fallocate(handle, 0, self._size)
            finally:
                os.close(handle)
        except OSError:
            self._file.unlink(missing_ok=True)

    def let_go(self) -> bool:
        """Free its room. False if it was let go before."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True

    def _free(self) -> int:
        return shutil.disk_usage(self._folder).free
