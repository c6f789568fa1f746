"""The letters on the glass: how wide they are, and their pictures, kept while they are in use."""

from typing import Final

from kivy.core.text import Label, LabelBase

from screens.fonts import BOLD, REGULAR, missing_glyphs
from screens.touch.memory import Memory
from screens.touch.untyped import KivyObject

_FAMILY: Final = "kiosk"
_NO_SUCH_LETTER: Final = "〓"
_MOST_TEXTURES: Final = 400
_FIRST_IDEOGRAPH: Final = "\u4e00"
_LAST_IDEOGRAPH: Final = "\u9fa5"
_Line = tuple[str, int, bool]


class Lettering:
    """Noto Sans SC by Kivy's text provider. Pictures are white, so that a colour can tint them."""

    def __init__(self) -> None:
        LabelBase.register(_FAMILY, str(REGULAR), fn_bold=str(BOLD))
        self._advances: dict[tuple[int, bool], _Advances] = {}
        self._pictures: Memory[_Line, KivyObject] = Memory(_MOST_TEXTURES)

    @property
    def kept(self) -> set[str]:
        """The lines of text of which a picture is still in memory."""
        return {text for text, _, _ in self._pictures.keys}

    def width(self, text: str, font: int, *, is_bold: bool) -> float:
        """Letter by letter: a pair that is drawn closer together is never wider than this."""
        advances = self._advances.get((font, is_bold))
        if advances is None:
            advances = self._advances[font, is_bold] = _Advances(font, is_bold=is_bold)
        return sum(map(advances.__getitem__, text))

    def texture(self, text: str, font: int, *, is_bold: bool) -> KivyObject:
        line = (text, font, is_bold)
        texture = self._pictures.get(line)
        if texture is None:
            label = _label(_drawable(text), font, is_bold=is_bold)
            label.refresh()
            texture = label.texture
            self._pictures.keep(line, texture, is_revealing=len(text) > 1 or not text.isascii())
        return texture

    def keep_apart(self, *, is_personal: bool) -> None:
        """From now on what is drawn is somebody's own, or nobody's."""
        self._pictures.is_personal = is_personal

    def forget(self) -> None:
        """Keep nothing of what was somebody's own."""
        self._pictures.forget()


class _Advances(dict[str, float]):
    """How wide each letter of a font is. Ideographs, all alike, leave no trace here."""

    def __init__(self, font: int, *, is_bold: bool) -> None:
        super().__init__()
        self._font = font
        self._label = _label("", font, is_bold=is_bold)

    def __missing__(self, sign: str) -> float:
        if _FIRST_IDEOGRAPH <= sign <= _LAST_IDEOGRAPH:
            return self._font
        width = self[sign] = float(self._label.get_extents(_drawable(sign))[0])
        return width


def _label(text: str, font: int, *, is_bold: bool) -> KivyObject:
    return Label(text=text, font_name=_FAMILY, font_size=font, bold=is_bold, halign="left")


def _drawable(text: str) -> str:
    """A character no font has is shown as the printers' sign for a missing letter."""
    for sign in missing_glyphs(text):
        text = text.replace(sign, _NO_SUCH_LETTER)
    return text
