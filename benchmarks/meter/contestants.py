"""The two programs that are measured, each as residents would meet it."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.meter.tour import SCREEN, Tour
from benchmarks.meter.web_page import web_page
from screens.fonts import FOLDER

CHROMIUM: Final = "chromium"
_FLAGS: Final = (
    "--kiosk",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--password-store=basic",
    f"--window-size={SCREEN.width_px},{SCREEN.height_px}",
    "--window-position=0,0",
)
_FONTS: Final = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
_SETTINGS: Final = """[kiosk]
data_folder = "{data}"

[screen]
width = {width}
height = {height}
fullscreen = true

[idle]
warn_after_seconds = 3600
"""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program to start: its words, what it needs around it, and where it writes."""

    name: str
    command: tuple[str, ...]
    surroundings: Mapping[str, str]
    log: Path


def our_kiosk(folder: Path) -> Contestant:
    """As `make run` starts it: voice, outbox and a back end of its own; only the folder is new."""
    place = folder / "kiosk"
    place.mkdir()
    settings = place / "kiosk.toml"
    size = {"width": SCREEN.width_px, "height": SCREEN.height_px}
    settings.write_text(_SETTINGS.format(data=place / "data", **size), "utf-8")
    words = ("-m", "kiosk", "run", "--front-end", "touch", "--config", str(settings))
    return Contestant("kiosk", (sys.executable, *words), {}, place / "said.log")


def chromium_page(folder: Path, tour: Tour) -> Contestant | None:
    """A browser with the same pages; None where there is none. Our fonts are its system's fonts."""
    program = shutil.which(CHROMIUM)
    if program is None:
        return None
    place = folder / CHROMIUM
    place.mkdir()
    page, fonts = place / "page.html", place / "fonts.conf"
    page.write_text(web_page(tour), "utf-8")
    fonts.write_text(_FONTS.format(fonts=FOLDER, cache=place / "fonts"), "utf-8")
    own = {"HOME": str(place), "FONTCONFIG_FILE": str(fonts)}
    flags = (*_FLAGS, f"--user-data-dir={place / 'profile'}")
    return Contestant(CHROMIUM, (program, *flags, page.as_uri()), own, place / "said.log")
