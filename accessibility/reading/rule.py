"""A rule of reading: what is written so is said so."""

import re
from collections.abc import Callable
from dataclasses import dataclass

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
KEPT = {ord(mark): mark for mark in "，。！？；：（）"}
AS_TYPED = FULL_WIDTH | KEPT | {ord("　"): " ", ord("\N{NO-BREAK SPACE}"): " "}
DASHES = "[-–—―~～]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of writing. `said` is a template or works out the words from the match."""

    written: re.Pattern[str]
    said: str | Callable[[re.Match[str]], str]


def rule(written: str, said: str | Callable[[re.Match[str]], str]) -> Rule:
    return Rule(re.compile(written), said)


def apply(rules: tuple[Rule, ...], text: str) -> str:
    """The text after every rule in turn; full-width figures and letters count as plain ones."""
    spoken = text.translate(AS_TYPED)
    for each in rules:
        spoken = each.written.sub(each.said, spoken)
    return spoken.strip()
