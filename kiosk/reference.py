"""References: the numbers people copy, read out over the telephone and type in again.

Twelve symbols in three groups, as in `7KD4-M9XA-3PTW`: the kiosk's own three, eight drawn at
random, and one that catches every misread symbol and every two that changed places.
"""

import random
import re
import unicodedata
from typing import Final, Literal

# The contract's own, written once more: it brings the contract, and the command line would wait.
ALPHABET: Final = "234679ACDEFGHJKMNPRTWXY"
PREFIX_LENGTH: Final = 3
CODE_MARK: Final = "DK:"

_DRAWN: Final = 8
_ADDRESS: Final = re.compile(r"[/=]")


def mint(prefix: str, draw: random.Random) -> str:
    """A new reference. `draw` must be `secrets.SystemRandom` where residents depend on it.

    Raises ValueError for a prefix that is not three symbols of the alphabet.
    """
    from api_client.contract.symbols import completed  # noqa: PLC0415 - see ALPHABET

    if len(prefix) != PREFIX_LENGTH or not set(ALPHABET) >= set(prefix):
        raise ValueError(f"a kiosk's prefix is {PREFIX_LENGTH} symbols of {ALPHABET}")
    return completed(prefix + "".join(draw.choices(ALPHABET, k=_DRAWN)))


def parse(raw: str) -> str | None:
    """The reference that was typed or scanned, however it was spaced; None if it is none.

    A scanned slip gives `DK:` and the reference, or a web address that ends with it.
    """
    from api_client.contract.symbols import read  # noqa: PLC0415 - see ALPHABET

    text = unicodedata.normalize("NFKC", raw).strip().upper().removeprefix(CODE_MARK)
    return read(_ADDRESS.split(text)[-1])


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
