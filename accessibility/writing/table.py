"""The words and characters one can write, found by their sound in a sorted file.

A line is a reading, a tab, and what is read so: each text followed by one character that tells how
frequent it is. Lines are sorted by initials, then by the syllables as heard, so that a whole
reading, "sh" for 上海 and "pudxq" for 浦东新区 are all one stretch of lines. The file is kept as
it is, as bytes: it loads at once and takes little memory.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from math import log
from pathlib import Path
from typing import Final, NamedTuple

from accessibility.writing.syllables import Token, heard

FILE: Final = Path(__file__).parent / "data" / "pinyin.txt"
STEPS_PER_E: Final = 4
"""Frequencies are kept as logarithms, in quarters."""

_FIRST_SIGN: Final = 33
_ENTRY: Final = re.compile(r"([^!-~]+)([!-~])")
_SYLLABLES: Final = 512
_STRIDE: Final = 64
_MOST_OF_A_LINE: Final = 8
"""Of each reading, where there are many: an unfinished syllable stands for hundreds."""


class Alike(NamedTuple):
    """Texts of one reading with the logarithms of how frequent they are, the commonest first."""

    reading: tuple[str, ...]
    texts: Iterable[tuple[str, float]]


def sign(frequency: float) -> str:
    """The character that stands for this frequency in the file."""
    return chr(_FIRST_SIGN + round(STEPS_PER_E * log(frequency + 1)))


def order(reading: str) -> str:
    """By what the lines of the file are sorted."""
    return _key([_heard(syllable) for syllable in reading.split(" ")])


@lru_cache(maxsize=_SYLLABLES)
def _heard(syllable: str) -> str:
    """Remembered only for syllables of the file, never for what someone types."""
    return heard(syllable)


class Table:
    """The sorted lines."""

    def __init__(self, file: Path = FILE) -> None:
        self._lines = file.read_bytes().splitlines()
        self._milestones = [_order(line) for line in self._lines[::_STRIDE]]

    def syllables(self) -> set[str]:
        """Every syllable that a single character has."""
        return {line.split(b"\t")[0].decode() for line in self._lines if b" " not in line}

    def whole(self, tokens: Sequence[Token]) -> Iterator[Alike]:
        """Everything that sounds exactly so."""
        sounds = [token.heard for token in tokens]
        key = _key(sounds)
        for at in range(self._place(key), len(self._lines)):
            line = self._lines[at]
            if _order(line) != key:
                return
            yield _alike(line)

    def started(self, tokens: Sequence[Token]) -> Iterator[Alike]:
        """The commonest of as many syllables that begin so."""
        initials = "".join(token.heard[0] for token in tokens)
        return self._commonest(tokens, initials + " ", initials + "!")

    def longer(self, tokens: Sequence[Token]) -> Iterator[Alike]:
        """The commonest of more syllables whose first ones begin so."""
        initials = "".join(token.heard[0] for token in tokens)
        return self._commonest(tokens, initials + "!", initials + "~")

    def singles(self) -> Iterator[Alike]:
        """Every single character in each of its readings."""
        return (_alike(line) for line in self._lines if b" " not in line)

    def _commonest(self, tokens: Sequence[Token], least: str, most: str) -> Iterator[Alike]:
        told = [(at, token) for at, token in enumerate(tokens) if token.tells_more_than_initial]
        for line in self._lines[self._place(least) : self._place(most)]:
            syllables = line[: line.index(b"\t")].decode().split(" ")
            if all(token.fits(_heard(syllables[at])) for at, token in told):
                reading, texts = _alike(line)
                yield Alike(reading, islice(texts, _MOST_OF_A_LINE))

    def _place(self, key: str) -> int:
        """Where lines of this key begin, or would."""
        end = bisect_left(self._milestones, key)
        low, high = max(end - 1, 0) * _STRIDE, min(end * _STRIDE, len(self._lines))
        return bisect_left(self._lines, key, low, high, key=_order)


def _key(sounds: Sequence[str]) -> str:
    return "".join([sound[0] for sound in sounds]) + " " + " ".join(sounds)


def _order(line: bytes) -> str:
    return order(line[: line.index(b"\t")].decode())


def _alike(line: bytes) -> Alike:
    reading, texts = line.decode().split("\t")
    entries = (
        (found[1], (ord(found[2]) - _FIRST_SIGN) / STEPS_PER_E) for found in _ENTRY.finditer(texts)
    )
    return Alike(tuple(reading.split(" ")), entries)
