"""Whether pages can be shown is found out in another process, and is right in every case."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from screens.touch.can_show import can_show

ROOT = Path(__file__).parents[3]


def surroundings(**given: str) -> dict[str, str]:
    without = {"DISPLAY", "SDL_VIDEODRIVER", "WAYLAND_DISPLAY"}
    return {name: value for name, value in os.environ.items() if name not in without} | given


def test_without_a_display_nothing_is_shown_though_sdl_would_draw_into_nothing() -> None:
    probe = can_show(30, surroundings())
    assert not probe.is_working
    assert "DISPLAY" in probe.reason


def test_a_display_that_is_dead_is_noticed() -> None:
    probe = can_show(30, surroundings(DISPLAY=":251"))
    assert not probe.is_working
    assert "x11" in probe.reason


def test_a_driver_that_has_no_graphics_is_noticed() -> None:
    assert not can_show(30, surroundings(SDL_VIDEODRIVER="dummy")).is_working


def test_a_driver_that_works_is_named_with_its_graphics() -> None:
    probe = can_show(30, surroundings(SDL_VIDEODRIVER="offscreen"))
    assert probe.is_working
    assert probe.driver == "offscreen"
    assert "|" in probe.reason


def test_a_screen_that_does_not_answer_counts_as_none() -> None:
    probe = can_show(0.001, surroundings(SDL_VIDEODRIVER="offscreen"))
    assert not probe.is_working
    assert "seconds" in probe.reason


def test_the_process_that_asks_never_loads_the_toolkit() -> None:
    asks = (
        "import sys; from screens.touch.can_show import can_show; can_show(30);"
        "sys.exit('kivy' in sys.modules)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", asks], env=surroundings(), cwd=ROOT, check=False, timeout=60
    )
    assert asked.returncode == 0


@pytest.mark.parametrize("driver", ["offscreen"])
def test_the_probe_runs_by_itself_and_prints_what_draws(driver: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "screens.touch.probe"],
        env=surroundings(SDL_VIDEODRIVER=driver),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0
    assert " | " in ran.stdout
