"""The touch screen's own process: `python -m kiosk.commands.touch [SETTINGS]`.

Started and watched by `kiosk run`. It opens its window first and says what draws it; then it is
told on standard input where to hand in. When that process ends, standard input ends, and the
screen with it.
"""

import sys
from pathlib import Path
from threading import Thread

from accessibility.type_scale import Screen
from accessibility.writing.pinyin import Pinyin
from kiosk.cli import ExitCode
from kiosk.commands.logs import start_log, tell_staff_on
from kiosk.commands.touch_process import SHOWN, WINDOW
from kiosk.commands.trouble import told
from kiosk.settings import ScreenSettings, Settings, load
from screens.touch.app import TouchScreen
from screens.touch.window import Glass


def serve_touch(settings: Settings) -> int:
    """Serve by touch until told to end. Returns the exit code."""
    screen = TouchScreen(glass_of(settings.screen), Pinyin())
    screen.open()
    _tell(f"{WINDOW}{screen.drawn_by}")
    # What follows takes as long as the window did, and the kiosk already knows that it can draw.
    from kiosk.commands.assembly import assembled  # noqa: PLC0415
    from kiosk.commands.back_end import BackEnd  # noqa: PLC0415

    hand_off = BackEnd(sys.stdin.readline().strip(), sys.stdin.readline().strip())
    if not hand_off.endpoint:
        return ExitCode.DONE
    Thread(target=_end_with_parent, args=(screen,), name="parent", daemon=True).start()
    with assembled(settings, hand_off, screen.from_thread) as kiosk:
        screen.run(kiosk.listener, on_shown=lambda: _tell(SHOWN))
    return ExitCode.DONE


def glass_of(settings: ScreenSettings) -> Glass:
    """The glass as the operator described it."""
    size = Screen(settings.width, settings.height, settings.diagonal_inch)
    return Glass(size, is_fullscreen=settings.is_fullscreen)


def main() -> int:
    """The settings file, if any, is the first word."""
    with told() as outcome:
        settings = load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        start_log(settings)
        tell_staff_on(sys.stderr)
        outcome.code = serve_touch(settings)
    return outcome.code


def _tell(words: str) -> None:
    print(words, flush=True)


def _end_with_parent(screen: TouchScreen) -> None:
    sys.stdin.read()
    screen.stop()


if __name__ == "__main__":
    sys.exit(main())
