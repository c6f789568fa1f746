"""One start of a program, measured from outside by its pixels and its processes.

1. Start to shown: from `exec` until every tile stands there and nothing moves any more.
2. Tap to pressed: from finger down to the first change of the tile.
3. Tap to page: from finger up to the last change of the page that follows.
4. Memory after the taps, then the processor's use while nobody touches it.
"""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.meter.contestants import Contestant
from benchmarks.meter.display import Display
from benchmarks.meter.finger import HOLD_SECONDS, Finger
from benchmarks.meter.pixels import Spot
from benchmarks.meter.processes import Held, Program, running
from benchmarks.meter.tour import Tour, way_back
from kiosk.events import WentHome
from screens.touch.geometry import Rect
from screens.touch.shapes import Target

START_LIMIT_SECONDS: Final = 60.0
TAP_LIMIT_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 10.0
CALM_SECONDS: Final = 3.0
UNSEEN_START_SECONDS: Final = 15.0
_STILL_AT_START_SECONDS: Final = 0.5
_STILL_SECONDS: Final = 0.3
_BEFORE_TAP_SECONDS: Final = 0.3
_ROOT: Final = Path(__file__).parents[2]


@dataclass(slots=True)
class Round:
    """What one start came to: milliseconds, megabytes, per cent of one core."""

    shown: float | None = None
    pressed: list[float] = field(default_factory=list)
    page: list[float] = field(default_factory=list)
    cpu_a_tap: float | None = None
    memory: list[Held] = field(default_factory=list)
    idle: float = 0.0

    @property
    def megabytes(self) -> float:
        return sum(held.megabytes for held in self.memory)


class Failed(Exception):
    """The program did not do what a resident expects of it."""


def warm_up(contestant: Contestant, display: Display, tour: Tour) -> None:
    """Start it once without noting anything, so that its files are in memory. Raises Failed."""
    surroundings = {**display.surroundings, **contestant.surroundings}
    with running(contestant.command, surroundings, _ROOT, contestant.log) as program:
        _shown(program, contestant, display, tour)


def measured(contestant: Contestant, display: Display, tour: Tour, finger: Finger | None) -> Round:
    """Start it, use it, leave it alone, end it. Raises Failed."""
    surroundings = {**display.surroundings, **contestant.surroundings}
    with running(contestant.command, surroundings, _ROOT, contestant.log) as program:
        found = Round(shown=_shown(program, contestant, display, tour))
        time.sleep(CALM_SECONDS)
        if finger is not None:
            try:
                _toured(found, program, display, tour, finger)
                _hushed(tour, finger)
            except TimeoutError as error:
                raise Failed(f"{contestant.name}: {error} after a tap") from error
        found.memory = program.memory()
        time.sleep(CALM_SECONDS)
        found.idle = program.cpu_share(IDLE_SECONDS)
    return found


def measured_unseen(contestant: Contestant) -> Round:
    """Without a screen: only what it holds and uses while left alone. Raises Failed."""
    surroundings = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}
    with running(contestant.command, surroundings, _ROOT, contestant.log) as program:
        time.sleep(UNSEEN_START_SECONDS)
        found = Round(memory=program.memory(), idle=program.cpu_share(IDLE_SECONDS))
        if not program.is_running:
            raise Failed(f"{contestant.name}: it ended by itself")
    return found


def _shown(program: Program, contestant: Contestant, display: Display, tour: Tour) -> float:
    spots = tuple(_spot(tile) for tile in tour.tiles)
    pixels = display.pixels
    try:
        moment = pixels.settled(
            tour.middle,
            lambda _: pixels.has(spots),
            _STILL_AT_START_SECONDS,
            START_LIMIT_SECONDS,
        )
    except TimeoutError as error:
        state = "runs" if program.is_running else "has ended"
        said = contestant.log.read_text("utf-8", "replace")[-1000:]
        raise Failed(f"{contestant.name}: {error}; it {state} and said:\n{said}") from error
    return 1000 * (moment - program.started)


def _spot(tile: Target) -> Spot:
    """A little below the middle of the upper edge, where a tile has its ground and nothing else."""
    return Spot(round(tile.rect.x + tile.rect.width / 2), round(tile.rect.y) + 8, tile.ground)


def _toured(found: Round, program: Program, display: Display, tour: Tour, finger: Finger) -> None:
    """Into each tile and back."""
    before = program.cpu_seconds()
    for tile, services in zip(tour.tiles, tour.services, strict=True):
        for key in (tile, way_back(services)):
            pressed, page = _tapped(key, tour.middle, display, finger)
            found.pressed.append(pressed)
            found.page.append(page)
    found.cpu_a_tap = 1000 * (program.cpu_seconds() - before) / len(found.page)


def _hushed(tour: Tour, finger: Finger) -> None:
    """The home key on the welcome page changes nothing, but a reading voice falls silent."""
    time.sleep(_BEFORE_TAP_SECONDS)
    finger.aim(*tour.welcome.key(WentHome()).rect.middle)
    finger.down()
    time.sleep(HOLD_SECONDS)
    finger.up()


def _tapped(key: Target, middle: Rect, display: Display, finger: Finger) -> tuple[float, float]:
    """Milliseconds to the pressed key and to the new page. Raises TimeoutError."""
    pixels = display.pixels
    finger.aim(*key.rect.middle)
    time.sleep(_BEFORE_TAP_SECONDS)
    page_before, key_before = pixels.fingerprint(middle), pixels.fingerprint(key.rect)
    down = finger.down()
    pressed = pixels.changed(key.rect, key_before, TAP_LIMIT_SECONDS)
    time.sleep(max(0.0, down + HOLD_SECONDS - time.perf_counter()))
    pressed_page = pixels.fingerprint(middle)
    up = finger.up()
    page = pixels.settled(
        middle,
        lambda seen: seen not in {page_before, pressed_page},
        _STILL_SECONDS,
        TAP_LIMIT_SECONDS,
    )
    return 1000 * (pressed - down), 1000 * (page - up)
