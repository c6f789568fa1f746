"""Limits how often somebody may guess at a reference's phone number.

Four digits are 10,000 guesses; five wrong ones an hour make that 83 days for one reference.
"""

from collections import OrderedDict
from collections.abc import Callable

MOST_WRONG = 5
SECONDS = 3600.0
MOST_REMEMBERED = 100_000


class Guesses:
    """Counts wrong guesses by reference, and forgets the oldest."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def wait_for(self, reference: str) -> float:
        """Seconds until the next guess may be made; 0 if now."""
        recent = self._recent(reference)
        return 0.0 if len(recent) < MOST_WRONG else recent[0] + SECONDS - self._clock()

    def was_wrong(self, reference: str) -> None:
        self._wrong[reference] = [*self._recent(reference), self._clock()]
        self._wrong.move_to_end(reference)
        while len(self._wrong) > MOST_REMEMBERED:
            self._wrong.popitem(last=False)

    def _recent(self, reference: str) -> list[float]:
        since = self._clock() - SECONDS
        return [moment for moment in self._wrong.get(reference, []) if moment > since]
