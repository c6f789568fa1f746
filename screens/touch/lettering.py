"""The letters on the glass: how wide they are, and their pictures, kept while they are in use."""

from functools import lru_cache
from typing import Final

from kivy.core.text import Label, LabelBase

from screens.fonts import BOLD, REGULAR, missing_glyphs
from screens.touch.untyped import KivyObject

_FAMILY: Final = "kiosk"
_NO_SUCH_LETTER: Final = "〓"
_WIDTHS: Final = 20_000
_TEXTURES: Final = 400


class Lettering:
    """Noto Sans SC by Kivy's text provider. Pictures are white, so that a colour can tint them."""

    def __init__(self) -> None:
        LabelBase.register(_FAMILY, str(REGULAR), fn_bold=str(BOLD))
        self._width = lru_cache(_WIDTHS)(self._measured)
        self._textures = lru_cache(_TEXTURES)(self._drawn)
        self._labels: dict[tuple[int, bool], KivyObject] = {}

    def width(self, text: str, font: int, *, is_bold: bool) -> float:
        return self._width(text, font, is_bold)

    def texture(self, text: str, font: int, *, is_bold: bool) -> KivyObject:
        return self._textures(text, font, is_bold)

    def forget(self) -> None:
        """Keep no picture of anything that was shown."""
        self._width.cache_clear()
        self._textures.cache_clear()

    def _measured(self, text: str, font: int, is_bold: bool) -> float:  # noqa: FBT001 -- a cache's key
        label = self._labels.get((font, is_bold))
        if label is None:
            label = self._label("", font, is_bold=is_bold)
            self._labels[font, is_bold] = label
        return float(label.get_extents(_drawable(text))[0])

    def _drawn(self, text: str, font: int, is_bold: bool) -> KivyObject:  # noqa: FBT001 -- a cache's key
        label = self._label(_drawable(text), font, is_bold=is_bold)
        label.refresh()
        return label.texture

    def _label(self, text: str, font: int, *, is_bold: bool) -> KivyObject:
        return Label(text=text, font_name=_FAMILY, font_size=font, bold=is_bold, halign="left")


def _drawable(text: str) -> str:
    """A character no font has is shown as the printers' sign for a missing letter."""
    for sign in missing_glyphs(text):
        text = text.replace(sign, _NO_SUCH_LETTER)
    return text
