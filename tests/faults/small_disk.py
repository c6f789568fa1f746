"""A disk so small that it can be filled to the last byte: a tmpfs."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

CHUNKS = (65_536, 4096, 1)


class CannotMount(Exception):
    """Nothing can be mounted here; the text says why."""


class SmallDisk:
    """Mounted for the length of a block. Needs root, be it of a namespace of our own."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self._size = size
        self._filler = folder / "filler"

    def __enter__(self) -> Self:
        """Raises CannotMount."""
        self.folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={self._size}", "tmpfs", str(self.folder)]
        tried = subprocess.run(command, capture_output=True, check=False)
        if tried.returncode:
            raise CannotMount(f"no tmpfs can be mounted: {tried.stderr.decode().strip()}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        subprocess.run(["umount", str(self.folder)], check=True)  # noqa: S607 - wherever it lies

    @property
    def free(self) -> int:
        about = os.statvfs(self.folder)
        return about.f_bavail * about.f_frsize

    def fill(self) -> None:
        """Somebody else writes until nothing is left."""
        with self._filler.open("ab", buffering=0) as filler:
            for chunk in CHUNKS:
                with suppress(OSError):
                    while True:
                        filler.write(bytes(chunk))
        assert self.free == 0

    def make_room(self) -> None:
        """And somebody cleans up."""
        self._filler.unlink()
