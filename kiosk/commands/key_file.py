"""The file with the key that this kiosk signs with: one word, for the kiosk's user alone."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from kiosk.whole_file import write_whole

OWN_KEY = "kiosk.key"


class NoKey(Exception):
    """The file with the key given at enrolment holds none."""


def enrolled_key(file: Path | None) -> str:
    """The key in that file. Raises NoKey."""
    try:
        if file and file.stat().st_mode & 0o077:
            raise NoKey(f"others can read {file}, the key given at enrolment: chmod 600 it")
        key = file.read_text("ascii").strip() if file else ""
    except UnicodeDecodeError:
        key = ""
    except OSError as error:
        raise NoKey(
            f"{file}, the key_file of an endpoint, cannot be read: {error.strerror}"
        ) from error
    if not key or len(key.split()) > 1:
        raise NoKey(f"{file} holds no key: it must be one word, as it was given at enrolment")
    return key


def own_key_file(folder: Path) -> Path:
    """The file that the kiosk and its own back end in that folder share; made at the first start.

    A power cut cannot leave it half written. Raises OSError.
    """
    file = folder / OWN_KEY
    if not file.exists():
        new = _written(folder, secrets.token_urlsafe(32))
        try:
            # Of two programs that start at once the first one's key counts.
            with suppress(FileExistsError):
                file.hardlink_to(new)
        finally:
            new.unlink()
    return file


def must_be_writable(file: Path) -> None:
    """Make its folder if there is none. Raises OSError where no key could be put there."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=file.parent):
        pass


def put_key(file: Path, key: str) -> None:
    """In place of the key that was there, durably, wholly or not at all. Raises OSError."""
    write_whole(file, _line(key).encode("ascii"))


def _written(folder: Path, key: str) -> Path:
    """A file beside, which `mkstemp` makes for its owner alone."""
    handle, name = tempfile.mkstemp(prefix=".key-", dir=folder)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_line(key))
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _line(key: str) -> str:
    return f"{key}\n"
