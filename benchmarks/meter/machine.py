"""On which machine it was measured."""

import os
import platform
import re
import shutil
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from benchmarks.meter.contestants import CHROMIUM
from benchmarks.meter.display import Display
from benchmarks.meter.tour import SCREEN
from screens.touch.can_show import can_show


def machine_line(display: Display) -> str:
    """Cores, versions, who draws, and how busy the machine was before."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg()[:2])
    drawn_by = can_show(surroundings=display.surroundings).reason
    parts = (
        f"{os.cpu_count()} cores{_processor()}",
        f"{SCREEN.width_px}×{SCREEN.height_px} on Xvfb",
        f"Python {platform.python_version()}",
        f"Kivy {version('kivy')}",
        f"drawn by {drawn_by.removeprefix('x11: ')}",
        _chromium(),
        f"load before {busy}",
    )
    return "; ".join(part for part in parts if part)


def _processor() -> str:
    with suppress(OSError):
        found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
        if found:
            return f" ({found[1]})"
    return ""


def _chromium() -> str:
    program = shutil.which(CHROMIUM)
    if program is None:
        return ""
    asked = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    return " ".join(asked.stdout.split()[:2])
