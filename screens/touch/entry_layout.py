"""The entry field with what was typed, and the keys below it."""

from dataclasses import dataclass, replace
from typing import Final

from accessibility.type_scale import Role
from screens.touch.entry import Entry
from screens.touch.geometry import Rect
from screens.touch.keys import PAD_MM, centred, plain, target
from screens.touch.pads import Cell, Row, pad
from screens.touch.shapes import (
    Align,
    Box,
    Drawing,
    Picture,
    Shape,
    Strike,
    Target,
    Text,
    moved_shape,
)
from screens.touch.strokes import Further, Pick, Stroke
from screens.touch.typesetting import Style, Typesetter

_GAP_MM: Final = 3.05
_WIDEST_CELL_MM: Final = 52.0
_HIGHEST_CELL_MM: Final = 27.0
_CARET: Final = 0.08
LEAST_FIELD_MM: Final = 15.0
"""The field is no key: where keys need the height it may be lower than they."""
_BEFORE: Final = "…"


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys, and how high they stand."""

    targets: tuple[Target, ...]
    height: float


def field_height(setter: Typesetter, lines: int = 1) -> float:
    return max(setter.target, setter.line(Role.LARGE) * lines + 2 * setter.hairline)


def field(entry: Entry, setter: Typesetter, rect: Rect) -> tuple[Shape, ...]:
    """The field: while empty its name within, what was typed large, and where the next sign goes.

    A text too long for the field shrinks first, then shows its end after an ellipsis.
    """
    inset = setter.px(PAD_MM)
    colours = setter.palette
    frame = Box(rect, colours.surface, colours.focus, setter.hairline * 3, setter.radius)
    inner = Rect(rect.x + inset, rect.y, rect.width - 2 * inset, rect.height)
    if not entry.whole and entry.shown == entry.whole:
        style = Style(Role.BODY, colours.muted_text)
        hint = setter.fitted(entry.asked.label.shown, style, inner.width - inset, inner.height)
        beside = Rect(inner.x + inset, inner.y, inner.width - inset, inner.height)
        return frame, centred(beside, hint), _caret(inner, hint.font, 0, setter)
    text = _typed(entry, setter, inner)
    shown = centred(inner, text)
    last = replace(text, lines=text.lines[-1:])
    high = shown.rect.height / len(text.lines)
    bottom = Rect(inner.x, shown.rect.bottom - high, inner.width, high)
    caret = _caret(bottom, text.font, setter.extent(last), setter)
    return frame, shown, caret


def _typed(entry: Entry, setter: Typesetter, inner: Rect) -> Text:
    width = inner.width - setter.px(PAD_MM)
    for role in (Role.LARGE, Role.TITLE, Role.BODY):
        style = Style(role, setter.palette.text, is_bold=True)
        text = setter.fitted(entry.shown, style, width, inner.height)
        if text.rect.height <= inner.height:
            break
    room = max(1, int(inner.height // (text.rect.height / len(text.lines))))
    if len(text.lines) <= room:
        return text
    line = text.rect.height / len(text.lines)
    kept = text.lines[-room:]
    shown = (_BEFORE + kept[0][1:], *kept[1:])
    return replace(text, lines=shown, rect=Rect(0, 0, text.rect.width, line * room))


def _caret(line: Rect, font: int, x: float, setter: Typesetter) -> Box:
    """Where the next sign goes: so far into the line."""
    width = max(setter.hairline * 2, font * _CARET)
    y = line.middle[1] - font / 2
    return Box(Rect(line.x + x + setter.hairline, y, width, font), setter.palette.focus)


def keyboard(entry: Entry, setter: Typesetter, rect: Rect, most_height: float) -> Keyboard:
    """The keys for this entry at the bottom of the rectangle, in at most that height."""
    rows = pad(entry, is_wide=not setter.is_upright)
    gap = setter.px(_GAP_MM)
    count = len(rows)
    room = (most_height - gap * (count - 1)) / count
    high = min(setter.px(_HIGHEST_CELL_MM), max(setter.target, room))
    height = high * count + gap * (count - 1)
    units = max(sum(cell.span if cell else 1 for cell in row) for row in rows)
    unit = min(setter.px(_WIDEST_CELL_MM), (rect.width - gap * (units - 1)) / units)
    targets: list[Target] = []
    for at, row in enumerate(rows):
        y = rect.bottom - height + at * (high + gap)
        if at == 0 and entry.candidates:
            targets += _candidates(entry, setter, Rect(rect.x, y, rect.width, high), gap)
        else:
            targets += _row(row, setter, Rect(rect.x, y, rect.width, high), unit, gap)
    return Keyboard(tuple(targets), height)


def _row(row: Row, setter: Typesetter, rect: Rect, unit: float, gap: float) -> list[Target]:
    spans = [cell.span if cell else 1.0 for cell in row]
    whole = sum(spans) * unit + gap * (sum(spans) - 1)
    x = rect.x + (rect.width - whole) / 2
    made = []
    for cell, span in zip(row, spans, strict=True):
        width = span * unit + gap * (span - 1)
        if cell is not None:
            made.append(_key(cell, Rect(x, rect.y, width, rect.height), setter))
        x += width + gap
    return made


def _key(cell: Cell, rect: Rect, setter: Typesetter) -> Target:
    look = plain(setter)
    if isinstance(cell.legend, Drawing):
        side = min(rect.height, rect.width) * 0.5
        drawn = Picture(rect.middle_square(side), cell.legend, look.ink)
        return target(rect, Strike(cell.stroke), look, setter, (drawn,))
    return _lettered(cell.legend, cell.stroke, rect, setter)


def _lettered(legend: str, stroke: Stroke, rect: Rect, setter: Typesetter) -> Target:
    look = plain(setter)
    style = Style(Role.KEY, look.ink, is_bold=True, align=Align.MIDDLE)
    text = setter.fitted(legend, style, rect.width, rect.height)
    text = moved_shape(text, rect.x, rect.y + (rect.height - text.rect.height) / 2)
    return target(rect, Strike(stroke), look, setter, (text,))


def _candidates(entry: Entry, setter: Typesetter, rect: Rect, gap: float) -> list[Target]:
    """As many candidates as fit, and at the end of the row a key to those after them."""
    more = setter.target
    style = Style(Role.KEY, setter.palette.key_text, is_bold=True)
    x, made = rect.x, 0
    targets: list[Target] = []
    for candidate in entry.candidates[entry.first_candidate :]:
        wide = setter.extent(setter.text_at_size(candidate.text, style, rect.width))
        width = max(setter.target, wide + 2 * setter.px(PAD_MM))
        if made and x + width > rect.right - more - gap:
            break
        width = min(width, rect.right - more - gap - x)
        place = Rect(x, rect.y, width, rect.height)
        targets.append(_lettered(candidate.text, Pick(made), place, setter))
        x += width + gap
        made += 1
    if made < len(entry.candidates):
        end = Rect(rect.right - more, rect.y, more, rect.height)
        targets.append(_key(Cell(Further(made), Drawing.MORE), end, setter))
    return targets
