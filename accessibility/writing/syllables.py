"""Typed letters as syllables, heard as many in Shanghai say them: zh like z, ing like in."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

INITIALS: Final = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
BOUNDARY: Final = "'"
"""Typed between syllables where the letters alone could be cut in two ways: xi'an."""

_RETROFLEX: Final = re.compile(r"^([zcs])h")
_NASAL: Final = re.compile(r"(?<=[aei]n)g$")
_PASSPORT_U: Final = re.compile(r"(?<=^[ln])yu")
_LONGEST: Final = 6
_KEPT: Final = 6
_COST_OF_SYLLABLE: Final = 1.0
_COST_OF_HEARD: Final = 1.3
_COST_OF_START: Final = 2.2
_COST_OF_LAST_START: Final = 1.5


class Token(NamedTuple):
    """A typed syllable with v for ü, or only the start of one; `end` is where its letters end."""

    letters: str
    heard: str
    is_whole: bool
    end: int

    @property
    def tells_more_than_initial(self) -> bool:
        return self.is_whole or len(self.heard) > 1

    def fits(self, syllable: str) -> bool:
        """Whether it can stand for this syllable, both as heard."""
        return syllable == self.heard if self.is_whole else syllable.startswith(self.heard)


Cut = tuple[Token, ...]


def is_whole(tokens: Iterable[Token]) -> bool:
    """Whether no syllable is left unfinished."""
    return all(token.is_whole for token in tokens)


def heard(syllable: str) -> str:
    """The syllable without the differences that Shanghai's speech does not make."""
    return _NASAL.sub("", _RETROFLEX.sub(r"\1", syllable)).replace("v", "u")


def spellings(syllable: str) -> set[str]:
    """Every way this syllable may be typed by someone who hears it so."""
    starts, ends = {syllable}, set[str]()
    if syllable[0] in "zcs":
        bare = _RETROFLEX.sub(r"\1", syllable)
        starts |= {bare, f"{bare[0]}h{bare[1:]}"}
    for start in starts:
        ends.add(start)
        if re.search(r"[aei]n$", start):
            ends.add(start + "g")
        ends.add(_NASAL.sub("", start))
    return ends | {end.replace("v", "u") for end in ends}


class Cutter:
    """Cuts letters into syllables, the likeliest way first."""

    def __init__(self, syllables: Iterable[str]) -> None:
        self._syllables = frozenset(syllables)
        self._typed = {one for syllable in self._syllables for one in spellings(syllable)}
        self._starts = {one[:end] for one in self._syllables for end in range(1, len(one))}

    def cuts(self, letters: str) -> list[Cut]:
        """At most six ways to read the letters as far as they are pinyin.

        Unfinished syllables are thought of only where the letters are not whole ones.
        """
        best: list[list[tuple[float, Cut]]] = [[] for _ in range(len(letters) + 1)]
        best[0] = [(0.0, ())]
        for at in range(len(letters)):
            ways = sorted(best[at], key=lambda way: way[0])[:_KEPT]
            if letters[at] == BOUNDARY:
                best[at + 1].extend(ways)
                continue
            if not ways:
                continue
            for token, cost in self._tokens(letters, at):
                best[token.end].extend((so_far + cost, (*cut, token)) for so_far, cut in ways)
        farthest = next(ways for ways in reversed(best) if ways)
        cuts = [cut for _, cut in sorted(farthest, key=lambda way: way[0])[:_KEPT] if cut]
        whole = [cut for cut in cuts if is_whole(cut)]
        return whole or cuts

    def _tokens(self, letters: str, at: int) -> Iterator[tuple[Token, float]]:
        for end in range(at + 1, min(at + _LONGEST, len(letters)) + 1):
            piece = _PASSPORT_U.sub("v", letters[at:end])
            if piece in self._syllables:
                yield Token(piece, heard(piece), is_whole=True, end=end), _COST_OF_SYLLABLE
            elif piece in self._typed:
                yield Token(piece, heard(piece), is_whole=True, end=end), _COST_OF_HEARD
            if end == len(letters) and piece in self._starts:
                yield Token(piece, heard(piece), is_whole=False, end=end), _COST_OF_LAST_START
            elif piece in INITIALS:
                yield Token(piece, heard(piece), is_whole=False, end=end), _COST_OF_START
