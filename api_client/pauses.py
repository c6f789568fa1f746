"""How long a courier waits before it tries again: longer each time, never in step with others."""

import random

SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 300.0
PAUSE_FOR_PEOPLE = 900.0
"""Until a key is put right or staff have looked into an odd answer: that takes people."""


class Pauses:
    """Full jitter: after an outage thousands of kiosks must not come back in one moment."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def after(self, failures: int) -> float:
        """Seconds to wait after so many failures and one more."""
        return self._jittered(min(LONGEST_PAUSE, SHORTEST_PAUSE * 2.0 ** min(failures + 1, 30)))

    def for_people(self) -> float:
        return self._jittered(PAUSE_FOR_PEOPLE)

    def _jittered(self, longest: float) -> float:
        return max(SHORTEST_PAUSE, self._chance.uniform(0, longest))
