"""Draws a slip as dots: large, aligned to one edge, black on white, as wide as the paper.

Thermal printers set 8 dots a millimetre, so 40 dots are a character of 5 mm. Narrow paper gets
the same slip a little smaller; nothing is left out and nothing runs over the edge.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, assert_never

from PIL import Image, ImageDraw, ImageFont

from accessibility.line_breaking import broken
from screens.fonts import BOLD, REGULAR
from screens.paper.reference_box import WIDE_ENOUGH, reference_box
from screens.paper.slip import Slip, SlipLine, SlipReference, Weight

BLACK, WHITE = 0, 255
_NARROW_SCALE: Final = 0.86
_EDGE: Final = 8
_LEADING: Final = 1.26
_ASCENT: Final = 0.98
# Letters are smoothed when drawn; paper knows only black and white, and prints thin lines pale.
_THRESHOLD: Final = 150
_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class _Style:
    """Heights in dots; `above` is the air over the line."""

    chinese: int
    english: int
    above: int
    is_bold: bool = False
    is_ruled: bool = False
    is_inverted: bool = False


_STYLES: Final = {
    Weight.HALL: _Style(34, 28, 8),
    Weight.TITLE: _Style(56, 36, 14, is_bold=True, is_inverted=True),
    Weight.NAME: _Style(48, 34, 14, is_bold=True),
    Weight.HEADING: _Style(36, 28, 30, is_bold=True, is_ruled=True),
    Weight.STRONG: _Style(42, 32, 12, is_bold=True),
    Weight.PLAIN: _Style(38, 30, 12),
    Weight.TICK: _Style(40, 32, 14),
    Weight.SMALL: _Style(34, 28, 12),
}
# The font draws these as wide as an ideograph, which tears English apart.
_ENGLISH_MARKS: Final = str.maketrans("“”‘’…—", "\"\"''⋯-")


def png(slip: Slip, width_dots: int) -> bytes:
    """The slip as a PNG of black and white dots."""
    file = BytesIO()
    raster(slip, width_dots).save(file, "PNG")
    return file.getvalue()


def raster(slip: Slip, width_dots: int) -> Image.Image:
    """The slip as black and white dots, exactly as wide as the paper."""
    sheet = _Sheet(width_dots)
    strips = [strip for part in slip.parts for strip in sheet.strips(part)]
    whole = Image.new("L", (width_dots, sum(strip.height for strip in strips) + _EDGE), WHITE)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole.point(lambda grey: WHITE if grey > _THRESHOLD else BLACK).convert(
        "1", dither=Image.Dither.NONE
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of text in one size."""

    text: str
    font: ImageFont.FreeTypeFont

    @property
    def advance(self) -> int:
        return _advance(self.font)

    @property
    def ascent(self) -> int:
        """From the top of the row to the line the letters stand on."""
        return round(self.font.size * _ASCENT)

    @property
    def descent(self) -> int:
        return self.advance - self.ascent

    def drawn_at(self, draw: ImageDraw.ImageDraw, left: int, foot: int) -> None:
        draw.text((left, foot), self.text, font=self.font, fill=BLACK, anchor="ls")


class _Sheet:
    """Sets one part of a slip after another as strips of the paper's width."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._inner = width - 2 * _EDGE
        self._scale = _NARROW_SCALE if width < WIDE_ENOUGH else 1.0
        self._fonts: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}

    def strips(self, part: SlipLine | SlipReference) -> Iterator[Image.Image]:
        match part:
            case SlipLine(weight=Weight.TICK):
                yield self._ticked(part)
            case SlipLine():
                yield self._line(part)
            case SlipReference():
                yield reference_box(part, self._width, _EDGE, self._scale)
            case _:
                assert_never(part)

    def _line(self, line: SlipLine) -> Image.Image:
        style = _STYLES[line.weight]
        if not style.is_inverted:
            return self._text(line, style, indent=0)
        text = self._text(line, style, indent=self._dots(style.above))
        band = Image.new("L", (self._width, text.height + self._dots(style.above)), WHITE)
        # The band is as wide as the text column, so that it does not stand out over the edge.
        inverted = text.point(lambda grey: WHITE - grey).crop(
            (_EDGE, 0, self._width - _EDGE, text.height)
        )
        filled = Image.new("L", (self._inner, band.height), BLACK)
        filled.paste(inverted, (0, 0))
        band.paste(filled, (_EDGE, self._dots(style.above) // 2))
        return band

    def _ticked(self, line: SlipLine) -> Image.Image:
        style = _STYLES[line.weight]
        side = self._dots(style.chinese)
        strip = self._text(line, style, indent=side + self._dots(20))
        top = self._dots(style.above) + self._dots(6)
        corners = (_EDGE + 2, top, _EDGE + side, top + side - 2)
        ImageDraw.Draw(strip).rectangle(corners, outline=BLACK, width=4)
        return strip

    def _text(self, line: SlipLine, style: _Style, indent: int) -> Image.Image:
        """Chinese first, English below it, or beside it in a heading that has the room."""
        chinese = self._rows(line.chinese, style.chinese, style, indent)
        english = self._rows(line.english.translate(_ENGLISH_MARKS), style.english, style, indent)
        ends = [row.font.getlength(row.text) for row in (*chinese, *english)]
        gap = self._dots(18)
        is_beside = style.is_ruled and len(ends) == _BOTH and sum(ends) + gap <= self._inner
        top = self._dots(style.above)
        rows = chinese if is_beside else [*chinese, *english]
        height = top + sum(row.advance for row in rows) + self._dots(4)
        strip = Image.new("L", (self._width, height), WHITE)
        draw = ImageDraw.Draw(strip)
        if style.is_ruled:
            draw.line((_EDGE, top // 2, self._width - _EDGE - 1, top // 2), fill=BLACK, width=2)
        for row in rows:
            row.drawn_at(draw, _EDGE + indent, top + row.ascent)
            top += row.advance
        if is_beside:
            english[0].drawn_at(draw, round(_EDGE + ends[0] + gap), top - chinese[0].descent)
        return strip

    def _rows(self, text: str, size: int, style: _Style, indent: int) -> list["_Row"]:
        font = self._font(size, is_bold=style.is_bold)
        room = self._inner - indent * (_BOTH if style.is_inverted else 1)
        return [_Row(row, font) for row in broken(text, font.getlength, room)] if text else []

    def _font(self, size: int, *, is_bold: bool) -> ImageFont.FreeTypeFont:
        key = (self._dots(size), is_bold)
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(BOLD if is_bold else REGULAR, key[0])
        return self._fonts[key]

    def _dots(self, wide: int) -> int:
        return round(wide * self._scale)


def _advance(font: ImageFont.FreeTypeFont) -> int:
    return round(font.size * _LEADING)
