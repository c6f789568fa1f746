"""A real X display, a real pointer and a real keyboard: from the tap to the event."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[3]
KIOSK = """
import sys
from accessibility.preferences import Preferences
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from screens.touch.app import TouchScreen
from screens.touch.shapes import Post, Target
from screens.touch.window import Glass
from tests.screens.sample_listener import SampleListener

class Kiosk(SampleListener):
    def happened(self, event):
        super().happened(event)
        print("told", event, flush=True)
    seen = ""
    def tick(self):
        super().tick()
        was_there, self.seen = self.seen == self.page.id, self.page.id
        if not was_there:
            return  # a page accepts nothing for its first moment
        for target in screen.surface.targets:
            if isinstance(target.action, Post):
                x, y = target.rect.middle
                print("key", round(x), round(y), target.action.event, flush=True)
        print("page", self.page.id, flush=True)

screen = TouchScreen(Glass(Screen(1080, 1920, 21.5)), Pinyin())
screen.run(lambda renderer: Kiosk(renderer, sys.argv[1], Preferences(language="en")))
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own; the server chooses the number."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1080x1920x24"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


def read_until(lines: IO[str], start: str) -> list[str]:
    """What is said up to the line that begins so."""
    said = []
    for line in lines:
        said.append(line.strip())
        if line.startswith(start):
            return said
    raise AssertionError(f"{start!r} was never said, but {said}")


@dataclass(frozen=True)
class Hall:
    """A kiosk on a display, and a hand that taps and types there."""

    surroundings: dict[str, str]
    said: IO[str]

    def act(self, *words: str) -> None:
        command = [shutil.which("xdotool") or "xdotool", *words]
        subprocess.run(command, env=self.surroundings, check=True, timeout=30)

    def tap(self, keys: list[str], event: str) -> None:
        _, x, y, _ = next(key for key in keys if key.endswith(event)).split(maxsplit=3)
        self.act("mousemove", x, y, "click", "1")


@contextmanager
def hall(display: str, page: str) -> Iterator[Hall]:
    surroundings = os.environ | {
        "DISPLAY": display,
        "SDL_VIDEODRIVER": "x11",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-c", KIOSK, page], env=surroundings, stdout=subprocess.PIPE, text=True
    ) as kiosk:
        assert kiosk.stdout is not None
        try:
            yield Hall(surroundings, kiosk.stdout)
        finally:
            kiosk.terminate()
    assert kiosk.returncode == 0


def test_a_tap_reaches_the_listener_and_escape_and_f1_do_not(display: str) -> None:
    with hall(display, "guide") as opened:
        keys = read_until(opened.said, "page guide")
        opened.tap(keys, "WentOn()")
        keys = read_until(opened.said, "page question:sex")
        opened.act("key", "Escape")
        opened.act("key", "F1")
        opened.tap(keys, "WentBack()")
        told = [line for line in read_until(opened.said, "page guide") if line.startswith("told")]
    assert told == ["told WentBack()"]


def test_a_keyboard_that_is_plugged_in_types_and_goes_on(display: str) -> None:
    with hall(display, "question:phone") as opened:
        read_until(opened.said, "page question:phone")
        opened.act("type", "--delay", "60", "13800")
        opened.act("key", "BackSpace")
        opened.act("key", "Return")
        told = read_until(opened.said, "told WentOn")
    assert "told Entered(text='1380')" in told
