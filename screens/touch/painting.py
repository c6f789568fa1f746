"""Puts the items of a sheet on the glass, a canvas each; what stays the same is not drawn again."""

from collections.abc import Sequence
from typing import Final, assert_never

from kivy.graphics import (
    Canvas,
    Color,
    Rectangle,
    SmoothLine,
    SmoothRoundedRectangle,
)
from kivy.utils import get_color_from_hex

from accessibility.themes import Palette
from screens.touch.drawings import draw
from screens.touch.geometry import Rect
from screens.touch.lettering import Lettering
from screens.touch.shapes import Align, Box, Code, Item, Picture, Shape, Target, Text, pressed
from screens.touch.untyped import KivyObject

_DARK: Final = "#000000"
_LIGHT: Final = "#FFFFFF"
_RING: Final = 3


class Painter:
    """Owns what is drawn on `root`. Places come from the top left, Kivy counts from below."""

    def __init__(self, root: KivyObject, lettering: Lettering, height: int) -> None:
        self.root = root
        self.shown: dict[Item, KivyObject] = {}
        self.ringed: tuple[Rect, ...] = ()
        self._pressed: Target | None = None
        self._lettering = lettering
        self._height = height

    def is_pressed(self, target: Target) -> bool:
        """Whether the key is drawn as pressed."""
        return self._pressed == target

    def show(self, items: Sequence[Item]) -> None:
        """These items and no others, the first at the bottom."""
        kept = self.shown
        self.shown = {item: kept.get(item) or self._drawn(item) for item in items}
        if list(kept) != list(self.shown):
            self.root.canvas.clear()
            for canvas in self.shown.values():
                self.root.canvas.add(canvas)

    def press(self, target: Target, palette: Palette) -> None:
        """Turn the key's colours over."""
        canvas = self.shown.get(target)
        if canvas is not None:
            self._pressed = target
            self._fill(canvas, pressed(target, palette))

    def release(self, target: Target) -> None:
        self._pressed = None
        canvas = self.shown.get(target)
        if canvas is not None:
            self._fill(canvas, target.shapes)

    def ring(self, rects: Sequence[Rect], colour: str, thickness: float) -> None:
        """Rings around these places and no others; none takes the last ones away."""
        self.ringed = tuple(rects)
        self.root.canvas.after.clear()
        with self.root.canvas.after:
            Color(*get_color_from_hex(colour))
            for rect in rects:
                x, y = rect.x - thickness, self._low(rect) - thickness
                size = (rect.width + 2 * thickness, rect.height + 2 * thickness)
                SmoothLine(rounded_rectangle=(x, y, *size, thickness * _RING), width=thickness / 2)

    def _drawn(self, item: Item) -> KivyObject:
        canvas = Canvas()
        self._fill(canvas, item.shapes if isinstance(item, Target) else (item,))
        return canvas

    def _fill(self, canvas: KivyObject, shapes: Sequence[Shape]) -> None:
        canvas.clear()
        with canvas:
            for shape in shapes:
                self._draw(shape)

    def _draw(self, shape: Shape) -> None:
        match shape:
            case Text():
                self._text(shape)
            case Box():
                self._box(shape)
            case Picture(rect, drawing, colour):
                draw(drawing, rect, self._low(rect), get_color_from_hex(colour))
            case Code():
                self._code(shape)
            case _:
                assert_never(shape)

    def _text(self, text: Text) -> None:
        Color(*get_color_from_hex(text.colour))
        high = text.rect.height / max(1, len(text.lines))
        for at, line in enumerate(text.lines):
            if not line.strip():
                continue
            texture = self._lettering.texture(line, text.font, is_bold=text.is_bold)
            width, height = texture.size
            top = text.rect.y + at * high + (high - height) / 2
            x = text.rect.x + _indent(text.align, text.rect.width - width)
            place = (round(x), round(self._height - top - height))
            Rectangle(texture=texture, pos=place, size=texture.size)

    def _box(self, box: Box) -> None:
        rect, thick = box.rect, box.thickness
        if box.fill is not None:
            Color(*get_color_from_hex(box.fill))
            place = {"pos": (rect.x, self._low(rect)), "size": (rect.width, rect.height)}
            if box.radius:
                SmoothRoundedRectangle(radius=[box.radius], **place)
            else:
                Rectangle(**place)
        if box.line is not None and thick:
            Color(*get_color_from_hex(box.line))
            inner = rect.inset(thick / 2)
            SmoothLine(
                rounded_rectangle=(
                    inner.x,
                    self._low(inner),
                    inner.width,
                    inner.height,
                    max(1, box.radius - thick / 2),
                ),
                width=max(1, thick / 2),
                overdraw_width=1,
            )

    def _code(self, code: Code) -> None:
        rect = code.rect
        side = round(rect.width / len(code.rows))
        left, top = round(rect.x), round(self._height - rect.y)
        Color(*get_color_from_hex(_LIGHT))
        whole = side * len(code.rows)
        Rectangle(pos=(left, top - whole), size=(whole, whole))
        Color(*get_color_from_hex(_DARK))
        for y, row in enumerate(code.rows):
            for start, end in _runs(row):
                place = (left + start * side, top - (y + 1) * side)
                Rectangle(pos=place, size=((end - start) * side, side))

    def _low(self, rect: Rect) -> float:
        """The lower edge, from the bottom of the glass."""
        return self._height - rect.bottom


def _indent(align: Align, spare: float) -> float:
    match align:
        case Align.LEFT:
            return 0
        case Align.MIDDLE:
            return spare / 2
        case Align.RIGHT:
            return spare
        case _:
            assert_never(align)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Where dark modules begin and end."""
    runs: list[tuple[int, int]] = []
    for at, is_dark in enumerate(row):
        if is_dark and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif is_dark:
            runs.append((at, at + 1))
    return runs
