"""One scripted visit through one front end, by its own keys: `kiosk demo` starts one for each.

`python -m kiosk.commands.demo_visit FRONT_END LANGUAGE FOLDER ENDPOINT [SETTINGS]` reads the key
for the endpoint from standard input, prints the reference and the case number, and leaves in the
folder what the pages looked like.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import cast

from accessibility.preferences import LANGUAGES, Language
from accessibility.speech import SilentPlayer, SilentVoice
from accessibility.writing.pinyin import Pinyin
from api_client.contract import Case
from kiosk.commands.assembly import Kiosk, Parts, assembled
from kiosk.commands.back_end import BackEnd
from kiosk.commands.demo import apart
from kiosk.commands.hand_off import open_outbox
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.devices.printer import PaperTray
from kiosk.events import Event
from kiosk.settings import Settings, load
from screens.journeys import CASE_NUMBERS, online_service
from screens.page import Option, Page
from screens.walk import Driver, WaitFor, follow

Door = Callable[[Event], None]
Photograph = Callable[[Path], None]


@dataclass(slots=True)
class Watched:
    """A driver that photographs every page it comes to.

    `took`: the seconds from the last key that was used to its page.
    """

    driver: Driver
    photograph: Photograph
    folder: Path
    took: float = 0.0
    _seen: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.driver.page

    def press(self, option: Option) -> None:
        self._look()
        began = monotonic()
        self.driver.press(option)
        self.took = monotonic() - began
        self._look()

    def type(self, text: str) -> None:
        self.driver.type(text)
        self._look(f"{self.page.id}:filled")

    def wait_for(self, text: str) -> None:
        began = monotonic()
        self.driver.wait_for(text)
        self.took += monotonic() - began
        self._look(f"{self.page.id}:{len(self._seen)}")

    def stay_away(self) -> None:
        self.driver.stay_away()
        self._look()

    def _look(self, name: str | None = None) -> None:
        what = name or self.page.id
        if what not in self._seen:
            self._seen.append(what)
            self.photograph(self.folder / f"{len(self._seen):02}-{what.replace(':', '-')}")


def visit(
    front_end: str, language: Language, folder: Path, hand_off: BackEnd, settings: Settings
) -> str:
    """Hand in once. Returns the reference."""
    with shown(front_end, folder, hand_off, settings) as resident:
        return follow((*online_service(language), WaitFor(CASE_NUMBERS[language])), resident)


@contextmanager
def shown(
    front_end: str,
    folder: Path,
    hand_off: BackEnd,
    settings: Settings,
    hear: Door = lambda _: None,
) -> Iterator[Watched]:
    """A kiosk, driven through that front end; what it showed and printed goes to the folder.

    `hear` is told all that the kiosk is told by its couriers and devices, on their threads.
    """
    waiting: list[Event] = []
    doors: list[Door] = []

    def tell(event: Event) -> None:
        (doors[0] if doors else waiting.append)(event)
        hear(event)

    folder.mkdir(parents=True, exist_ok=True)
    tray = PaperTray()
    parts = Parts(voice=SilentVoice(), player=SilentPlayer(), printer=tray)
    with (
        assembled(settings, hand_off, tell, parts) as kiosk,
        DRIVERS[front_end](kiosk, settings) as (driver, photograph, door),
    ):
        doors.append(door)
        for event in waiting:
            door(event)
        yield Watched(driver, photograph, folder)
    for number, slip in enumerate(tray.slips, start=1):
        (folder / f"slip-{number}.png").write_bytes(slip)


@contextmanager
def _plain(kiosk: Kiosk, _settings: Settings) -> Iterator[tuple[Driver, Photograph, Door]]:
    from screens.plain.driver import PlainDriver  # noqa: PLC0415 -- each visit loads its own

    with PlainDriver(kiosk.listener, _nobody_waits) as driver:
        printed = 0

        def photograph(name: Path) -> None:
            nonlocal printed
            text = driver.printed
            name.with_suffix(".txt").write_text(text[printed:], "utf-8")
            printed = len(text)

        yield driver, photograph, driver.screen.from_thread


@contextmanager
def _terminal(kiosk: Kiosk, _settings: Settings) -> Iterator[tuple[Driver, Photograph, Door]]:
    from screens.terminal.driver import TerminalDriver  # noqa: PLC0415 -- each visit loads its own

    with TerminalDriver(kiosk.listener, _nobody_waits) as driver:

        def photograph(name: Path) -> None:
            name.with_suffix(".svg").write_text(driver.screenshot(), "utf-8")

        yield driver, photograph, driver.screen.from_thread


@contextmanager
def _touch(kiosk: Kiosk, settings: Settings) -> Iterator[tuple[Driver, Photograph, Door]]:
    from kiosk.commands.touch import glass_of  # noqa: PLC0415 -- each visit loads its own
    from screens.touch.app import TouchScreen  # noqa: PLC0415
    from screens.touch.driver import TouchDriver  # noqa: PLC0415

    now = 0.0

    def advance(seconds: float) -> None:
        nonlocal now
        now += seconds

    screen = TouchScreen(glass_of(settings.screen), Pinyin(), clock=lambda: now)
    driver = TouchDriver(screen, advance, _nobody_waits).open(kiosk.listener)
    try:
        yield driver, lambda name: screen.screenshot(name.with_suffix(".png")), screen.from_thread
    finally:
        driver.close()


DRIVERS = {"plain": _plain, "terminal": _terminal, "touch": _touch}


def _nobody_waits() -> None:
    """A demonstration never stays away."""


def main() -> int:
    """Everything comes in words, in the order of the docstring above."""
    front_end, spoken, folder, endpoint, *file = sys.argv[1:]
    key = sys.stdin.readline().strip()
    with told() as outcome:
        settings = apart(load(Path(file[0]) if file else None))
        start_log(settings)
        language = language_of(spoken)
        reference = visit(front_end, language, Path(folder), BackEnd(endpoint, key), settings)
        with open_outbox(settings) as outbox:
            known = outbox.find(reference)
        case = cast("Case", known.case if known else None)
        print(f"case number: {case.case_number}  reference: {reference}", flush=True)
    return outcome.code


def language_of(spoken: str) -> Language:
    return next(each for each in LANGUAGES if each == spoken)


if __name__ == "__main__":
    sys.exit(main())
