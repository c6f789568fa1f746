"""What somebody typed, or the slip's code brought along, as it was meant."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self, cast

from api_client.contract.handoff import Score
from api_client.contract.phones import TAIL
from api_client.contract.symbols import MEANT, in_groups
from onestop.pages.language import Language, named, preferred

GAPS = re.compile(r"[\s\-‐‑‒–—―−_.·,，、。()]+")
SYMBOLS = re.compile(r"[0-9A-Z]{12}")
REFERENCE = re.compile(r"[0-9A-Za-z-]{1,64}")
DISTRICT = re.compile(r"[0-9]{6}")
SCORE = re.compile(r"[1-5]")
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Typed:
    """Empty where nothing was typed, or nothing that it could be."""

    language: Language
    district: str = ""
    reference: str = ""
    phone_tail: str = ""
    score: Score | None = None
    is_scanned: bool = False
    """Whether the reference came with the slip's code, and so needs not be looked at again."""

    @classmethod
    def of_form(cls, form: Mapping[str, str], accept_language: str) -> Self:
        language = named(form.get("language", "")) or preferred(accept_language)
        score = form.get("score", "")
        return cls(
            language=language,
            district=district(form.get("district", "")),
            reference=reference(form.get("reference", "")),
            phone_tail=phone_tail(form.get("phone_tail", "")),
            score=cast("Score", int(score)) if SCORE.fullmatch(score) else None,
            is_scanned="is_scanned" in form,
        )

    @property
    def missing(self) -> frozenset[str]:
        """The fields that must be typed again."""
        has_tail = TAIL.fullmatch(self.phone_tail) is not None
        given = {"reference": bool(self.reference), "phone_tail": has_tail}
        return frozenset(name for name, is_given in given.items() if not is_given)

    def without_tail(self) -> Self:
        return replace(self, phone_tail="")


def reference(raw: str) -> str:
    """As references are written, however it was spaced; "" for what can be none."""
    text = unicodedata.normalize("NFKC", raw).strip()
    symbols = GAPS.sub("", text).upper()
    if SYMBOLS.fullmatch(symbols):
        return in_groups(symbols.translate(MEANT))
    return text if REFERENCE.fullmatch(text) else ""


def district(raw: str) -> str:
    return raw if DISTRICT.fullmatch(raw) else ""


def phone_tail(raw: str) -> str:
    """The last four digits, of the whole number too; else the digits that were typed."""
    digits = GAPS.sub("", unicodedata.normalize("NFKC", raw)).removeprefix("+")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > MOST_DIGITS:
        return ""
    return digits[-4:]
