"""Whether this machine can show pages on glass, found out without risk to the kiosk itself.

Kivy without a display may draw into nothing, exit, or end the process from C; so a child tries.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_SCREENS: Final = Path("/dev/dri")
NO_DISPLAY: Final = "there is no display: DISPLAY is not set and no screen is attached"


@dataclass(frozen=True, slots=True)
class Probe:
    """What came of the try. `reason` is for the operator: the graphics found, or what failed."""

    is_working: bool
    reason: str
    driver: str = ""


def can_show(time_limit: float = 15, surroundings: Mapping[str, str] | None = None) -> Probe:
    """Try in a child process, for at most so many seconds.

    `surroundings` are the environment variables, by default this process's own. `driver` of a
    working probe is to be set as SDL_VIDEODRIVER before the window is opened.
    """
    given = dict(os.environ if surroundings is None else surroundings)
    driver = driver_for(given)
    if driver is None:
        return Probe(is_working=False, reason=NO_DISPLAY)
    return _tried(given | {"SDL_VIDEODRIVER": driver}, driver, time_limit)


def driver_for(given: Mapping[str, str]) -> str | None:
    """SDL's driver that ends on a real screen; left to itself it would choose an invisible one."""
    if given.get("SDL_VIDEODRIVER"):
        return given["SDL_VIDEODRIVER"]
    if given.get("DISPLAY"):
        return "x11"
    return "kmsdrm" if any(_SCREENS.glob("card*")) else None


def _tried(given: Mapping[str, str], driver: str, time_limit: float) -> Probe:
    command = [sys.executable, "-m", "screens.touch.probe"]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module
            command,
            env=given,
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Probe(is_working=False, reason=f"{driver}: no window within {time_limit:g} seconds")
    said = ended.stdout.strip()
    if ended.returncode == 0 and said:
        return Probe(is_working=True, reason=f"{driver}: {said}", driver=driver)
    return Probe(is_working=False, reason=f"{driver}: no window (exit code {ended.returncode})")
