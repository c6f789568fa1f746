"""Where a line of Chinese or English may end, so that it reads as it does in a printed book.

No closing mark begins a line and no opening mark ends one (GB/T 15834); words, telephone numbers
and references stay whole; nothing is ever hyphenated. Toolkits wrap Chinese anywhere, so lines are
broken here before a renderer sees them.
"""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

Measure = Callable[[str], float]

NEVER_FIRST: Final = frozenset("。，、；：！？）》〉”’』」】〕］｝…—～·・％‰℃°,.;:!?)]}%")
NEVER_LAST: Final = frozenset("（《〈“‘『「【〔［｛￥￡＄([{¥£$€№")

_BETWEEN_WORDS, _BETWEEN_GROUPS, _INSIDE_WORD, _ANYWHERE = range(4)
_NEVER: Final = 9
_LEVELS: Final = (_BETWEEN_WORDS, _BETWEEN_GROUPS, _INSIDE_WORD, _ANYWHERE)

_COUNTED: Final = frozenset("年月日号室弄楼层栋幢元岁天周个次份人户位点时分秒米路条期")
_GROUPED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+()/-")
_SPACES: Final = " \t\r\u3000"
_JOINER: Final = "\u200d"
_FEW: Final = 2
_GUESSES: Final = 5


def broken(text: str, measure: Measure, width: float) -> list[str]:
    """The text in lines no wider than `width`, in the units of `measure`.

    `measure` is called about three times a line. A line is wider than `width` only where a single
    character is. Explicit newlines stay; spaces at the end of a line go.
    """
    return [
        line for part in text.split("\n") for line in _lines(part.rstrip(_SPACES), measure, width)
    ]


def _lines(part: str, measure: Measure, width: float) -> list[str]:
    whole = measure(part) if part else 0.0
    if not part or whole <= width:
        return [part]
    reach = _Reach(part, measure, width, whole)
    ends: list[int] = []
    start = 0
    while start < len(part):
        start = reach.end_after(start)
        ends.append(start)
    if len(ends) > 1:
        ends[-2] = reach.without_widow(ends)
    starts = [0, *ends[:-1]]
    return [part[start:end].rstrip(_SPACES) for start, end in zip(starts, ends, strict=True)]


class _Reach:
    """How far the next line can go; guesses from what was measured, so that few calls are made."""

    def __init__(self, part: str, measure: Measure, width: float, whole: float) -> None:
        self._part = part
        self._measure = measure
        self._width = width
        self._weights = _running_weights(part)
        self._per_weight = max(whole, 1e-9) / max(self._weights[-1], 1)
        ease = [_ease(part, at) for at in range(1, len(part))]
        self._points = [
            [at for at, cost in enumerate(ease, 1) if cost <= level] + [len(part)]
            for level in _LEVELS
        ]
        self._next = [0 for _ in _LEVELS]

    def end_after(self, start: int) -> int:
        """The end of the longest line from `start`, by the best break there is."""
        for level in _LEVELS:
            end = self._farthest(start, level)
            if end is not None:
                return end
        return self._first_point(_ANYWHERE, start)[1]

    def without_widow(self, ends: Sequence[int]) -> int:
        """Where the last line but one ends, so that no ideograph stands alone on the last."""
        start = ends[-3] if len(ends) > _FEW else 0
        end = ends[-2]
        if not _is_single_ideograph(self._part[end:]):
            return end
        sooner = max((at for at in self._points[_BETWEEN_WORDS] if start < at < end), default=end)
        if _is_single_ideograph(self._part[start:sooner].rstrip(_SPACES)):
            return end
        return sooner if self._fits(sooner, len(self._part)) else end

    def _fits(self, start: int, end: int) -> bool:
        return self._measure(self._part[start:end].rstrip(_SPACES)) <= self._width

    def _first_point(self, level: int, start: int) -> tuple[int, int]:
        """The place in the level's list, and the value, of the first break after `start`."""
        points = self._points[level]
        at = self._next[level]
        while points[at] <= start:
            at += 1
        self._next[level] = at
        return at, points[at]

    def _farthest(self, start: int, level: int) -> int | None:
        """The last break of this level that still fits; None if not even the first does."""
        points = self._points[level]
        first, _ = self._first_point(level, start)
        fitting, failing = first - 1, len(points)
        guess = self._guess(points, first, 0.0, start)
        tries = 0
        while failing - fitting > 1:
            guess = min(max(guess, fitting + 1), failing - 1)
            end = points[guess]
            extent = self._measure(self._part[start:end].rstrip(_SPACES))
            weight = self._weights[end] - self._weights[start]
            self._per_weight = max(extent, 1e-9) / max(weight, 1)
            tries += 1
            if extent <= self._width:
                fitting = guess
            else:
                failing = guess
            guess = self._guess(points, first, extent, end)
            if tries > _GUESSES:
                guess = (fitting + failing) // 2
        return points[fitting] if fitting >= first else None

    def _guess(self, points: Sequence[int], first: int, extent: float, end: int) -> int:
        """The last break that should fit, given that the text up to `end` measures `extent`."""
        target = self._weights[end] + (self._width - extent) / self._per_weight
        low, high = first, len(points)
        while low < high:
            middle = (low + high) // 2
            if self._weights[points[middle]] <= target:
                low = middle + 1
            else:
                high = middle
        return low - 1


def _ease(part: str, at: int) -> int:
    """How well a line may begin with the character at `at`: one of the levels, or never."""
    first, last = part[at], part[at - 1]
    space = _space_before(part, at)
    before = part[space - 1] if space else ""
    if first in _SPACES or not before or _is_joined(last, first):
        return _NEVER
    if first in NEVER_FIRST or before in NEVER_LAST:
        return _ANYWHERE
    if last in _SPACES:
        return _BETWEEN_GROUPS if _are_groups(part, space, at) else _BETWEEN_WORDS
    if not (_is_wide(last) or _is_wide(first)):
        return _INSIDE_WORD
    is_count = (last.isdigit() and first in _COUNTED) or (last == "第" and first.isdigit())
    return _BETWEEN_GROUPS if is_count else _BETWEEN_WORDS


def _is_joined(last: str, first: str) -> bool:
    """Accents, variation selectors and joined emoji belong to what stands before them."""
    return unicodedata.category(first).startswith("M") or _JOINER in (last, first)


def _is_wide(character: str) -> bool:
    width = unicodedata.east_asian_width(character)
    return width == "W" or (width == "F" and not character.isalnum())


def _space_before(part: str, at: int) -> int:
    """Where the spaces just before `at` begin; `at` itself if there are none."""
    while at > 0 and part[at - 1] in _SPACES:
        at -= 1
    return at


def _are_groups(part: str, space: int, at: int) -> bool:
    """Whether the space before `at` stands inside a number or reference: "021 6253 1234"."""
    end = at
    while end < len(part) and part[end] in _GROUPED:
        end += 1
    if end < len(part) and part[end].islower():
        return False
    start = space
    while start > 0 and part[start - 1] in _GROUPED:
        start -= 1
    left, right = part[start:space], part[at:end]
    return bool(left and right) and any(character.isdigit() for character in left + right)


def _running_weights(part: str) -> list[int]:
    """A rough width of every beginning of the text: two for an ideograph, one for a letter."""
    return [0, *accumulate(2 if _is_wide(character) else 1 for character in part)]


def _is_single_ideograph(line: str) -> bool:
    shown = [character for character in line if character not in NEVER_FIRST | NEVER_LAST]
    return len(shown) == 1 and _is_wide(shown[0])
