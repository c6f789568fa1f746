"""How large text is on the real glass, in millimetres: four sizes anyone can read standing up.

Bar B01 gives heights for the ideograph and for the capital H. In Noto Sans SC an ideograph is 0.92
and an H 0.733 of the em, so one em cannot serve both bands: a Chinese page is sized by its
ideographs, an English page by its capital H. Screens of any shape get the same millimetres; what
no longer fits goes to a further page.
"""

from dataclasses import dataclass
from enum import Enum, auto
from math import ceil, hypot
from typing import Final

from accessibility.preferences import Language, TextSize

MM_PER_INCH: Final = 25.4
HEIGHTS_MM: Final = (5.2, 6.8, 8.8, 11.2, 14.0)
"""The only heights there are: the four sizes of B01 and one above, so that fonts stay few."""

LEAST_HEIGHT_MM: Final = 4.8
IDEOGRAPH_PER_EM: Final = 0.92
CAPITAL_PER_EM: Final = 0.733

LINE_SPACING: Final = 1.5
"""From one baseline to the next, in em (WCAG 1.4.8)."""

LONGEST_LINE_EM: Final = 40
"""40 ideographs, or about 80 letters (WCAG 1.4.8)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The glass in front of the resident. Raises ValueError for a screen without an extent."""

    width_px: int
    height_px: int
    diagonal_inch: float

    def __post_init__(self) -> None:
        if min(self.width_px, self.height_px, self.diagonal_inch) <= 0:
            raise ValueError("A screen's width, height and diagonal must be more than nothing.")

    @property
    def px_per_mm(self) -> float:
        return hypot(self.width_px, self.height_px) / (self.diagonal_inch * MM_PER_INCH)

    def px(self, mm: float) -> float:
        return mm * self.px_per_mm

    def mm(self, px: float) -> float:
        return px / self.px_per_mm


class Role(Enum):
    """What a piece of text is for.

    NOTE is a key's second line, LARGE a reference in groups, SIGN a key's picture.
    """

    NOTE = auto()
    BODY = auto()
    KEY = auto()
    TITLE = auto()
    LARGE = auto()
    SIGN = auto()


_STEPS: Final = {
    Role.NOTE: -1,
    Role.BODY: 0,
    Role.KEY: 0,
    Role.TITLE: 1,
    Role.LARGE: 2,
    Role.SIGN: len(HEIGHTS_MM),
}


def height_mm(size: TextSize, role: Role) -> float:
    """How tall an ideograph, or on an English page a capital H, stands. Never below 4.8 mm."""
    step = size + _STEPS[role]
    return HEIGHTS_MM[min(max(step, 0), len(HEIGHTS_MM) - 1)]


def font_px(screen: Screen, size: TextSize, role: Role, language: Language = "zh_CN") -> int:
    """The font size (the em, in whole pixels) that gives this height on this screen."""
    per_em = IDEOGRAPH_PER_EM if language == "zh_CN" else CAPITAL_PER_EM
    exact = screen.px(height_mm(size, role)) / per_em
    least = screen.px(LEAST_HEIGHT_MM) / per_em
    return max(round(exact), ceil(least))


def line_px(font: int) -> int:
    """The distance between two baselines of text of this font size."""
    return ceil(LINE_SPACING * font)


def longest_line_px(font: int) -> int:
    """How wide a column of text may be before the eye loses its line (B03)."""
    return LONGEST_LINE_EM * font
