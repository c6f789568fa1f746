"""The last four digits of a telephone number: proof enough for what one's own slip opens."""

import unicodedata
from typing import Final

DIGITS: Final = "0123456789"
COUNT: Final = 4


def phone_tail(typed: str) -> str | None:
    """The last four of what was typed: who types the whole number means its end."""
    digits = [sign for sign in unicodedata.normalize("NFKC", typed) if sign in DIGITS]
    return "".join(digits[-COUNT:]) if len(digits) >= COUNT else None
