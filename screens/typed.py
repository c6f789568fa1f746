"""What a person typed or pasted, without what keyboards, terminals and clipboards add to it."""

import re
import unicodedata
from typing import Final

_SEQUENCE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[NO].)")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Cn"})
_JOINERS: Final = frozenset("\u200c\u200d")
"""Zero-width, but part of how some names and pictures are written."""


def cleaned(text: str) -> str:
    """The text as one line: no control characters, no terminal sequences, no direction marks."""
    spaced = re.sub(r"[\t\n\v\f\r\x85\u2028\u2029]+", " ", _SEQUENCE.sub("", text))
    return "".join(sign for sign in spaced if _is_writing(sign))


def _is_writing(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in _INVISIBLE
