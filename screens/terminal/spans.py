"""Pieces of a line of the terminal: words, how they weigh, and what a click on them does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from rich.cells import cell_len

from accessibility.line_breaking import broken
from screens.page import Option
from screens.typed import cleaned

_LEAST_WIDTH: Final = 2
"""A Chinese character takes two cells; no column is narrower."""


class Ink(Enum):
    """How a piece weighs; the theme gives the colours, and none speaks by colour alone."""

    TEXT = auto()
    STRONG = auto()
    MUTED = auto()
    BAR = auto()
    CAP = auto()
    KEY = auto()
    MAIN_KEY = auto()
    CHOSEN = auto()
    FOCUSED = auto()
    PROBLEM = auto()
    CODE = auto()


class Turn(Enum):
    """To the next sheet of a page that is longer than the terminal, or to the one before."""

    ON = auto()
    BACK = auto()


Target = Option | Turn


@dataclass(frozen=True, slots=True)
class Span:
    """A few words; `target` is what a click on them uses."""

    text: str
    ink: Ink = Ink.TEXT
    target: Target | None = None

    @property
    def cells(self) -> int:
        """How many columns it takes."""
        return cell_len(self.text)


Line = tuple[Span, ...]
EMPTY: Final[Line] = ()


def width_of(line: Line) -> int:
    return sum(span.cells for span in line)


def text_of(line: Line) -> str:
    return "".join(span.text for span in line)


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of so many columns; newlines stay, nothing else that is invisible does."""
    single = "\n".join(cleaned(part) for part in text.split("\n"))
    return broken(single, cell_len, max(_LEAST_WIDTH, width))


def written(
    text: str, width: int, ink: Ink, target: Target | None = None, first: str = ""
) -> list[Line]:
    """The text as lines, the first begun with `first`, the others indented as far."""
    indent = cell_len(first)
    lines = wrapped(text, width - indent)
    starts = [first, *(" " * indent for _ in lines[1:])]
    return [(Span(start + line, ink, target),) for start, line in zip(starts, lines, strict=True)]


def padded(line: Line, width: int, ink: Ink = Ink.TEXT, target: Target | None = None) -> Line:
    """The line made as wide as that."""
    missing = width - width_of(line)
    return (*line, Span(" " * missing, ink, target)) if missing > 0 else line


def flowed(items: Iterable[Sequence[Line]], width: int, gap: int = 2) -> list[Line]:
    """The items side by side as long as they fit; one of several lines stands by itself."""
    lines: list[Line] = []
    is_open = False
    for item in items:
        if len(item) != 1:
            lines += item
            is_open = False
            continue
        (line,) = item
        if is_open and width_of(lines[-1]) + gap + width_of(line) <= width:
            lines[-1] = (*lines[-1], Span(" " * gap, Ink.BAR), *line)
        else:
            lines.append(line)
            is_open = True
    return lines
