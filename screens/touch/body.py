"""What a page tells: its title, paragraphs, facts, codes and what is missing, in pieces."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final, assert_never

import segno

from accessibility.type_scale import Role
from screens.page import Block, Facts, Page, Paragraph, QrCode, Tone, Wait
from screens.touch.geometry import Rect
from screens.touch.pieces import Piece, fixed, height_of
from screens.touch.shapes import Box, Code, Drawing, Item, Picture, Text, moved_shape
from screens.touch.typesetting import Style, Typesetter

_SIDE_BY_SIDE: Final = 0.34
_CODE_MM: Final = 46.0
_BAR_MM: Final = 2.0
_SIGN: Final = 1.1
"""The warning's height, of the letters' beside it."""


def title(page: Page, setter: Typesetter, width: float, most_height: float) -> list[Piece]:
    """The title; an urgent page has a warning beside it. One that is too high is set like text."""
    style = Style(Role.TITLE, setter.palette.text, is_bold=True)
    for each in (setter, setter.next_smaller or setter):
        if page.is_urgent:
            made = _marked(page.title.shown, style, Drawing.WARNING, each, width, stays=True)
        else:
            made = _plain(page.title.shown, style, each, width, gap=0, stays=True)
        if height_of(made) <= most_height:
            break
    return made


def problem(words: str, setter: Typesetter, width: float, most_height: float) -> Piece:
    """What is missing and what to do: a frame and a warning sign, not colour alone.

    As large as the height allows, higher only where the smallest letters need it. The sign stands
    before the words, or above them where that leaves them too narrow a place.
    """
    style = Style(Role.BODY, setter.palette.problem_text, is_bold=True)
    for each, is_above in product(setter.smaller(), (False, True)):
        made = _problem(words, style, each, width, is_above=is_above)
        if made.height <= most_height:
            break
    return made


def _problem(
    words: str, style: Style, setter: Typesetter, width: float, *, is_above: bool
) -> Piece:
    pad = setter.gap / 2
    room = width - 3 * pad
    text = setter.text(words, style, room)
    mark = text.font * _SIGN
    if not is_above:
        text = setter.text(words, style, room - mark - pad)
    first = text.rect.height / len(text.lines)
    across, down = (0.0, mark) if is_above else (mark + pad, 0.0)
    height = pad + down + text.rect.height
    top = pad / 2 if is_above else (pad + first - mark) / 2
    items: tuple[Item, ...] = (
        Box(
            Rect(0, 0, width, height),
            setter.palette.problem,
            style.colour,
            setter.hairline * 2,
            setter.radius,
        ),
        Picture(Rect(1.5 * pad, top, mark, mark), Drawing.WARNING, style.colour),
        moved_shape(text, 1.5 * pad + across, pad / 2 + down),
    )
    return fixed(items, height, setter.gap * 1.5, stays=True)


def waiting(prompt: Wait, setter: Typesetter, width: float) -> list[Piece]:
    """What is under way."""
    style = Style(Role.BODY, setter.palette.text, is_bold=True)
    return _marked(prompt.phrase.shown, style, Drawing.HOURGLASS, setter, width)


def foot(words: str, setter: Typesetter, width: float) -> list[Piece]:
    """Small print below all else, as small as can be read."""
    *_, setter = setter.smaller()
    style = Style(Role.NOTE, setter.palette.muted_text)
    return _plain(words, style, setter, width, gap=setter.gap, stays=True)


def block(shown: Block, setter: Typesetter, width: float) -> list[Piece]:
    """One block of the body."""
    match shown:
        case Paragraph():
            return _paragraph(shown, setter, width)
        case Facts(()):
            return []
        case Facts(rows):
            first, *others = [_fact(name.shown, value.shown, setter, width) for name, value in rows]
            return [replace(first, gap=setter.gap * 1.5), *others]
        case QrCode():
            return [_code(shown, setter, width)]
        case _:
            assert_never(shown)


def _paragraph(  # noqa: PLR0911 -- one match, a line a tone
    shown: Paragraph, setter: Typesetter, width: float
) -> list[Piece]:
    words, colours = shown.phrase.shown, setter.palette
    body = Style(Role.BODY, colours.text)
    match shown.tone:
        case Tone.PLAIN:
            return _plain(words, body, setter, width, gap=setter.gap)
        case Tone.HELP:
            muted = replace(body, colour=colours.muted_text)
            return _plain(words, muted, setter, width, gap=setter.gap)
        case Tone.HEADING:
            heading = replace(body, is_bold=True)
            return _plain(words, heading, setter, width, gap=setter.gap * 2, stays=True)
        case Tone.LARGE:
            large = Style(Role.LARGE, colours.text, is_bold=True)
            return _plain(words, large, setter, width, gap=setter.gap)
        case Tone.TICK:
            return _marked(words, body, Drawing.BOX, setter, width)
        case Tone.IMPORTANT:
            bold = replace(body, is_bold=True)
            return _marked(words, bold, Drawing.NOTICE, setter, width)
        case Tone.UNCONFIRMED:
            return _barred(words, replace(body, colour=colours.muted_text), setter, width)
        case _:
            assert_never(shown.tone)


def _plain(  # noqa: PLR0913 -- all of a paragraph's looks
    words: str, style: Style, setter: Typesetter, width: float, gap: float, *, stays: bool = False
) -> list[Piece]:
    return _line_pieces(setter.text(words, style, width), gap, stays=stays)


def _line_pieces(text: Text, gap: float, *, stays: bool = False) -> list[Piece]:
    """A piece a line, so that a long paragraph can go on over the sheet; no line is left alone."""
    last = len(text.lines) - 1
    return [
        fixed(
            (line,),
            line.rect.height,
            0 if at else gap,
            stays=stays or (at != last and at in {0, last - 1}),
        )
        for at, line in enumerate(_lines(text))
    ]


def _lines(text: Text) -> Iterator[Text]:
    height = text.rect.height / len(text.lines)
    for line in text.lines:
        yield replace(text, rect=Rect(text.rect.x, 0, text.rect.width, height), lines=(line,))


def _marked(  # noqa: PLR0913 -- all of a paragraph's looks
    words: str,
    style: Style,
    drawing: Drawing,
    setter: Typesetter,
    width: float,
    *,
    stays: bool = False,
) -> list[Piece]:
    """A paragraph with a sign before its first line."""
    side = setter.font(style.role)
    indent = side + setter.gap
    text = setter.text(words, style, width - indent)
    pieces = _line_pieces(replace(text, rect=text.rect.moved(indent, 0)), setter.gap, stays=stays)
    first = pieces[0]
    sign = Picture(Rect(0, (first.height - side) / 2, side, side), drawing, style.colour)
    items = (sign, *first.build(first.height))
    return [replace(first, build=lambda _: items), *pieces[1:]]


def _barred(words: str, style: Style, setter: Typesetter, width: float) -> list[Piece]:
    """A paragraph with a line at its side: said with a reservation."""
    bar = setter.px(_BAR_MM)
    indent = bar + setter.gap
    text = setter.text(words, style, width - indent)
    pieces = _line_pieces(replace(text, rect=text.rect.moved(indent, 0)), setter.gap)
    return [_with_bar(piece, bar, style.colour) for piece in pieces]


def _with_bar(piece: Piece, bar: float, colour: str) -> Piece:
    items = (Box(Rect(0, 0, bar, piece.height), colour), *piece.build(piece.height))
    return replace(piece, build=lambda _: items)


def _fact(name: str, value: str, setter: Typesetter, width: float) -> Piece:
    """Side by side where the name is short, else one below the other; a line on top."""
    muted = Style(Role.BODY, setter.palette.muted_text)
    strong = Style(Role.BODY, setter.palette.text, is_bold=True)
    left = width * _SIDE_BY_SIDE
    top = setter.gap / 2
    named = setter.text(name, muted, left - setter.gap)
    rule = Box(Rect(0, 0, width, setter.hairline), setter.palette.line)
    is_short = len(named.lines) == 1 and named.font == setter.font(Role.BODY)
    if is_short:
        told = setter.text(value, strong, width - left)
        height = top + told.rect.height
        items: tuple[Item, ...] = (
            rule,
            moved_shape(named, 0, top),
            moved_shape(told, left, top),
        )
    else:
        named = setter.text(name, muted, width)
        told = setter.text(value, strong, width)
        height = top + named.rect.height + told.rect.height
        items = (rule, moved_shape(named, 0, top), moved_shape(told, 0, top + named.rect.height))
    return fixed(items, height, setter.gap / 2)


def _code(shown: QrCode, setter: Typesetter, width: float) -> Piece:
    """The modules in whole pixels, with a quiet zone of four, and the caption beside."""
    made = segno.make(shown.data, error="m", micro=False)
    rows = tuple(tuple(bool(module) for module in row) for row in made.matrix_iter(border=4))
    module = max(2, round(setter.px(_CODE_MM) / len(rows)))
    side = float(module * len(rows))
    style = Style(Role.BODY, setter.palette.text)
    caption = setter.text(shown.caption.shown, style, width - side - setter.gap * 2)
    height = max(side, caption.rect.height)
    beside = moved_shape(caption, side + setter.gap * 2, (height - caption.rect.height) / 2)
    return fixed((Code(Rect(0, 0, side, side), rows), beside), height, setter.gap * 1.5)
