"""Writes a file wholly or not at all, for its owner alone, also through a power cut."""

import os
from pathlib import Path

from api_client.outbox.fingerprint import settle


def write_whole(file: Path, content: bytes) -> None:
    """The file has this content for good, or is as it was. Raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    settle(file.parent)
