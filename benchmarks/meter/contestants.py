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
    "--disable-features=Translate",
    "--lang=zh-CN",
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

[voice]
engine = "{engine}"

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


def our_kiosk(folder: Path, sound_server: str | None) -> Contestant:
    """As `make run` starts it: voice, outbox and a back end of its own; only the folder is new.

    Without a sound server nothing could be heard, and the voice is the silent one.
    """
    place = folder / "kiosk"
    place.mkdir()
    settings = place / "kiosk.toml"
    size = {"width": SCREEN.width_px, "height": SCREEN.height_px}
    engine = "espeak" if sound_server else "silent"
    settings.write_text(_SETTINGS.format(data=place / "data", engine=engine, **size), "utf-8")
    sound = {"PULSE_SERVER": sound_server} if sound_server else {}
    words = ("-m", "kiosk", "run", "--front-end", "touch", "--config", str(settings))
    return Contestant("kiosk", (sys.executable, *words), sound, place / "said.log")


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
