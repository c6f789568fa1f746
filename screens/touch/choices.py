"""What can be chosen on a page: a list, the welcome page's tiles, five faces; in pieces."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, assert_never

from accessibility.type_scale import Role
from screens.page import Choose, Layout, Option
from screens.touch.geometry import Rect
from screens.touch.key_contents import (
    MARK_MM,
    Content,
    MakeContent,
    label_and_note,
    row_content,
    tile_content,
)
from screens.touch.keys import PAD_MM, Look, look_of, target
from screens.touch.pieces import Piece
from screens.touch.shapes import Align, Drawing, Item, Picture, Post, Shape, moved_shape
from screens.touch.typesetting import Style, Typesetter

_FACES: Final = (
    Drawing.FACE_5,
    Drawing.FACE_4,
    Drawing.FACE_3,
    Drawing.FACE_2,
    Drawing.FACE_1,
)
_FACE_MM: Final = 26.0
_TALLEST_TILE_MM: Final = 80.0
_TALLEST_KEY_MM: Final = 36.0
_NARROWEST_MM: Final = 84.0
_MOST_COLUMNS: Final = 4


def choice_pieces(prompt: Choose, setter: Typesetter, width: float) -> list[list[Piece]]:
    """The ways in which the options can be laid out, in more or fewer columns, the best first."""
    content: MakeContent
    match prompt.layout:
        case Layout.LIST:
            content, tallest = row_content, _TALLEST_KEY_MM
        case Layout.TILES:
            content, tallest = tile_content(prompt.options), _TALLEST_TILE_MM
        case Layout.FACES:
            return [_faces(prompt.options, setter, width)]
        case _:
            assert_never(prompt.layout)
    return [
        _grid(prompt.options, content, columns, setter, width=width, tallest=setter.px(tallest))
        for columns in _column_counts(prompt, setter, width)
    ]


def _column_counts(prompt: Choose, setter: Typesetter, width: float) -> Iterator[int]:
    """Those that leave a key wide enough; tiles are tried in two first, lists in one."""
    first = 2 if prompt.layout is Layout.TILES else 1
    wanted = [first, *(count for count in range(1, _MOST_COLUMNS + 1) if count != first)]
    narrowest = max(setter.px(_NARROWEST_MM), setter.font(Role.KEY) * 5.5)
    is_single = prompt.layout is Layout.LIST and setter.is_upright
    for count in wanted:
        column = (width - setter.gap * (count - 1)) / count
        if count == 1 or (column >= narrowest and not is_single):
            yield count


def _grid(  # noqa: PLR0913 -- what a grid is made of
    options: Sequence[Option],
    content: MakeContent,
    columns: int,
    setter: Typesetter,
    *,
    width: float,
    tallest: float,
) -> list[Piece]:
    column = (width - setter.gap * (columns - 1)) / columns
    rows = [options[at : at + columns] for at in range(0, len(options), columns)]
    pad = setter.px(PAD_MM)
    pieces = []
    for at, row in enumerate(rows):
        made = [content(option, column, look_of(option, setter), setter) for option in row]
        height = max(setter.target, *(each.height + 2 * pad for each in made))
        gap = setter.gap * (1 if at else 2)
        build = _builder(row, made, column, setter)
        pieces.append(Piece(height, build, gap, max(height, tallest)))
    return pieces


def _builder(
    row: Sequence[Option], made: Sequence[Content], column: float, setter: Typesetter
) -> Callable[[float], tuple[Item, ...]]:
    tallest = max(each.height for each in made)

    def build(height: float) -> tuple[Item, ...]:
        items = []
        for at, (option, each) in enumerate(zip(row, made, strict=True)):
            x = at * (column + setter.gap)
            y = (height - (tallest if each.hangs else each.height)) / 2
            rect = Rect(x, 0, column, height)
            shapes = tuple(moved_shape(shape, x, y) for shape in each.shapes)
            look = look_of(option, setter)
            items.append(target(rect, Post(option.event), look, setter, shapes))
        return tuple(items)

    return build


def _faces(options: Sequence[Option], setter: Typesetter, width: float) -> list[Piece]:
    """Side by side while their words fit, else one below the other."""
    face = setter.px(_FACE_MM)
    pad = setter.px(PAD_MM)
    column = (width - setter.gap * (len(options) - 1)) / len(options)
    inner = column - 2 * pad
    style = Style(Role.KEY, setter.palette.key_text, is_bold=True, align=Align.MIDDLE)

    def below(option: Option, _: float, look: Look, setter: Typesetter) -> Content:
        words, high = label_and_note(option, inner, look, setter, Align.MIDDLE)
        drawn = Picture(Rect((column - face) / 2, 0, face, face), drawing[option], look.ink)
        moved = (moved_shape(each, pad, face + pad) for each in words)
        shapes = (drawn, *marked(option, look, column, pad), *moved)
        return Content(shapes, face + pad + high, hangs=True)

    def beside(option: Option, wide: float, look: Look, setter: Typesetter) -> Content:
        room = wide - face - 3 * pad - setter.px(MARK_MM)
        words, high = label_and_note(option, room, look, setter, Align.LEFT)
        most = max(face, high)
        drawn = Picture(Rect(pad, (most - face) / 2, face, face), drawing[option], look.ink)
        moved = (moved_shape(each, face + 2 * pad, (most - high) / 2) for each in words)
        return Content((drawn, *marked(option, look, wide, most / 2), *moved), most)

    def marked(option: Option, look: Look, right: float, middle: float) -> tuple[Shape, ...]:
        side = setter.px(MARK_MM) * 0.8
        rect = Rect(right - pad / 2 - side, middle - side / 2, side, side)
        return (Picture(rect, Drawing.TICK, look.ink),) if option.is_chosen else ()

    drawing = dict(zip(options, _FACES, strict=False))
    are_short = all(
        setter.is_whole(
            setter.text_at_size(each.label.shown, style, inner), each.label.shown, inner
        )
        for each in options
    )
    if are_short:
        return _grid(options, below, len(options), setter, width=width, tallest=0)
    return _grid(options, beside, 1, setter, width=width, tallest=setter.px(_TALLEST_KEY_MM))
