"""Notices that nobody is at the kiosk any more (interface: Time)."""

from collections.abc import Callable

from kiosk.places import HelpCalled, Place, StillThere

SECONDS_FOR_HELP = 300.0
"""Whoever called a person has gone to fetch one, or waits."""


class Idle:
    """Counts the seconds since the last touch, key or spoken word."""

    def __init__(
        self, clock: Callable[[], float], warn_after: float = 45.0, wipe_after: float = 30.0
    ) -> None:
        """Clock in seconds, monotonic; both times in seconds."""
        self._clock = clock
        self._warn_after = warn_after
        self._wipe_after = wipe_after
        self._touched_at = clock()

    def touched(self) -> None:
        self._touched_at = self._clock()

    def is_due(self, place: Place) -> bool:
        """Whether it is time to ask, or, once asked, to wipe."""
        match place:
            case StillThere():
                limit = self._wipe_after
            case HelpCalled():
                limit = max(self._warn_after, SECONDS_FOR_HELP)
            case _:
                limit = self._warn_after
        return self._clock() - self._touched_at >= limit
