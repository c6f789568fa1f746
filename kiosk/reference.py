"""References: the numbers people copy, read out over the telephone and type in again.

Twelve symbols in three groups, as in `7KD4-M9XA-3PTW`: the kiosk's own three, eight drawn at
random, and one that catches every misread symbol and every two that changed places.
"""

import random
import re
import unicodedata
from typing import Final, Literal

# Left out, because handwriting, thermal paper and tired eyes confuse them: 0 O Q, 1 I L, 5 S,
# 8 B, U V. Of 2 and Z only 2 is used, and a Z that is typed is taken for it. 23 is a prime.
ALPHABET: Final = "234679ACDEFGHJKMNPRTWXY"
PREFIX_LENGTH: Final = 3
CODE_MARK: Final = "DK:"

_DRAWN: Final = 8
_GROUP: Final = 4
_LENGTH: Final = PREFIX_LENGTH + _DRAWN + 1
_VALUES: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
_GAPS: Final = re.compile(r"[\s\-‐‑‒–—―−_.·,，、。]+")
_ADDRESS: Final = re.compile(r"[/=]")
_MEANT: Final = {"Z": "2"}


def mint(prefix: str, draw: random.Random) -> str:
    """A new reference. `draw` must be `secrets.SystemRandom` where residents depend on it.

    Raises ValueError for a prefix that is not three symbols of the alphabet.
    """
    if len(prefix) != PREFIX_LENGTH or not _VALUES.keys() >= set(prefix):
        raise ValueError(f"a kiosk's prefix is {PREFIX_LENGTH} symbols of {ALPHABET}")
    body = prefix + "".join(draw.choices(ALPHABET, k=_DRAWN))
    return _grouped(body + ALPHABET[-_weighted_sum(body) % len(ALPHABET)])


def parse(raw: str) -> str | None:
    """The reference that was typed or scanned, however it was spaced; None if it is none.

    A scanned slip gives `DK:` and the reference, or a web address that ends with it.
    """
    text = unicodedata.normalize("NFKC", raw).strip().upper().removeprefix(CODE_MARK)
    last = _ADDRESS.split(text)[-1]
    symbols = "".join(_MEANT.get(symbol, symbol) for symbol in _GAPS.sub("", last))
    if len(symbols) != _LENGTH or not _VALUES.keys() >= set(symbols):
        return None
    return None if _weighted_sum(symbols) % len(ALPHABET) else _grouped(symbols)


def is_reference(text: str) -> bool:
    """Whether the text is a reference exactly as it is minted."""
    return parse(text) == text


def groups(reference: str) -> tuple[str, ...]:
    """The parts to show and to say one after another."""
    return tuple(reference.split("-"))


def code_for(reference: str) -> str:
    """What the QR code on a slip holds; `parse` reads it back."""
    return CODE_MARK + reference


def spoken(reference: str, language: Literal["zh_CN", "en"]) -> str:
    """The reference for the ear: symbol by symbol, with a longer pause after each group."""
    between, after = ("、", "。") if language == "zh_CN" else (", ", ". ")
    return "".join(between.join(group) + after for group in groups(reference)).strip()


def _grouped(symbols: str) -> str:
    return "-".join(symbols[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def _weighted_sum(symbols: str) -> int:
    """Weights 12 … 1 are all different and none is 0 modulo the prime 23.

    So one changed symbol, or two that changed places, always changes the sum (as in ISO 7064).
    """
    return sum((_LENGTH - place) * _VALUES[symbol] for place, symbol in enumerate(symbols))
