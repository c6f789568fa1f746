"""A screen of our own that nobody sees, whatever else runs on this machine."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.meter.pixels import Pixels

XVFB: Final = "Xvfb"
_FILE: Final = "Xvfb_screen0"
_FOREIGN: Final = ("WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XAUTHORITY", "KIVY_WINDOW")


@dataclass(frozen=True, slots=True)
class Display:
    """The screen's name for DISPLAY, and its pixels."""

    name: str
    pixels: Pixels

    @property
    def surroundings(self) -> dict[str, str]:
        """This process's environment, on that screen."""
        kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        return kept | {"DISPLAY": self.name}


def has_display() -> bool:
    return shutil.which(XVFB) is not None


@contextmanager
def virtual_display(width: int, height: int) -> Iterator[Display]:
    """Raises OSError if it does not start."""
    with tempfile.TemporaryDirectory(prefix="screen-") as folder:
        read, write = os.pipe()
        size = f"{width}x{height}x24"
        command = [XVFB, "-displayfd", str(write), "-screen", "0", size, "-fbdir", folder]
        # A pointer is drawn into the pixels; a touch screen has none.
        command += ["-nocursor", "-nolisten", "tcp"]
        with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
            os.close(write)
            with os.fdopen(read) as line:
                number = line.readline().strip()
            try:
                if not number:
                    raise OSError("Xvfb did not start")
                with Pixels(Path(folder) / _FILE) as pixels:
                    yield Display(f":{number}", pixels)
            finally:
                server.terminate()
