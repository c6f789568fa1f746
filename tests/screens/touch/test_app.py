"""The whole touch screen in a process of its own: it starts, serves, and ends when told to."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
KIOSK = """
import logging, sys
root_level, stderr = logging.getLogger().level, sys.stderr
from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.events import HeardAgain
from screens.touch.app import TouchScreen
from screens.touch.window import Glass
from tests.screens.sample_listener import SampleListener

class Kiosk(SampleListener):
    def happened(self, event):
        print("told", type(event).__name__, flush=True)
    def tick(self):
        super().tick()
        print("tick", self.ticks, flush=True)

def make(renderer):
    renderer.from_thread(HeardAgain())
    return Kiosk(renderer)

untouched = logging.getLogger().level == root_level and sys.stderr is stderr
print("logging untouched", untouched, logging.getLogger().handlers, flush=True)
TouchScreen(Glass(Screen(540, 960, 21.5), is_fullscreen=False), Pinyin()).run(make)
print("ended", flush=True)
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "SDL_VIDEODRIVER": "offscreen",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }


def test_it_serves_until_sigterm_and_ends_with_zero(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KIOSK],
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        assert kiosk.stdout is not None
        said = []
        for line in kiosk.stdout:
            said.append(line.strip())
            if line.startswith("tick"):
                kiosk.send_signal(signal.SIGTERM)
                break
        rest, errors = kiosk.communicate(timeout=30)
    assert kiosk.returncode == 0, errors
    assert said == ["logging untouched True []", "told HeardAgain", "tick 1"]
    assert rest.endswith("ended\n")
    assert list(tmp_path.iterdir()) == []
