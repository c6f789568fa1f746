"""How soon the touch screen is there and answers, beside the same pages in a Chromium kiosk.

Run with `python -m benchmarks.touch`, about four minutes. Both are started in turn on an Xvfb of
this program's own and measured from outside by the same meter, see `benchmarks/meter/round.py`.
Ours runs as residents get it, with its outbox, its back end and, where PulseAudio is, its voice.
"""

import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, NoReturn

from benchmarks.meter.contestants import Contestant, chromium_page, our_kiosk
from benchmarks.meter.display import XVFB, Display, has_display, virtual_display
from benchmarks.meter.finger import Finger, has_finger
from benchmarks.meter.machine import machine_line
from benchmarks.meter.report import report
from benchmarks.meter.round import Failed, Round, measured, measured_unseen, warm_up
from benchmarks.meter.tour import SCREEN, Tour, tour
from benchmarks.voice import private_sound_server

ROUNDS: Final = 3
SOUND_SERVER: Final = "pulseaudio"


def main() -> int:
    signal.signal(signal.SIGTERM, _end)
    with tempfile.TemporaryDirectory(prefix="touch-") as folder, ExitStack() as stack:
        try:
            return _measure(Path(folder), stack)
        except Failed as failure:
            print(f"touch: {failure}", file=sys.stderr)
            return 1


def _measure(folder: Path, stack: ExitStack) -> int:
    if not has_display():
        print(f"touch: {XVFB} is missing: only our memory and idle CPU can be measured")
        rounds = [measured_unseen(our_kiosk(folder, None)) for _ in range(ROUNDS)]
        print(report(rounds, []))
        return 0
    display = stack.enter_context(virtual_display(SCREEN.width_px, SCREEN.height_px))
    finger = stack.enter_context(Finger(display.name)) if has_finger() else None
    if finger is None:
        print("touch: libXtst is missing (xdotool brings it): taps are not measured")
    sound = stack.enter_context(_sound()) if finger else None
    route = tour()
    ours, other = our_kiosk(folder, sound), chromium_page(folder, route)
    if other is None:
        print("touch: chromium is missing: only our own kiosk is measured")
    print(machine_line(display), flush=True)
    print(f"our voice: {'espeak, into a silent sink' if sound else 'silent, no pulseaudio here'}")
    found = _rounds(ours, other, display, route, finger)
    print(report(*found))
    return 0


def _rounds(
    ours: Contestant,
    other: Contestant | None,
    display: Display,
    route: Tour,
    finger: Finger | None,
) -> tuple[list[Round], list[Round]]:
    """One start of each that does not count, then in turn. Ours must not fail; the other may."""
    found: tuple[list[Round], list[Round]] = ([], [])
    warm_up(ours, display, route)
    try:
        if other is not None:
            warm_up(other, display, route)
        for _ in range(ROUNDS):
            found[0].append(measured(ours, display, route, finger))
            if other is not None:
                found[1].append(measured(other, display, route, finger))
    except Failed as failure:
        if other is None or not str(failure).startswith(other.name):
            raise
        print(f"touch: {failure}", file=sys.stderr)
        return _rounds(ours, None, display, route, finger)
    return found


@contextmanager
def _sound() -> Iterator[str | None]:
    """Where our voice speaks; None without a PulseAudio that starts."""
    if shutil.which(SOUND_SERVER) is None:
        yield None
        return
    with private_sound_server() as server:
        yield server if Path(server.removeprefix("unix:")).exists() else None


def _end(*_: object) -> NoReturn:
    sys.exit("touch: ended")


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"measured in {time.monotonic() - begun:.0f} s")
    sys.exit(code)
