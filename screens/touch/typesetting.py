"""Sets words in lines: at the visitor's size where they fit, never below the smallest size."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Protocol

from accessibility.line_breaking import broken
from accessibility.preferences import Preferences, TextSize
from accessibility.themes import Palette, palette
from accessibility.type_scale import Role, Screen, font_px, line_px, longest_line_px
from screens.touch.geometry import Rect
from screens.touch.memory import Memory
from screens.touch.shapes import Align, Text

TARGET_MM: Final = 20.0
GAP_MM: Final = 4.0
MARGIN_MM: Final = 6.0
_HAIRLINE_MM: Final = 0.5
_RADIUS_MM: Final = 3.5
_MOST_BROKEN: Final = 1000
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")


BrokenLines = Memory[tuple[str, int, bool, float], tuple[str, ...]]
"""The lines of words set in a font, bold or not, in a width."""


class Measure(Protocol):
    """Knows the letters."""

    def width(self, text: str, font: int, *, is_bold: bool) -> float:
        """In pixels, on one line."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are to look."""

    role: Role
    colour: str
    is_bold: bool = False
    align: Align = Align.LEFT


class Typesetter:
    """Everything a layout needs to know about the glass and the visitor's wishes."""

    def __init__(
        self,
        screen: Screen,
        preferences: Preferences,
        measure: Measure,
        broken_before: BrokenLines | None = None,
    ) -> None:
        """`broken_before`: where lines that were broken already are kept."""
        self.screen = screen
        self.preferences = preferences
        self.palette: Palette = palette(preferences.contrast)
        self._measure = measure
        self._broken_before = Memory(_MOST_BROKEN) if broken_before is None else broken_before
        self._px_per_mm = screen.px_per_mm
        self._fonts: dict[Role, int] = {}
        self._next_smaller: Typesetter | None = None
        self.target = self.px(TARGET_MM) + 1
        self.gap = self.px(GAP_MM)
        self.margin = self.px(MARGIN_MM)
        self.hairline = max(1.0, self.px(_HAIRLINE_MM))
        self.radius = self.px(_RADIUS_MM)

    @property
    def is_upright(self) -> bool:
        return self.screen.height_px > self.screen.width_px

    def px(self, mm: float) -> float:
        return mm * self._px_per_mm

    def smaller(self) -> "Iterator[Typesetter]":
        """This one, then ones for each smaller text size."""
        setter: Typesetter | None = self
        while setter is not None:
            yield setter
            setter = setter.next_smaller

    @property
    def next_smaller(self) -> "Typesetter | None":
        """One for the next smaller text size; None below the smallest."""
        if self._next_smaller is None and self.preferences.text_size > min(TextSize):
            size = TextSize(self.preferences.text_size - 1)
            wished = replace(self.preferences, text_size=size)
            self._next_smaller = Typesetter(self.screen, wished, self._measure, self._broken_before)
        return self._next_smaller

    def line(self, role: Role) -> int:
        """How high one line is."""
        return line_px(self.font(role))

    def font(self, role: Role) -> int:
        if role not in self._fonts:
            wished = self.preferences
            self._fonts[role] = font_px(self.screen, wished.text_size, role, wished.language)
        return self._fonts[role]

    def text(self, words: str, style: Style, width: float) -> Text:
        """The words in lines at (0, 0), as high as they need; no line longer than an eye follows.

        Where a word would have to be torn, or a line were too wide, smaller letters are taken.
        """
        for setter in self.smaller():
            text = setter.text_at_size(words, style, width)
            if setter.is_whole(text, words, width):
                return text
        return text

    def fitted(self, words: str, style: Style, width: float, height: float) -> Text:
        """The words as large as fits; at the smallest size even where they do not."""
        for setter in self.smaller():
            text = setter.text_at_size(words, style, width)
            if setter.is_whole(text, words, width) and text.rect.height <= height:
                return text
        return text

    def text_at_size(self, words: str, style: Style, width: float) -> Text:
        font = self.font(style.role)
        lines = self._broken(self._lettered(words), font, width, is_bold=style.is_bold)
        rect = Rect(0, 0, width, line_px(font) * len(lines))
        return Text(rect, lines, font, style.colour, style.is_bold, style.align)

    def _broken(self, words: str, font: int, width: float, *, is_bold: bool) -> tuple[str, ...]:
        key = (words, font, is_bold, width)
        lines = self._broken_before.get(key)
        if lines is None:

            def measure(part: str) -> float:
                return self._measure.width(part, font, is_bold=is_bold)

            lines = tuple(broken(words, measure, min(width, longest_line_px(font))))
            self._broken_before.keep(key, lines)
        return lines

    def is_whole(self, text: Text, words: str, width: float) -> bool:
        return not _is_torn(text.lines, self._lettered(words)) and self.extent(text) <= width

    def _lettered(self, words: str) -> str:
        """English with straight quotes: the font has curly ones only as wide as an ideograph."""
        return words.translate(_STRAIGHT) if self.preferences.language == "en" else words

    def extent(self, text: Text) -> float:
        """The width of the longest line."""
        widths = (self._measure.width(line, text.font, is_bold=text.is_bold) for line in text.lines)
        return max(widths, default=0.0)


def _is_torn(lines: tuple[str, ...], words: str) -> bool:
    """Whether a line ends inside a word of letters."""
    at = 0
    for line, following in pairwise(lines):
        at = words.index(line, at) + len(line)
        is_joined = words[at : at + 1] == following[:1]
        if is_joined and line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii():
            return following[:1].isalnum()
    return False
