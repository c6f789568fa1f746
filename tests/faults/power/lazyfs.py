"""A folder on LazyFS (https://github.com/dsrhaslab/lazyfs), where that is installed.

It keeps what is written in a cache of its own, and forgets what was not synced when it is told to.
"""

import os
import select
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.faults.power.power import SECONDS, CannotCut, need_fuse, unmount

FORGET = b"lazyfs::clear-cache\n"


class LazyFs:
    """Takes its orders by one pipe, and says by another when they are done."""

    def __init__(self) -> None:
        """Raises CannotCut."""
        need_fuse()
        command = shutil.which("lazyfs")
        if command is None:
            raise CannotCut("LazyFS is not installed")
        # It takes a path with "-o" in it for an option.
        self._place = Path(tempfile.mkdtemp(prefix="lazyfs"))
        self.folder = self._place / "disk"
        for folder in (self.folder, self._place / "kept"):
            folder.mkdir()
        self._orders, self._answers = (_pipe(self._place / name) for name in ("orders", "answers"))
        options = f"allow_other,modules=subdir,subdir={self._place / 'kept'}"
        self._process = subprocess.Popen(
            [
                command,
                str(self.folder),
                "--config-path",
                str(self._settings()),
                "-o",
                options,
                "-f",
            ],
            stdout=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        """Raises CannotCut. It answers once it is mounted."""
        try:
            self.cut()
        except CannotCut:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(subprocess.CalledProcessError):  # where it was never mounted
            unmount(self.folder)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(SECONDS)
        self._process.kill()
        self._process.wait()
        for pipe in (self._orders, self._answers):
            os.close(pipe)
        shutil.rmtree(self._place)

    def cut(self) -> None:
        os.write(self._orders, FORGET)
        ready, _, _ = select.select([self._answers], [], [], SECONDS)
        if not ready:
            raise CannotCut("LazyFS does not answer")
        os.read(self._answers, 4096)

    def _settings(self) -> Path:
        file = self._place / "settings.toml"
        file.write_text(
            f'[faults]\nfifo_path="{self._place / "orders"}"\n'
            f'fifo_path_completed="{self._place / "answers"}"\n'
            '[cache]\napply_eviction=false\n[cache.simple]\ncustom_size="0.5GB"\n'
            f'blocks_per_page=1\n[filesystem]\nlogfile="{self._place / "log"}"\n'
        )
        return file


def _pipe(path: Path) -> int:
    """Opened at both ends, so that nobody waits for the other to come."""
    os.mkfifo(path)
    return os.open(path, os.O_RDWR)
