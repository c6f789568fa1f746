"""One-time codes: typed in once by whoever sets a kiosk up.

A code is twelve symbols in three groups, without look-alikes; the last one checks the others. Its
first group only finds it, the others are the secret: 3.4 thousand million possibilities, and soon
an hour between two guesses.
"""

import random
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from api_client.contract.symbols import ALPHABET, GROUP, LENGTH, completed

LASTS = timedelta(hours=24)
FREE_GUESSES = 2
LONGEST_DELAY = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=2)
"""Longer than any code lasts."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is kept: what finds it, and its digest."""

    handle: str
    digest: bytes

    @classmethod
    def of(cls, text: str) -> "Code":
        """Of a code in its groups."""
        return cls(text[:GROUP], sha256(text.encode()).digest())


def mint(draw: random.Random) -> str:
    """A new code. `draw` must be `secrets.SystemRandom` where it guards anything."""
    return completed("".join(draw.choices(ALPHABET, k=LENGTH - 1)))


def delay_after(wrong: int) -> timedelta:
    """How long nobody may guess at the same code after so many wrong guesses."""
    if wrong <= FREE_GUESSES:
        return timedelta(0)
    return min(LONGEST_DELAY, timedelta(seconds=2.0 ** min(wrong, 30)))
