"""A folder on a disk in memory that forgets: `disk.py`, mounted by `mount.py` as a process."""

import subprocess
import sys
from pathlib import Path
from typing import Self

from tests.faults.power.disk import Leaves
from tests.faults.power.power import SECONDS, CannotCut, need_fuse, unmount


class OwnDisk:
    """Each cut unmounts it; it comes back with what the cut has left."""

    def __init__(self, place: Path, leaves: Leaves, seed: int) -> None:
        """Raises CannotCut."""
        need_fuse()
        try:
            import mfusepy  # noqa: F401, PLC0415 - only to see whether it is there
        except (ImportError, OSError) as error:
            raise CannotCut(f"mfusepy cannot be used: {error}") from error
        self.folder = place / "disk"
        self.folder.mkdir(parents=True)
        command = [sys.executable, "-m", "tests.faults.power.mount", str(self.folder)]
        self._process = subprocess.Popen(
            [*command, leaves.value, str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        """Raises CannotCut."""
        try:
            self._wait_until_mounted()
        except CannotCut:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def cut(self) -> None:
        unmount(self.folder)
        self._wait_until_mounted()

    def _wait_until_mounted(self) -> None:
        said = b"" if self._process.stdout is None else self._process.stdout.readline()
        if said != b"mounted\n":
            raise CannotCut("the disk in memory could not be mounted")
