"""Keys side by side in equal columns: the bars, the main key and the keys beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from screens.page import Option
from screens.touch.geometry import Rect
from screens.touch.keys import Look, height_for, is_whole_at, look_of, worded
from screens.touch.shapes import Target
from screens.touch.typesetting import Typesetter


@dataclass(frozen=True, slots=True)
class KeyRows:
    """How many rows, how high, and at which text size. None among the options is an empty place.

    `is_whole`: no word on a key is torn.
    """

    rows: tuple[tuple[Option | None, ...], ...]
    row_height: float
    setter: Typesetter
    is_whole: bool = True

    @property
    def height(self) -> float:
        return self.row_height * len(self.rows) + self.setter.gap * (len(self.rows) - 1)

    def targets(self, rect: Rect, look: Look | None = None) -> list[Target]:
        """The keys from the top of the rectangle; with their own looks if none is given."""
        made: list[Target] = []
        for at, row in enumerate(self.rows):
            y = rect.y + at * (self.row_height + self.setter.gap)
            whole = Rect(rect.x, y, rect.width, self.row_height)
            places = whole.columns(len(row), self.setter.gap)
            made += [
                worded(place, option, look or look_of(option, self.setter), self.setter)
                for place, option in zip(places, row, strict=True)
                if option is not None
            ]
        return made


def key_rows(
    options: Sequence[Option | None],
    width: float,
    most_height: float,
    setter: Typesetter,
    row_counts: tuple[int, ...] = (1,),
) -> KeyRows:
    """The options in as few rows and as large as the height allows.

    Larger letters are worth a further row. At the smallest size they stand whatever the height.
    """
    for smaller in setter.smaller():
        for rows in row_counts:
            made = _arranged(options, width, smaller, rows)
            if made.is_whole and made.height <= most_height:
                return made
    return made


def _arranged(
    options: Sequence[Option | None], width: float, setter: Typesetter, rows: int
) -> KeyRows:
    a_row = -(-len(options) // rows)
    cut = tuple(tuple(options[at : at + a_row]) for at in range(0, len(options), a_row))
    heights = [
        height_for(option, _column(width, row, setter), setter)
        for row in cut
        for option in row
        if option is not None
    ]
    is_whole = all(
        is_whole_at(option, _column(width, row, setter), setter)
        for row in cut
        for option in row
        if option is not None
    )
    return KeyRows(cut, max(heights, default=setter.target), setter, is_whole)


def _column(width: float, row: Sequence[Option | None], setter: Typesetter) -> float:
    return (width - setter.gap * (len(row) - 1)) / len(row)
