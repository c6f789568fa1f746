"""`kiosk demo`: a scripted visit through every front end in both languages, handed in for real.

With a fault it is one front end, plain lines unless another is asked for, on a line to the back end
that does what the fault's name says.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from accessibility.preferences import LANGUAGES
from kiosk.cli import ExitCode
from kiosk.cli_demo import FRONT_ENDS, Demo, FrontEnd
from kiosk.commands.back_end import BackEnd, back_end
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.settings import Settings
from kiosk.settings_catalogue import CatalogueSettings
from kiosk.settings_hand_off import OneStopSettings
from onestop.faults.table import FAULTS, FaultName, UnknownFault, named

MOST_SECONDS = 180.0
LIST = "list"


@dataclass(frozen=True, slots=True)
class Show:
    """What is shown: the program of each visit, its front ends, the fault if there is one."""

    program: str
    front_ends: tuple[FrontEnd, ...]
    fault: FaultName | None = None

    def folder(self, out: Path, front_end: str, language: str) -> Path:
        name = f"{front_end}-{language}"
        return out / (f"{self.fault}-{name}" if self.fault else name)


def demo(settings: Settings, asked: Demo, config: Path | None) -> int:
    """Print a line `case number: …` for each visit. 1 if any of them went wrong."""
    if asked.fault == LIST:
        print(_listed())
        return ExitCode.DONE
    try:
        show = _show(asked)
    except UnknownFault as unknown:
        print(f"kiosk: {unknown} `kiosk demo --fault {LIST}` tells of all.", file=sys.stderr)
        return ExitCode.WRONG_USE
    return _shown(apart(settings), show, asked.out, config)


def apart(settings: Settings) -> Settings:
    """The settings of a demonstration: invented people never reach an office or its outbox."""
    return replace(
        settings,
        data_folder=settings.data_folder / "demo",
        onestop=OneStopSettings(),
        catalogue=CatalogueSettings(),
        endpoints=(),
        routes={},
    )


def _listed() -> str:
    width = max(map(len, FAULTS)) + 2
    return "\n".join(
        f"{name:{width}}{fault.says}\n{'':{width}}({fault.arrival.value})"
        for name, fault in FAULTS.items()
    )


def _show(asked: Demo) -> Show:
    chosen = (asked.front_end,) if asked.front_end else ()
    if asked.fault is None:
        return Show("kiosk.commands.demo_visit", chosen or FRONT_ENDS)
    return Show("kiosk.commands.demo_fault", chosen or ("plain",), named(asked.fault))


def _shown(own: Settings, show: Show, out: Path, config: Path | None) -> int:
    with told() as outcome:
        start_log(own)
        with back_end(own) as hand_off, _display(own, show) as surroundings:
            for front_end in show.front_ends:
                for language in LANGUAGES:
                    folder = show.folder(out, front_end, language)
                    print(f"{front_end}, {language}: pages go to {folder} …", flush=True)
                    words = [show.program, front_end, language, str(folder), hand_off.endpoint]
                    words += [show.fault] if show.fault else []
                    words += [str(config)] if config else []
                    if not _visited(words, hand_off, surroundings):
                        outcome.code = ExitCode.FAILED
    return outcome.code


def _visited(words: list[str], hand_off: BackEnd, surroundings: dict[str, str]) -> bool:
    try:
        ended = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-m", *words],
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
def _display(settings: Settings, show: Show) -> Iterator[dict[str, str]]:
    """The environment for the visits: this screen, else a virtual one, else none to be seen."""
    here = dict(os.environ)
    xvfb = shutil.which("Xvfb")
    if "touch" not in show.front_ends:
        yield here
    elif here.get("DISPLAY"):
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
