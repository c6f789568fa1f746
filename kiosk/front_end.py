"""Which front end serves people on this machine, and what takes its place when it fails.

The touch screen runs in a process of its own, because a graphics driver can end a process without
a word. When it has died twice within a minute the terminal takes over, else plain lines: a kiosk
that stays dark helps nobody (F63).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from kiosk.settings import FrontEnd

Served = Literal["touch", "terminal", "plain"]

DEATHS_TOO_MANY: Final = 2
WITHIN_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class ScreenProbe:
    """What a trial in another process found: whether a window can be drawn, and what was seen."""

    can_draw: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The front end to start, and the reason for the log and the operator."""

    front_end: Served
    reason: str


def choose(wish: FrontEnd, probe_screen: Callable[[], ScreenProbe], *, is_terminal: bool) -> Choice:
    """The best front end that works here; a wish that can be met is met.

    `probe_screen` takes up to some seconds and is called only where its answer matters.
    """
    match wish:
        case "plain":
            return Choice("plain", "plain lines were asked for")
        case "terminal" if is_terminal:
            return Choice("terminal", "the terminal was asked for")
        case "terminal":
            return Choice("plain", "the terminal was asked for, but this is none")
        case "touch" | "auto":
            probe = probe_screen()
            if probe.can_draw:
                return Choice("touch", f"the screen works: {probe.detail}")
            return _without_screen(probe.detail, is_terminal=is_terminal)
        case _:
            assert_never(wish)


class Supervisor:
    """Decides after each end of the touch screen's process what to start next."""

    def __init__(self, clock: Callable[[], float], *, is_terminal: bool) -> None:
        """Clock in seconds, monotonic."""
        self._clock = clock
        self._is_terminal = is_terminal
        self._deaths: tuple[float, ...] = ()

    def ended(self, exit_code: int) -> Choice | None:
        """What to start now that the touch screen ended; None if it was meant to end.

        `exit_code` as `subprocess` tells it: negative for a signal.
        """
        if exit_code == 0:
            return None
        now = self._clock()
        self._deaths = (*(at for at in self._deaths if now - at <= WITHIN_SECONDS), now)
        how = f"signal {-exit_code}" if exit_code < 0 else f"code {exit_code}"
        if len(self._deaths) < DEATHS_TOO_MANY:
            return Choice("touch", f"the touch screen ended with {how}: once more")
        return _without_screen(
            f"it ended {len(self._deaths)} times within a minute, last with {how}",
            is_terminal=self._is_terminal,
        )


def _without_screen(why: str, *, is_terminal: bool) -> Choice:
    if is_terminal:
        return Choice("terminal", f"no touch screen: {why}")
    return Choice("plain", f"no touch screen: {why}; and this is no terminal")
