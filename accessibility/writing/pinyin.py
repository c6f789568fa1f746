"""Writing names and addresses by their sound, with few touches and with a Shanghai accent.

1. The typed letters are cut into syllables, in up to six ways.
2. Whole phrases come first; then one that is put together from several; then what only the first
   syllables write; then single characters. Each group is ordered by frequency, a spelling that only
   sounds alike counting less, and gives way to the next before it fills the pages.
3. The visitor picks one, its letters are used up, and the rest is looked up anew.

Nothing is learned or remembered from what people type.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, product
from math import inf
from typing import Final

from accessibility.writing.syllables import BOUNDARY, Cut, Cutter, Token, heard, is_whole
from accessibility.writing.table import Alike, Table

_TYPED: Final = re.compile(f"[a-z{BOUNDARY}]*")
_LONGEST_PHRASE: Final = 8
_LONGEST_PART: Final = 6
_LOSS_OF_HEARD: Final = 2.5
_LOSS_OF_START: Final = 3.0
_LOSS_OF_JOINT: Final = 17.9
"""The logarithm of how many words the frequencies were counted in."""

_ROOM_FOR_WHOLE: Final = 10
_ROOM_FOR_SINGLES: Final = 20
_ROOM_FOR_STARTED: Final = 8
_ROOM_FOR_LONGER: Final = 3
_ROOM_FOR_PART: Final = 5
_FEWEST_FOR_LONGER: Final = 2
_MOST_READINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text to pick, and how many of the typed letters it uses up."""

    text: str
    letters_used: int


@dataclass(slots=True)
class _Group:
    """Candidates of one kind: how many may come before the next kind, and their scores."""

    letters_used: int
    room: int
    scores: dict[str, float]

    def add(self, found: Iterable[Alike], tokens: Sequence[Token]) -> None:
        for reading, texts in found:
            loss = _loss(reading, tokens)
            for text, weight in texts:
                if weight - loss > self.scores.get(text, -inf):
                    self.scores[text] = weight - loss

    def best_first(self, most: int) -> list[Candidate]:
        texts = sorted(self.scores, key=lambda text: (-self.scores[text], len(text)))
        return [Candidate(text, self.letters_used) for text in texts[:most]]


