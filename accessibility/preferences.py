"""How one person wants the kiosk to look and sound, for the length of one visit."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Literal

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")


class TextSize(IntEnum):
    """The four text sizes; `type_scale` gives their heights in millimetres."""

    SMALL = 0
    NORMAL = 1
    LARGE = 2
    LARGEST = 3


class Contrast(StrEnum):
    """The four colour themes; `themes` holds their palettes and measured ratios."""

    WARM = "warm"
    STRONG = "strong"
    BLACK_ON_WHITE = "black-on-white"
    WHITE_ON_BLACK = "white-on-black"


@dataclass(frozen=True, slots=True)
class Preferences:
    """One visitor's settings. A new visit starts from the hall's defaults (bar B22)."""

    language: Language = "zh_CN"
    text_size: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.WARM
    is_voice_on: bool = True

    def with_language(self, language: Language) -> "Preferences":
        return replace(self, language=language)

    def with_next_text_size(self) -> "Preferences":
        """The next larger size, and after the largest the smallest again."""
        sizes = list(TextSize)
        return replace(self, text_size=sizes[(self.text_size + 1) % len(sizes)])

    def with_next_contrast(self) -> "Preferences":
        themes = list(Contrast)
        return replace(self, contrast=themes[(themes.index(self.contrast) + 1) % len(themes)])

    def with_voice_switched(self) -> "Preferences":
        return replace(self, is_voice_on=not self.is_voice_on)
