"""What it takes to cut the power of a data folder, without cutting any."""

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

DEVICE = Path("/dev/fuse")
SECONDS = 20.0
"""At most, for a file system to come or to go."""


class CannotCut(Exception):
    """This machine cannot do it; the text says why."""


class Power(Protocol):
    """A folder whose power can go. Everything that uses it must have ended by then."""

    folder: Path

    def cut(self) -> None:
        """What was not durable is gone."""

    def __enter__(self) -> Self:
        """Raises CannotCut."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def need_fuse() -> None:
    """Raises CannotCut where no file system of ours can be mounted."""
    if not os.access(DEVICE, os.R_OK | os.W_OK):
        raise CannotCut(f"there is no {DEVICE} that we may use")
    if shutil.which("fusermount3") is None:
        raise CannotCut("fusermount3 is not installed (Debian: fuse3)")


def unmount(folder: Path) -> None:
    """Raises CalledProcessError while it is in use."""
    subprocess.run(["fusermount3", "-u", str(folder)], check=True)  # noqa: S607 - wherever it lies
