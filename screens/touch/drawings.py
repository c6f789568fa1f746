"""Draws the few pictures that need no words: arrows, marks, faces."""

from typing import Any, Final, assert_never

from kivy.graphics import Color, Ellipse, Line, Mesh, SmoothLine

from screens.touch.geometry import Rect
from screens.touch.shapes import Drawing

_THICKNESS: Final = 0.05
_MOUTHS: Final = {
    Drawing.FACE_5: -0.2,
    Drawing.FACE_4: -0.11,
    Drawing.FACE_3: 0.0,
    Drawing.FACE_2: 0.11,
    Drawing.FACE_1: 0.2,
}
"""How far the middle of the mouth hangs below its corners, of the face's width."""


def draw(  # noqa: C901, PLR0912 -- one match, a case a picture
    drawing: Drawing, rect: Rect, bottom: float, colour: tuple[float, ...]
) -> None:
    """Add the picture to the canvas that is open. `bottom` is the rectangle's, from below."""
    Color(*colour)
    pen = _Pen(rect.x, bottom, rect.width)
    match drawing:
        case Drawing.UP:
            pen.stroke((0.15, 0.3), (0.5, 0.68), (0.85, 0.3), wide=2.2)
        case Drawing.DOWN:
            pen.stroke((0.15, 0.7), (0.5, 0.32), (0.85, 0.7), wide=2.2)
        case Drawing.MORE:
            pen.stroke((0.32, 0.85), (0.7, 0.5), (0.32, 0.15), wide=2.2)
        case Drawing.DELETE:
            pen.stroke((0.32, 0.2), (0.02, 0.5), (0.32, 0.8), (0.98, 0.8), (0.98, 0.2), (0.32, 0.2))
            pen.stroke((0.48, 0.36), (0.78, 0.64))
            pen.stroke((0.48, 0.64), (0.78, 0.36))
        case Drawing.SPACE:
            pen.stroke((0.0, 0.6), (0.0, 0.35), (1.0, 0.35), (1.0, 0.6), wide=1.4)
        case Drawing.WARNING:
            pen.stroke((0.5, 0.93), (0.04, 0.1), (0.96, 0.1), (0.5, 0.93), wide=1.3)
            pen.stroke((0.5, 0.64), (0.5, 0.4), wide=1.5)
            pen.dot(0.5, 0.25, 0.055)
        case Drawing.TICK:
            pen.stroke((0.1, 0.5), (0.38, 0.2), (0.9, 0.8), wide=1.8)
        case Drawing.BOX:
            pen.stroke((0.12, 0.12), (0.12, 0.88), (0.88, 0.88), (0.88, 0.12), (0.12, 0.12))
        case Drawing.NOTICE:
            pen.ring(0.5, 0.5, 0.44)
            pen.dot(0.5, 0.72, 0.06)
            pen.stroke((0.5, 0.54), (0.5, 0.26), wide=1.5)
        case Drawing.UNMARKED:
            pen.ring(0.5, 0.5, 0.44)
        case Drawing.MARKED:
            pen.ring(0.5, 0.5, 0.44)
            pen.dot(0.5, 0.5, 0.26)
        case Drawing.HOURGLASS:
            pen.stroke((0.18, 0.95), (0.82, 0.95), (0.18, 0.05), (0.82, 0.05), (0.18, 0.95))
            pen.sand()
        case Drawing.FACE_1 | Drawing.FACE_2 | Drawing.FACE_3 | Drawing.FACE_4 | Drawing.FACE_5:
            pen.face(_MOUTHS[drawing])
        case _:
            assert_never(drawing)


class _Pen:
    """Draws in a square from (0, 0), bottom left, to (1, 1)."""

    def __init__(self, x: float, y: float, side: float) -> None:
        self._x = x
        self._y = y
        self._side = side
        self._width = max(1.2, side * _THICKNESS / 2)

    def stroke(self, *points: tuple[float, float], wide: float = 1) -> None:
        flat = [part for x, y in points for part in self._at(x, y)]
        width = self._width * wide
        Line(points=flat, width=width, cap="round", joint="round")
        SmoothLine(points=flat, width=width, cap="round", joint="round")

    def ring(self, x: float, y: float, radius: float) -> None:
        SmoothLine(circle=(*self._at(x, y), radius * self._side), width=self._width * 1.2)

    def dot(self, x: float, y: float, radius: float) -> None:
        left, low = self._at(x - radius, y - radius)
        side = 2 * radius * self._side
        Ellipse(pos=(left, low), size=(side, side))
        SmoothLine(circle=(*self._at(x, y), radius * self._side - 0.5), width=1)

    def face(self, hang: float) -> None:
        self.ring(0.5, 0.5, 0.46)
        self.dot(0.34, 0.62, 0.055)
        self.dot(0.66, 0.62, 0.055)
        middle = 0.34
        corner = middle - hang / 2
        pull = middle + hang
        curve = [*self._at(0.27, corner), *self._at(0.5, pull), *self._at(0.73, corner)]
        points = _bezier(curve)
        SmoothLine(points=points, width=self._width * 1.3, cap="round", joint="round")

    def sand(self) -> None:
        corners: list[Any] = []
        for x, y in ((0.3, 0.09), (0.7, 0.09), (0.5, 0.34)):
            corners += [*self._at(x, y), 0, 0]
        Mesh(vertices=corners, indices=[0, 1, 2], mode="triangles")

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._x + x * self._side, self._y + y * self._side


def _bezier(points: list[float], steps: int = 24) -> list[float]:
    """A quadratic curve through the first and last point."""
    x0, y0, x1, y1, x2, y2 = points
    curve: list[float] = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        curve += [a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2]
    return curve
