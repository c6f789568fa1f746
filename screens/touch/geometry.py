"""Rectangles on the glass in pixels, from the top left corner, as a page is read."""

from dataclasses import dataclass
from math import hypot


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on the glass."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def distance(self, x: float, y: float) -> float:
        """How far the point lies outside; 0 inside."""
        aside = max(self.x - x, 0, x - self.right)
        away = max(self.y - y, 0, y - self.bottom)
        return hypot(aside, away)

    def gap(self, other: "Rect") -> float:
        """The clear space between the two; negative where they overlap."""
        aside = max(other.x - self.right, self.x - other.right)
        away = max(other.y - self.bottom, self.y - other.bottom)
        return hypot(aside, away) if min(aside, away) > 0 else max(aside, away)

    def moved(self, by_x: float, by_y: float) -> "Rect":
        return Rect(self.x + by_x, self.y + by_y, self.width, self.height)

    def inset(self, by: float) -> "Rect":
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def middle_square(self, side: float) -> "Rect":
        x, y = self.middle
        return Rect(x - side / 2, y - side / 2, side, side)

    def columns(self, count: int, gap: float) -> list["Rect"]:
        """The rectangle cut into equal columns."""
        width = (self.width - gap * (count - 1)) / count
        return [
            Rect(self.x + at * (width + gap), self.y, width, self.height) for at in range(count)
        ]
