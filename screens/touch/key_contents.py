"""What stands on a key to choose by: its mark, number, sign, label and note."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from accessibility.type_scale import Role
from screens.page import Option
from screens.touch.geometry import Rect
from screens.touch.keys import PAD_MM, Look
from screens.touch.shapes import Align, Box, Drawing, Picture, Shape, Text, moved_shape
from screens.touch.typesetting import Style, Typesetter

_SIGN_MM: Final = 26.0
MARK_MM: Final = 10.0
_NUMBER_MM: Final = 11.0


@dataclass(frozen=True, slots=True)
class Content:
    """What is on a key, from the top. `hangs`: it begins level with the keys beside it."""

    shapes: tuple[Shape, ...]
    height: float
    hangs: bool = False


MakeContent = Callable[[Option, float, Look, Typesetter], Content]


def row_content(option: Option, width: float, look: Look, setter: Typesetter) -> Content:
    """Mark or number at the left, then the label, and the note below."""
    pad = setter.px(PAD_MM)
    lead: list[Shape] = []
    x = pad
    if option.is_chosen is not None:
        side = setter.px(MARK_MM)
        drawing = Drawing.MARKED if option.is_chosen else Drawing.UNMARKED
        lead.append(Picture(Rect(x, -side / 2, side, side), drawing, look.ink))
        x += side + pad
    if option.number is not None:
        side = setter.px(_NUMBER_MM)
        lead.append(_number(option.number, Rect(x, 0, side, 0), look, setter))
        x += side + pad / 2
    words, high = label_and_note(option, width - x - pad, look, setter, Align.LEFT)
    moved_words = tuple(moved_shape(shape, x, 0) for shape in words)
    return Content((*(moved_shape(shape, 0, high / 2) for shape in lead), *moved_words), high)


def _number(number: int, place: Rect, look: Look, setter: Typesetter) -> Text:
    """The digit that chooses the key, around the middle line of the place."""
    style = Style(Role.NOTE, _note_colour(look, setter), align=Align.MIDDLE)
    text = setter.text(str(number), style, place.width)
    return Text(
        Rect(place.x, place.y - text.rect.height / 2, place.width, text.rect.height),
        text.lines,
        text.font,
        text.colour,
        align=Align.MIDDLE,
    )


def _note_colour(look: Look, setter: Typesetter) -> str:
    return setter.palette.muted_text if look.ground == setter.palette.key else look.ink


def label_and_note(
    option: Option, width: float, look: Look, setter: Typesetter, align: Align
) -> tuple[tuple[Text, ...], float]:
    label = setter.text(
        option.label.shown, Style(Role.KEY, look.ink, is_bold=True, align=align), width
    )
    if option.note is None:
        return (label,), label.rect.height
    style = Style(Role.NOTE, _note_colour(look, setter), align=align)
    note = setter.text(option.note.shown, style, width)
    below = moved_shape(note, 0, label.rect.height)
    return (label, below), label.rect.height + note.rect.height


def tile_content(options: Sequence[Option]) -> MakeContent:
    """The sign in its rounded square; beside it, or where any words are long below it, the words.

    All tiles of a page are alike, so that their signs stand in line.
    """
    known: dict[tuple[float, int], bool] = {}

    def content(option: Option, width: float, look: Look, setter: Typesetter) -> Content:
        if not option.sign:
            return row_content(option, width, look, setter)
        key = width, setter.font(Role.KEY)
        if key not in known:
            known[key] = _are_beside(options, _beside(width, setter), setter)
        return _signed(option, width, look, setter, is_beside=known[key])

    return content


def _are_beside(options: Sequence[Option], room: float, setter: Typesetter) -> bool:
    """Whether the words of all are whole in what is left beside their signs."""
    style = Style(Role.KEY, setter.palette.key_text, is_bold=True)
    return all(
        setter.is_whole(setter.text_at_size(words, style, room), words, room)
        for words in (each.label.shown for each in options)
    )


def _beside(width: float, setter: Typesetter) -> float:
    """What a tile has left for words beside its sign and its number."""
    return width - setter.px(_SIGN_MM + _NUMBER_MM + 3.5 * PAD_MM)


def _signed(
    option: Option, width: float, look: Look, setter: Typesetter, *, is_beside: bool
) -> Content:
    pad = setter.px(PAD_MM)
    sign, number = setter.px(_SIGN_MM), setter.px(_NUMBER_MM)
    inner = _beside(width, setter) if is_beside else width - 2 * pad
    words, words_high = label_and_note(option, inner, look, setter, Align.LEFT)
    high = max(sign, words_high) if is_beside else sign + pad + words_high
    top = (high - sign) / 2 if is_beside else 0.0
    shapes: list[Shape] = list(_sign(option, Rect(pad, top, sign, sign), setter))
    if option.number is not None:
        at = Rect(width - pad / 2 - number, top + sign / 2, number, 0)
        shapes.append(_number(option.number, at, look, setter))
    by_x = pad * 2 + sign if is_beside else pad
    by_y = (high - words_high) / 2 if is_beside else sign + pad
    moved = (moved_shape(shape, by_x, by_y) for shape in words)
    return Content((*shapes, *moved), high, hangs=not is_beside)


def _sign(option: Option, rect: Rect, setter: Typesetter) -> tuple[Shape, ...]:
    """One or two characters as a picture: as large as its square holds."""
    colours = setter.palette
    box = Box(rect, colours.main_key, None, 0, setter.radius * 1.6)
    style = Style(Role.SIGN, colours.main_key_text, is_bold=True, align=Align.MIDDLE)
    text = setter.fitted(option.sign, style, rect.width, rect.height)
    return box, moved_shape(text, rect.x, rect.y + (rect.height - text.rect.height) / 2)
