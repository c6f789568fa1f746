"""Lays a page out: as many sheets as it needs, so that nothing is ever cut off or scrolled.

1. The frame stands first; what it leaves is the room for the page.
2. Title, body, problem and choices become pieces that flow into sheets of that room.
3. If one sheet is not enough, the frame gets keys to turn them, and the title stands on each.
4. If a single piece is higher than a sheet, the page is set in the next smaller text size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from accessibility.type_scale import Role
from screens.page import Choose, Enter, Page, Wait
from screens.touch import body
from screens.touch.choices import choice_pieces
from screens.touch.entry import Entry
from screens.touch.entry_layout import field, field_height, keyboard
from screens.touch.frame import Frame, frame, turning_keys
from screens.touch.geometry import Rect
from screens.touch.pieces import Piece, Sheet, fits, height_of, placed, sheets
from screens.touch.shapes import Item
from screens.touch.typesetting import Typesetter

_TITLE_ON_EACH: Final = 0.34
_FIELD_LINES: Final = 4
_TEXT_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Spread:
    """Everything on each sheet of a page, in the order in which it is drawn."""

    sheets: tuple[tuple[Item, ...], ...]


def lay_out(page: Page, entry: Entry | None, setter: Typesetter) -> Spread:
    """The page for this glass and this visitor. `entry` holds what is typed on a page that asks."""
    single = _flowed(page, entry, setter, frame(page, setter, is_turned=False))
    if len(single.sheets) == 1 and single.is_fitting:
        return single.spread(setter)
    return _flowed(page, entry, setter, frame(page, setter, is_turned=True)).spread(setter)


@dataclass(frozen=True, slots=True)
class _Flow:
    frame: Frame
    room: Rect
    fixed: tuple[Item, ...]
    sheets: Sequence[Sheet]
    is_fitting: bool

    def spread(self, setter: Typesetter) -> Spread:
        return Spread(tuple(self._sheet(at, setter) for at in range(len(self.sheets))))

    def _sheet(self, at: int, setter: Typesetter) -> tuple[Item, ...]:
        room, turning = self.room, self.frame.turning
        shown = placed(self.sheets[at], room.x, room.y, room.height)
        turned = turning_keys(turning, at, len(self.sheets), setter) if turning else ()
        return (*self.frame.items, *self.fixed, *shown, *turned)


def _flowed(page: Page, entry: Entry | None, setter: Typesetter, around: Frame) -> _Flow:
    fixed: tuple[Item, ...] = ()
    room = around.room
    if entry is not None:
        fixed, room = _entry(entry, setter, room)
    for smaller in setter.smaller():
        head, rest = _pieces(page, smaller, room, is_single=around.turning is None)
        is_fitting = fits([*head, *rest], room.height)
        if is_fitting:
            break
    is_repeated = height_of(head) <= room.height * _TITLE_ON_EACH
    flowed = _with_head if is_repeated else _after_head
    return _Flow(around, room, fixed, flowed(head, rest, room.height), is_fitting)


def _with_head(head: Sequence[Piece], rest: Sequence[Piece], room: float) -> list[Sheet]:
    """The title on every sheet. The first piece below it keeps its distance."""
    below = [room - height_of(head) - piece.gap for piece in rest[:1]]
    if not below or not fits(rest, min(below)):
        return _after_head(head, rest, room)
    widest_gap = max(piece.gap for piece in rest)
    return [(*head, *sheet) for sheet in sheets(rest, room - height_of(head) - widest_gap)]


def _after_head(head: Sequence[Piece], rest: Sequence[Piece], room: float) -> list[Sheet]:
    return sheets([*head, *rest], room)


def _pieces(
    page: Page, setter: Typesetter, room: Rect, *, is_single: bool
) -> tuple[list[Piece], list[Piece]]:
    """The title, and all below it. Where sheets are turned, a problem comes before all else."""
    head = body.title(page, setter, room.width)
    told = [piece for shown in page.body for piece in body.block(shown, setter, room.width)]
    if page.problem is not None:
        problem = body.problem(page.problem.shown, setter, room.width)
        head, told = (head, [*told, problem]) if is_single else ([problem, *head], told)
    match page.prompt:
        case Choose() as prompt:
            above = [*head, *told]
            return head, [*told, *choice_pieces(prompt, setter, room.width, room.height, above)]
        case Wait() as prompt:
            return head, [*told, *body.waiting(prompt, setter, room.width)]
        case Enter() | None:
            return head, told
        case _:
            assert_never(page.prompt)


def _entry(entry: Entry, setter: Typesetter, room: Rect) -> tuple[tuple[Item, ...], Rect]:
    """The keyboard at the bottom of the room, the field above it; the rest is for words."""
    for smaller in setter.smaller():
        least_words = max(smaller.line(Role.TITLE), room.height * _TEXT_SHARE)
        high = field_height(smaller)
        keys = keyboard(entry, setter, room, room.height - high - least_words - 2 * setter.gap)
        left = room.height - keys.height - 2 * setter.gap
        if left - high >= smaller.line(Role.TITLE):
            break
    for count in range(2, _FIELD_LINES + 1):
        taller = field_height(setter, count)
        if entry.is_written and left - taller >= least_words:
            high = taller
    y = room.bottom - keys.height - setter.gap - high
    shown = field(entry, setter, Rect(room.x, y, room.width, high), entry.asked.label.shown)
    words = Rect(room.x, room.y, room.width, y - setter.gap - room.y)
    return (*shown, *keys.targets), words
