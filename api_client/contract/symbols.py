"""What people copy, read out over the telephone and type in again: twelve symbols, three groups.

The last symbol catches every misread one and every two that changed places.
"""

import re
import unicodedata
from typing import Final

# Left out, because handwriting, thermal paper and tired eyes confuse them: 0 O Q, 1 I L, 5 S,
# 8 B, U V. Of 2 and Z only 2 is used, and a Z that is typed is taken for it. 23 is a prime.
ALPHABET: Final = "234679ACDEFGHJKMNPRTWXY"
LENGTH: Final = 12
GROUP: Final = 4
OWN_LENGTH: Final = 3
"""A kiosk's own symbols: its id, which begins each of its references."""

_VALUES: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
_GAPS: Final = re.compile(r"[\s\-‐‑‒–—―−_.·,，、。]+")
MEANT: Final = str.maketrans("Z", "2")


def completed(body: str) -> str:
    """Eleven symbols with the one that checks them, in groups."""
    return in_groups(body + ALPHABET[-_weighted_sum(body) % len(ALPHABET)])


def read(raw: str) -> str | None:
    """What was typed, in groups, however it was spaced; None if it is not as it was written."""
    text = unicodedata.normalize("NFKC", raw).upper()
    symbols = _GAPS.sub("", text).translate(MEANT)
    if len(symbols) != LENGTH or not _VALUES.keys() >= set(symbols):
        return None
    return None if _weighted_sum(symbols) % len(ALPHABET) else in_groups(symbols)


def is_own(text: str) -> bool:
    """Whether it can be a kiosk's id."""
    return len(text) == OWN_LENGTH and _VALUES.keys() >= set(text)


def in_groups(symbols: str) -> str:
    """As twelve symbols are printed."""
    return "-".join(symbols[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def _weighted_sum(symbols: str) -> int:
    """Weights 12 … 1 are all different and none is 0 modulo the prime 23.

    So one changed symbol, or two that changed places, always changes the sum (as in ISO 7064).
    """
    return sum((LENGTH - place) * _VALUES[symbol] for place, symbol in enumerate(symbols))
