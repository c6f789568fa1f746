"""The letters on the glass: how wide they are, and their pictures, kept while they are in use."""

from typing import Final, TypeVar

from kivy.core.text import Label, LabelBase

from screens.fonts import BOLD, REGULAR, missing_glyphs
from screens.touch.untyped import KivyObject

_FAMILY: Final = "kiosk"
_NO_SUCH_LETTER: Final = "〓"
_MOST_WIDTHS: Final = 20_000
_MOST_TEXTURES: Final = 400
_Line = tuple[str, int, bool]
_Kept = TypeVar("_Kept")


class Lettering:
    """Noto Sans SC by Kivy's text provider. Pictures are white, so that a colour can tint them."""

    def __init__(self) -> None:
        LabelBase.register(_FAMILY, str(REGULAR), fn_bold=str(BOLD))
        self._widths: dict[_Line, float] = {}
        self._textures: dict[_Line, KivyObject] = {}
        self._labels: dict[tuple[int, bool], KivyObject] = {}

    @property
    def kept(self) -> set[str]:
        """The lines of text of which anything is still in memory."""
        return {text for text, _, _ in (*self._widths, *self._textures)}

    def width(self, text: str, font: int, *, is_bold: bool) -> float:
        line = (text, font, is_bold)
        if line not in self._widths:
            _make_room(self._widths, _MOST_WIDTHS)
            self._widths[line] = self._measured(text, font, is_bold=is_bold)
        return self._widths[line]

    def texture(self, text: str, font: int, *, is_bold: bool) -> KivyObject:
        line = (text, font, is_bold)
        if line not in self._textures:
            _make_room(self._textures, _MOST_TEXTURES)
            label = self._label(_drawable(text), font, is_bold=is_bold)
            label.refresh()
            self._textures[line] = label.texture
        return self._textures[line]

    def forget(self) -> None:
        """Keep nothing of what was shown."""
        self._widths.clear()
        self._textures.clear()

    def _measured(self, text: str, font: int, *, is_bold: bool) -> float:
        label = self._labels.get((font, is_bold))
        if label is None:
            label = self._label("", font, is_bold=is_bold)
            self._labels[font, is_bold] = label
        return float(label.get_extents(_drawable(text))[0])

    def _label(self, text: str, font: int, *, is_bold: bool) -> KivyObject:
        return Label(text=text, font_name=_FAMILY, font_size=font, bold=is_bold, halign="left")


def _make_room(kept: dict[_Line, _Kept], most: int) -> None:
    """The oldest goes."""
    if len(kept) >= most:
        del kept[next(iter(kept))]


def _drawable(text: str) -> str:
    """A character no font has is shown as the printers' sign for a missing letter."""
    for sign in missing_glyphs(text):
        text = text.replace(sign, _NO_SUCH_LETTER)
    return text
