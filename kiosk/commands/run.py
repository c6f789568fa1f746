"""`kiosk run`: chooses the front end, says why, and serves until it is told to end.

1. A child process tries whether the screen can draw; else a terminal serves, else plain lines.
2. The touch screen runs in a child process of its own, and is started again if it dies.
3. If it dies twice within a minute the terminal takes over, else plain lines.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import assert_never

from kiosk.commands.assembly import Parts, assembled
from kiosk.commands.back_end import BackEnd, back_end
from kiosk.commands.logs import start_log
from kiosk.commands.trouble import told
from kiosk.front_end import Choice, ScreenProbe, Served, Supervisor, choose
from kiosk.settings import FrontEnd, Settings
from screens.touch.can_show import Probe, can_show

PATIENCE_WITH_LINES = 3.0


def run(settings: Settings, wish: FrontEnd | None, config: Path | None) -> int:
    """Serve people until the kiosk is told to end. Returns the exit code."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    with told() as outcome:
        start_log(settings)
        choice = choose(wish or settings.front_end, probe_screen, is_terminal=is_terminal)
        with back_end(settings) as hand_off:
            outcome.code = _serve(choice, settings, hand_off, config, is_terminal=is_terminal)
    return outcome.code


def serve(front_end: Served, settings: Settings, hand_off: BackEnd) -> int:
    """Serve by that front end, in this process."""
    match front_end:
        case "touch":
            from kiosk.commands.touch import serve_touch  # noqa: PLC0415 -- Kivy only for touch

            return serve_touch(settings, hand_off)
        case "terminal":
            from screens.terminal import TerminalScreen  # noqa: PLC0415 -- Textual only here

            screen = TerminalScreen()
            with assembled(settings, hand_off, screen.from_thread) as kiosk:
                return screen.run(kiosk.listener)
        case "plain":
            from screens.plain import PlainLines  # noqa: PLC0415 -- only where it is used

            lines = PlainLines(sys.stdin, sys.stdout)
            parts = Parts(patience=PATIENCE_WITH_LINES)
            with assembled(settings, hand_off, lines.from_thread, parts) as kiosk:
                return lines.run(kiosk.listener)
        case _:
            assert_never(front_end)


def _serve(
    choice: Choice, settings: Settings, hand_off: BackEnd, config: Path | None, *, is_terminal: bool
) -> int:
    supervisor = Supervisor(time.monotonic, is_terminal=is_terminal)
    next_choice: Choice | None = choice
    while next_choice is not None:
        _say(next_choice)
        if next_choice.front_end != "touch":
            return serve(next_choice.front_end, settings, hand_off)
        next_choice = supervisor.ended(_touch_process(hand_off, config))
    return 0


def _touch_process(hand_off: BackEnd, config: Path | None) -> int:
    """Run the touch screen in a child process. Returns its exit code, negative for a signal."""
    command = [sys.executable, "-m", "kiosk.commands.touch", *([str(config)] if config else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as child:  # noqa: S603 -- ours
        try:
            if child.stdin is not None:
                child.stdin.write(f"{hand_off.endpoint}\n{hand_off.key}\n")
                child.stdin.flush()
            return child.wait()
        except BrokenPipeError:
            return child.wait()
        except BaseException:
            child.terminate()
            child.wait(10.0)
            raise


def probe_screen() -> ScreenProbe:
    """Whether a window can be drawn here, tried in a child process."""
    found: Probe = can_show()
    return ScreenProbe(can_draw=found.is_working, detail=found.reason)


def _say(choice: Choice) -> None:
    print(f"kiosk: {choice.front_end} front end ({choice.reason})", file=sys.stderr, flush=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
