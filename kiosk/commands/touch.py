"""The touch screen's own process: `python -m kiosk.commands.touch [SETTINGS]`.

Started and watched by `kiosk run`, which tells it on standard input where to hand in. When that
process ends, standard input ends, and the screen with it.
"""

import sys
from pathlib import Path
from threading import Thread

from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.cli import ExitCode
from kiosk.commands.assembly import assembled
from kiosk.commands.back_end import BackEnd
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.settings import ScreenSettings, Settings, load
from screens.touch.app import TouchScreen
from screens.touch.window import Glass


def serve_touch(settings: Settings, hand_off: BackEnd) -> int:
    """Serve by touch until told to end. Returns the exit code."""
    screen = TouchScreen(glass_of(settings.screen), Pinyin())
    Thread(target=_end_with_parent, args=(screen,), name="parent", daemon=True).start()
    with assembled(settings, hand_off, screen.from_thread) as kiosk:
        screen.run(kiosk.listener)
    return ExitCode.DONE


def glass_of(settings: ScreenSettings) -> Glass:
    """The glass as the operator described it."""
    size = Screen(settings.width, settings.height, settings.diagonal_inch)
    return Glass(size, is_fullscreen=settings.is_fullscreen)


def main() -> int:
    """The settings file, if any, is the first word; the endpoint and its key come in lines."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    hand_off = BackEnd(sys.stdin.readline().strip(), sys.stdin.readline().strip())
    with told() as outcome:
        settings = load(file)
        start_log(settings)
        outcome.code = serve_touch(settings, hand_off)
    return outcome.code


def _end_with_parent(screen: TouchScreen) -> None:
    sys.stdin.read()
    screen.stop()


if __name__ == "__main__":
    sys.exit(main())
