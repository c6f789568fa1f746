"""Who uses the outbox: many may at once, but a damaged file is moved aside by one that is alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from api_client.outbox.fingerprint import settle
from api_client.outbox.troubles import OutboxUnusable


class Lock:
    """One process's part in the outbox of a folder, held until it is closed or the process ends."""

    def __init__(self, folder: Path) -> None:
        """Makes the folder if there is none. Raises OutboxUnusable."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A power cut that takes back the new folder would take along all that is kept in it.
            with suppress(PermissionError):  # where we may not even look, we have made nothing
                settle(folder.parent)
            self._users = _opened(folder / "outbox.lock")
            self._digest = _opened(folder / "outbox.digest.lock")
            self._carriers = _opened(folder / "outbox.carrier.lock")
        except OSError as error:
            raise OutboxUnusable(
                f"nothing can be kept in {folder}: {error.strerror}. Choose a folder that is ours"
            ) from error
        try:
            fcntl.flock(self._users, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            self.close()
            raise OutboxUnusable(f"another program is repairing the outbox in {folder}") from error

    @contextmanager
    def alone(self, otherwise: str) -> Iterator[None]:
        """Nobody else uses the outbox meanwhile. Raises OutboxUnusable, saying `otherwise`."""
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            fcntl.flock(self._users, fcntl.LOCK_SH)
            raise OutboxUnusable(f"{otherwise}: stop that one first") from error
        try:
            yield
        finally:
            fcntl.flock(self._users, fcntl.LOCK_SH)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Nobody else changes the file or its digest meanwhile."""
        fcntl.flock(self._digest, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._digest, fcntl.LOCK_UN)

    def is_carrier(self) -> bool:
        """Whether this process is the one that carries, from now until it ends."""
        try:
            fcntl.flock(self._carriers, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def close(self) -> None:
        self._carriers.close()
        self._users.close()
        self._digest.close()


def _opened(file: Path) -> FileIO:
    return FileIO(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+")
