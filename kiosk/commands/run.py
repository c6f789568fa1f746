"""`kiosk run`: chooses the front end, says why, and serves until it is told to end.

1. The touch screen's process opens its window; if it cannot, a terminal serves, else plain lines.
2. Meanwhile the back end is made ready; its own one is started after the first page.
3. If the touch screen dies it is started again. If it dies twice within a minute the terminal
   takes over, else plain lines.
"""

import signal
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, assert_never

from kiosk.commands.touch_process import TouchProcess
from kiosk.commands.trouble import told
from kiosk.front_end import Choice, Served, Supervisor, choose
from kiosk.settings import FrontEnd, Settings

if TYPE_CHECKING:
    from kiosk.commands.back_end import BackEnd

PATIENCE_WITH_LINES = 3.0


def run(settings: Settings, wish: FrontEnd | None, config: Path | None) -> int:
    """Serve people until the kiosk is told to end. Returns the exit code."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    front_end = wish or settings.front_end
    streams = (sys.stdin, sys.stdout)
    is_terminal = all(stream is not None and stream.isatty() for stream in streams)
    with told() as outcome, TouchProcess(config) as touch:
        if front_end in {"touch", "auto"}:
            touch.begin()
        # While the window opens; imported any earlier, these would hold it up.
        from kiosk.commands.back_end import back_end  # noqa: PLC0415
        from kiosk.commands.logs import start_log  # noqa: PLC0415

        start_log(settings)
        with back_end(settings, after=touch.has_shown) as hand_off:
            choice = choose(front_end, touch.probe, is_terminal=is_terminal)
            outcome.code = _serve(choice, settings, hand_off, touch, is_terminal=is_terminal)
    return outcome.code


def _serve(
    choice: Choice,
    settings: Settings,
    hand_off: "BackEnd",
    touch: TouchProcess,
    *,
    is_terminal: bool,
) -> int:
    supervisor = Supervisor(time.monotonic, is_terminal=is_terminal)
    next_choice: Choice | None = choice
    while next_choice is not None:
        _say(next_choice)
        if next_choice.front_end != "touch":
            touch.close()
            return _serve_here(next_choice.front_end, settings, hand_off)
        next_choice = supervisor.ended(touch.serve(hand_off))
    return 0


def _serve_here(front_end: Served, settings: Settings, hand_off: "BackEnd") -> int:
    """Serve by that front end, in this process."""
    from kiosk.commands.assembly import Parts, assembled  # noqa: PLC0415 -- touch does without
    from kiosk.commands.logs import tell_staff_on  # noqa: PLC0415 -- as in `run`

    match front_end:
        case "terminal":
            from screens.terminal import TerminalScreen  # noqa: PLC0415 -- Textual only here

            screen = TerminalScreen()
            with assembled(settings, hand_off, screen.from_thread) as kiosk:
                return screen.run(kiosk.listener)
        case "plain":
            from screens.plain import PlainLines  # noqa: PLC0415 -- only where it is used

            tell_staff_on(sys.stderr)
            lines = PlainLines(sys.stdin, sys.stdout)
            parts = Parts(patience=PATIENCE_WITH_LINES)
            with assembled(settings, hand_off, lines.from_thread, parts) as kiosk:
                return lines.run(kiosk.listener)
        case "touch":
            raise ValueError("the touch screen has a process of its own")
        case _:
            assert_never(front_end)


def _say(choice: Choice) -> None:
    print(f"kiosk: {choice.front_end} front end ({choice.reason})", file=sys.stderr, flush=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
