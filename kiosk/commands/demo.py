"""`kiosk demo`: a scripted visit through every front end in both languages, handed in for real."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from accessibility.preferences import LANGUAGES
from kiosk.cli import ExitCode
from kiosk.commands.back_end import BackEnd, back_end
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.settings import Settings
from kiosk.settings_hand_off import OneStopSettings

FRONT_ENDS = ("plain", "terminal", "touch")
MOST_SECONDS = 180.0


def demo(settings: Settings, out: Path, config: Path | None) -> int:
    """Print a line `case number: …` for each visit. 1 if any of the six went wrong."""
    own = apart(settings)
    with told() as outcome:
        start_log(own)
        with back_end(own) as hand_off, _display(own) as surroundings:
            for front_end in FRONT_ENDS:
                for language in LANGUAGES:
                    folder = out / f"{front_end}-{language}"
                    print(f"{front_end}, {language}: pages go to {folder} …", flush=True)
                    words = [front_end, language, str(folder), hand_off.endpoint]
                    words.append(str(own.data_folder))
                    words += [str(config)] if config else []
                    if not _visited(words, hand_off, surroundings):
                        outcome.code = ExitCode.FAILED
    return outcome.code


def apart(settings: Settings) -> Settings:
    """The settings of a demonstration: invented people never reach an office or its outbox."""
    folder = settings.data_folder / "demo"
    return replace(settings, data_folder=folder, onestop=OneStopSettings(), endpoints=(), routes={})


def _visited(words: list[str], hand_off: BackEnd, surroundings: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "kiosk.commands.demo_visit", *words]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own program
            command,
            input=f"{hand_off.key}\n",
            text=True,
            env=surroundings,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"kiosk: the visit took longer than {MOST_SECONDS:.0f} s.", file=sys.stderr)
        return False
    return ended.returncode == ExitCode.DONE


@contextmanager
def _display(settings: Settings) -> Iterator[dict[str, str]]:
    """The environment for the visits: this screen, else a virtual one, else none to be seen."""
    here = dict(os.environ)
    xvfb = shutil.which("Xvfb")
    if here.get("DISPLAY"):
        print("The touch visits are shown on this screen.")
        yield here
    elif xvfb is None:
        print("There is no screen and no Xvfb: the touch visits are drawn off the screen.")
        yield here | {"SDL_VIDEODRIVER": "offscreen"}
    else:
        print("There is no screen: the touch visits are shown on a virtual one.")
        read, write = os.pipe()
        size = f"{settings.screen.width}x{settings.screen.height}x24"
        command = [xvfb, "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
        with subprocess.Popen(  # noqa: S603 -- the display server, no shell
            command, pass_fds=(write,), stderr=subprocess.DEVNULL
        ) as server:
            os.close(write)
            with os.fdopen(read) as line:
                number = line.readline().strip()
            try:
                yield here | {"DISPLAY": f":{number}", "SDL_VIDEODRIVER": "x11"}
            finally:
                server.terminate()
