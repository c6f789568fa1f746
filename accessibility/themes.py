"""The four colour themes, each with a contrast that holds for every text it shows (bar B04).

Colour is never the only sign: keys have a line, chosen keys a tick, problems a sign and words.
"""

from dataclasses import dataclass
from typing import Final, assert_never

from accessibility.preferences import Contrast


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme as `#RRGGBB`.

    `line` frames keys and fields, `focus` rings what the keypad is at; both stand out from every
    ground they touch. `pressed` is any key while a finger is on it, in `pressed_text`.
    """

    background: str
    surface: str
    text: str
    muted_text: str
    key: str
    key_text: str
    main_key: str
    main_key_text: str
    chosen: str
    chosen_text: str
    problem: str
    problem_text: str
    pressed: str
    pressed_text: str
    line: str
    focus: str

    @property
    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every text and the ground it may stand on."""
        return (
            (self.text, self.background),
            (self.text, self.surface),
            (self.muted_text, self.background),
            (self.muted_text, self.surface),
            (self.muted_text, self.key),
            (self.key_text, self.key),
            (self.main_key_text, self.main_key),
            (self.chosen_text, self.chosen),
            (self.problem_text, self.problem),
            (self.pressed_text, self.pressed),
        )

    @property
    def graphic_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every meaningful graphic and a ground it may touch."""
        grounds = (self.background, self.surface, self.key)
        filled = (self.main_key, self.chosen, self.problem, self.pressed)
        return (
            *((self.line, ground) for ground in grounds),
            *((self.focus, ground) for ground in (*grounds, *filled)),
            (self.main_key, self.background),
            (self.pressed, self.background),
            (self.pressed, self.key),
        )


LEAST_RATIO: Final = {
    Contrast.WARM: 7.0,
    Contrast.STRONG: 10.0,
    Contrast.BLACK_ON_WHITE: 20.0,
    Contrast.WHITE_ON_BLACK: 20.0,
}
"""What B04 asks of every text in each theme; meaningful graphics need 3:1 (WCAG 1.4.11)."""

LEAST_GRAPHIC_RATIO: Final = 3.0

_WARM: Final = Palette(
    background="#F6F0E2",
    surface="#FFFBF2",
    text="#22201C",
    muted_text="#48433A",
    key="#FFFBF2",
    key_text="#22201C",
    main_key="#08393D",
    main_key_text="#FFFBF2",
    chosen="#DCEAE4",
    chosen_text="#082F33",
    problem="#FBE6DD",
    problem_text="#7A1410",
    pressed="#08393D",
    pressed_text="#FFFBF2",
    line="#6E6452",
    focus="#D9501F",
)

_STRONG: Final = Palette(
    background="#FFFFFF",
    surface="#FFFFFF",
    text="#101214",
    muted_text="#2B2E31",
    key="#FFFFFF",
    key_text="#101214",
    main_key="#042E32",
    main_key_text="#FFFFFF",
    chosen="#E2F1EC",
    chosen_text="#032326",
    problem="#FFF0EA",
    problem_text="#5C0A07",
    pressed="#042E32",
    pressed_text="#FFFFFF",
    line="#2B2E31",
    focus="#D9501F",
)

_BLACK_ON_WHITE: Final = Palette(
    background="#FFFFFF",
    surface="#FFFFFF",
    text="#000000",
    muted_text="#000000",
    key="#FFFFFF",
    key_text="#000000",
    main_key="#000000",
    main_key_text="#FFFFFF",
    chosen="#000000",
    chosen_text="#FFFFFF",
    problem="#FFFFFF",
    problem_text="#000000",
    pressed="#000000",
    pressed_text="#FFFFFF",
    line="#000000",
    focus="#D14A00",
)

_WHITE_ON_BLACK: Final = Palette(
    background="#000000",
    surface="#000000",
    text="#FFFFFF",
    muted_text="#FFFFFF",
    key="#000000",
    key_text="#FFFFFF",
    main_key="#FFFFFF",
    main_key_text="#000000",
    chosen="#FFFFFF",
    chosen_text="#000000",
    problem="#000000",
    problem_text="#FFFFFF",
    pressed="#FFFFFF",
    pressed_text="#000000",
    line="#FFFFFF",
    focus="#D14A00",
)


def palette(contrast: Contrast) -> Palette:
    """The colours of the theme a visitor chose."""
    match contrast:
        case Contrast.WARM:
            return _WARM
        case Contrast.STRONG:
            return _STRONG
        case Contrast.BLACK_ON_WHITE:
            return _BLACK_ON_WHITE
        case Contrast.WHITE_ON_BLACK:
            return _WHITE_ON_BLACK
        case _:
            assert_never(contrast)


def contrast_ratio(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white), by WCAG 2.2's definition."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    threshold = 0.04045
    return channel / 12.92 if channel <= threshold else float(((channel + 0.055) / 1.055) ** 2.4)