class Pinyin:
    """Finds what can be written with some letters. The words load at the first use."""

    @cached_property
    def _table(self) -> Table:
        return Table()

    @cached_property
    def _cutter(self) -> Cutter:
        return Cutter(self._table.syllables())

    @cached_property
    def _readings(self) -> dict[str, list[str]]:
        """Every character's readings, the commonest first."""
        found: dict[str, list[tuple[float, str]]] = {}
        for (reading,), texts in self._table.singles():
            for text, weight in texts:
                found.setdefault(text, []).append((-weight, reading))
        return {text: [reading for _, reading in sorted(ways)] for text, ways in found.items()}

    def candidates(self, letters: str, most: int = 60) -> list[Candidate]:
        """What the letters, or the first of them, can stand for, the likeliest first.

        Letters are a to z, v for ü, and ' between syllables. Those after the first other character
        are left for later.
        """
        typed = _TYPED.match(letters.lower())
        cuts = self._cutter.cuts(typed.group()) if typed else []
        groups = self._groups(cuts)
        return list(islice(_interleaved(groups, most), most))

    def pinyin_of(self, text: str) -> list[str]:
        """What to type for each character, in the reading its words have; others stay."""
        spelt: list[str] = []
        while len(spelt) < len(text):
            spelt.extend(self._reading_at(text, len(spelt)))
        return spelt

    def _groups(self, cuts: Sequence[Cut]) -> list[_Group]:
        groups: dict[tuple[int, int], _Group] = {}
        seen = set[Cut]()
        end = cuts[0][-1].end if cuts else 0
        for cut in cuts:
            for count in range(min(len(cut), _LONGEST_PHRASE), 0, -1):
                tokens = cut[:count]
                if tokens not in seen:
                    seen.add(tokens)
                    used = tokens[-1].end
                    group = _Group(used, _room(tokens, end), {})
                    group = groups.setdefault((-used, count), group)
                    group.add(self._found(tokens), tokens)
        ordered = [group for _, group in sorted(groups.items(), key=lambda item: item[0][0])]
        whole = [group for group in ordered if group.letters_used == end and group.scores]
        rest = [group for group in ordered if group.letters_used < end]
        longer = [cut for cut in cuts if len(cut) >= _FEWEST_FOR_LONGER]
        return whole + self._more(longer, end) + rest

    def _more(self, cuts: Sequence[Cut], end: int) -> list[_Group]:
        """One phrase put together from several, and phrases that go on after the letters."""
        joint = _Group(end, 1, self._joint([cut for cut in cuts if is_whole(cut)]))
        longer = _Group(end, _ROOM_FOR_LONGER, {})
        for cut in cuts[:1]:
            if is_whole(cut[:-1]):
                longer.add(self._table.longer(cut), cut)
        return [joint, longer]

    def _found(self, tokens: Cut) -> Iterator[Alike]:
        if is_whole(tokens):
            return self._table.whole(tokens)
        return self._table.started(tokens)

    def _joint(self, cuts: Sequence[Cut]) -> dict[str, float]:
        """The likeliest text put together from phrases for each way to cut, with its score."""

        @cache
        def best_of(tokens: Cut) -> tuple[float, str]:
            best = (-inf, "")
            for reading, texts in self._table.whole(tokens):
                text, weight = next(iter(texts))
                best = max(best, (weight - _loss(reading, tokens), text))
            return best

        found = (_likeliest(cut, best_of) for cut in cuts)
        return {text: score for score, text in found if score > -inf}

    def _reading_at(self, text: str, at: int) -> tuple[str, ...]:
        """The reading of the longest phrase that begins there."""
        for end in range(min(len(text), at + _LONGEST_PHRASE), at + 1, -1):
            ways = [self._readings.get(character, []) for character in text[at:end]]
            for reading in islice(product(*ways), _MOST_READINGS):
                if self._is_read(text[at:end], reading):
                    return reading
        return (self._readings.get(text[at], [text[at]])[0],)

    def _is_read(self, text: str, reading: tuple[str, ...]) -> bool:
        tokens = [Token(one, heard(one), is_whole=True, end=0) for one in reading]
        found = self._table.whole(tokens)
        return any(reading == way and text in dict(texts) for way, texts in found)


def _likeliest(cut: Cut, best_of: Callable[[Cut], tuple[float, str]]) -> tuple[float, str]:
    """The best phrases in a row that cover all of the cut."""
    best = [(0.0, "")]
    for end in range(1, len(cut) + 1):
        ways = []
        for start in range(max(0, end - _LONGEST_PART), end):
            score, text = best_of(cut[start:end])
            before, beginning = best[start]
            ways.append((before + score - _LOSS_OF_JOINT, beginning + text))
        best.append(max(ways))
    return best[-1]


def _loss(reading: Sequence[str], tokens: Sequence[Token]) -> float:
    """By how much texts of this reading count less for what was typed."""
    loss = 0.0
    for token, syllable in zip(tokens, reading, strict=False):
        if not token.is_whole:
            loss += _LOSS_OF_START
        elif token.letters != syllable:
            loss += _LOSS_OF_HEARD
    return loss


def _room(tokens: Cut, end: int) -> int:
    if not is_whole(tokens):
        return _ROOM_FOR_STARTED
    if len(tokens) == 1:
        return _ROOM_FOR_SINGLES
    return _ROOM_FOR_WHOLE if tokens[-1].end == end else _ROOM_FOR_PART


def _interleaved(groups: Sequence[_Group], most: int) -> Iterator[Candidate]:
    """Each group's best in turn, then what had no room."""
    ordered = [group.best_first(most) for group in groups]
    seen = set[Candidate]()
    for group, candidates in zip(groups, ordered, strict=True):
        for candidate in candidates[: group.room]:
            if candidate not in seen:
                seen.add(candidate)
                yield candidate
    for candidates in ordered:
        for candidate in candidates:
            if candidate not in seen:
                seen.add(candidate)
                yield candidate
