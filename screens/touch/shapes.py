"""What a page on glass is made of: lines of text, boxes, pictures, codes, and targets to touch."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeVar

from accessibility.themes import Palette, contrast_ratio
from kiosk.events import Event
from screens.touch.geometry import Rect
from screens.touch.strokes import Stroke


class Align(Enum):
    """Where the lines of a text stand."""

    LEFT = auto()
    MIDDLE = auto()
    RIGHT = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """Lines that are already broken, each as high as the rest: `rect` over their number."""

    rect: Rect
    lines: tuple[str, ...]
    font: int
    colour: str
    is_bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Box:
    """A rounded rectangle: filled, framed, or both."""

    rect: Rect
    fill: str | None = None
    line: str | None = None
    thickness: float = 0
    radius: float = 0


class Drawing(Enum):
    """The pictures that need no words."""

    UP = auto()
    DOWN = auto()
    MORE = auto()
    DELETE = auto()
    SPACE = auto()
    WARNING = auto()
    TICK = auto()
    BOX = auto()
    NOTICE = auto()
    UNMARKED = auto()
    MARKED = auto()
    HOURGLASS = auto()
    FACE_1 = auto()
    FACE_2 = auto()
    FACE_3 = auto()
    FACE_4 = auto()
    FACE_5 = auto()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in one colour, `rect` square."""

    rect: Rect
    drawing: Drawing
    colour: str


@dataclass(frozen=True, slots=True)
class Code:
    """The modules of a QR code, row by row, dark on a light ground of `rect`."""

    rect: Rect
    rows: tuple[tuple[bool, ...], ...]


Shape = Text | Box | Picture | Code
SomeShape = TypeVar("SomeShape", Text, Box, Picture, Code, Shape)


@dataclass(frozen=True, slots=True)
class Post:
    """Tell the listener of this event."""

    event: Event


@dataclass(frozen=True, slots=True)
class Strike:
    """A key of the keyboard on the glass."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Turn:
    """Show the sheet so many further."""

    step: int


Action = Post | Strike | Turn


@dataclass(frozen=True, slots=True)
class Target:
    """A key on the glass. `ground` is the colour it stands on, to be turned over when pressed."""

    rect: Rect
    action: Action
    shapes: tuple[Shape, ...]
    ground: str


Item = Shape | Target


def moved(item: Item, by_x: float, by_y: float) -> Item:
    """The same, elsewhere."""
    rect = item.rect.moved(by_x, by_y)
    if isinstance(item, Target):
        shapes = tuple(moved_shape(shape, by_x, by_y) for shape in item.shapes)
        return replace(item, rect=rect, shapes=shapes)
    return replace(item, rect=rect)


def moved_shape(shape: SomeShape, by_x: float, by_y: float) -> SomeShape:
    if by_x == 0 == by_y:
        return shape
    return replace(shape, rect=shape.rect.moved(by_x, by_y))


def pressed(target: Target, palette: Palette) -> tuple[Shape, ...]:
    """The key while a finger is on it: light and dark change places, in every theme."""
    ground, ink = palette.pressed, palette.pressed_text
    if target.ground == ground:
        ground, ink = ink, ground

    def turned(colour: str | None) -> str | None:
        if colour is None:
            return None
        to_ground = contrast_ratio(colour, target.ground)
        return ground if to_ground < contrast_ratio(colour, _far_from(target.ground)) else ink

    return tuple(_turned(shape, turned) for shape in target.shapes)


def _far_from(ground: str) -> str:
    return max(("#000000", "#FFFFFF"), key=lambda colour: contrast_ratio(colour, ground))


def _turned(shape: Shape, turned: Callable[[str | None], str | None]) -> Shape:
    match shape:
        case Text() | Picture():
            return replace(shape, colour=turned(shape.colour) or shape.colour)
        case Box():
            return replace(shape, fill=turned(shape.fill), line=turned(shape.line))
        case Code():
            return shape
