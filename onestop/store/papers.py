"""Papers as files beside the store, each named by what it holds.

1. A file is written under a passing name and made durable.
2. It gets its name, and the folder's list of names is made durable.
3. Only then may a row of the store name it.

Whatever is killed between these leaves a file that no row names, never a row without its file. The
kiosk sends such a paper again, and it gets the same name.
"""

import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from api_client.contract import Attachment
from onestop.store.folder import settle
from onestop.store.troubles import StoreUnusable

FOLDER = "documents"
PASSING = ".part"
SECONDS_TO_WRITE = 86_400
"""Longer than any paper takes."""
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def name_of(attachment: Attachment) -> str:
    """The same content has the same name; its ending lets staff open it."""
    return hashlib.sha256(attachment.content).hexdigest() + ENDINGS[attachment.media_type]


class Papers:
    """The folder of papers, swept of what was being written when a back end was killed."""

    def __init__(self, folder: Path, *, is_shared: bool) -> None:
        """`is_shared`: what is being written may be another back end's. Raises StoreUnusable."""
        self._folder = folder / FOLDER
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            settle(folder)
            youngest = time.time() - (SECONDS_TO_WRITE if is_shared else 0)
            for left_over in self._folder.glob(f"*{PASSING}"):
                if left_over.stat().st_mtime <= youngest:
                    left_over.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(error) from error

    def keep(self, name: str, content: bytes) -> None:
        """Returns when it is durable. Raises StoreUnusable. Called by any thread."""
        try:
            handle, passing = tempfile.mkstemp(suffix=PASSING, dir=self._folder)
        except OSError as error:
            raise _unusable(error) from error
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(passing).rename(self._folder / name)
            settle(self._folder)
        except OSError as error:
            with suppress(OSError):
                Path(passing).unlink()
            raise _unusable(error) from error

    def read(self, name: str) -> bytes:
        """What the file of that name holds. Raises StoreUnusable. Called by any thread."""
        try:
            return (self._folder / name).read_bytes()
        except OSError as error:
            raise StoreUnusable(f"a paper cannot be read: {error.strerror}") from error


def _unusable(error: OSError) -> StoreUnusable:
    return StoreUnusable(f"no paper can be stored: {error.strerror}")
