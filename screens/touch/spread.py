"""Lays a page out: as many sheets as it needs, so that nothing is ever cut off or scrolled.

1. The frame stands first; what it leaves is the room for the page.
2. Where something is to be typed, the keys, the field and a problem beside them take their places.
3. Title, body, problem and choices become pieces that flow into sheets of the room that is left.
4. If one sheet is not enough, the frame gets keys to turn them, and the title stands on each.
5. If a single piece is higher than a sheet, the page is set in the next smaller text size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, assert_never

from screens.page import Choose, Enter, Layout, Page, Wait
from screens.touch import body
from screens.touch.choices import choice_pieces
from screens.touch.entry import Entry
from screens.touch.entry_place import placed_entry
from screens.touch.frame import Frame, frame, turning_keys
from screens.touch.geometry import Rect
from screens.touch.pieces import Piece, Sheet, fits, height_of, placed, sheets
from screens.touch.shapes import Item
from screens.touch.typesetting import Typesetter

_TITLE_SHARE: Final = 0.34
"""A title that needs more of a sheet is set smaller, or not repeated on each."""
_PROBLEM_SHARE: Final = 0.5


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
        count = len(self.sheets)
        turned = turning_keys(turning, at, count, setter) if turning and count > 1 else ()
        return (*self.frame.items, *self.fixed, *shown, *turned)


@dataclass(frozen=True, slots=True)
class _Pieces:
    head: list[Piece]
    told: list[Piece]
    choices: list[Piece]

    @property
    def rest(self) -> list[Piece]:
        return [*self.told, *self.choices]

    @property
    def all(self) -> list[Piece]:
        return [*self.head, *self.told, *self.choices]

    @property
    def height(self) -> float:
        return height_of(self.all)

    def with_last_at(self, foot: float) -> "_Pieces":
        """The last of what is told, a problem, moved down beside what it is about."""
        if not self.told:
            return self
        *others, last = self.told
        last = replace(last, gap=last.gap + foot - self.height)
        return replace(self, told=[*others, last])


def _flowed(page: Page, entry: Entry | None, setter: Typesetter, around: Frame) -> _Flow:
    stands: tuple[Item, ...] = ()
    page = replace(page, foot=None) if around.has_foot else page
    room, problem = around.room, page.problem
    if entry is not None:
        entered = placed_entry(page, entry, setter, around)
        stands, room = entered.items, entered.words
        problem = None if entered.is_problem_told else problem
    told = problem.shown if problem else ""
    is_single = around.turning is None
    for smaller in setter.smaller():
        ways = _ways_to_choose(page, smaller, room)
        pieces = _pieces(page, told, smaller, room, ways, is_single=is_single)
        is_fitting = fits(pieces.all, room.height)
        # Who types should have everything in sight; who reads should have large letters.
        if is_fitting and (entry is None or pieces.height <= room.height):
            break
    if isinstance(page.prompt, Choose) and page.prompt.layout is Layout.TILES:
        tries = [
            _pieces(page, told, words, room, ways, is_single=is_single)
            for words in smaller.smaller()
        ]
        pieces = min(tries, key=lambda each: len(_flow(each, room.height)))
    if entry is not None and told and is_single and pieces.height < room.height - 1:
        pieces = pieces.with_last_at(room.height - 1)
    return _Flow(around, room, stands, _flow(pieces, room.height), is_fitting)


def _flow(pieces: _Pieces, room: float) -> list[Sheet]:
    """The title on every sheet, if it is not too high for that."""
    if pieces.height <= room:
        return [tuple(pieces.all)]
    head, rest = pieces.head, pieces.rest
    below = [room - height_of(head) - piece.gap for piece in rest[:1]]
    is_high = height_of(head) > room * _TITLE_SHARE
    if is_high or not below or not fits(rest, min(below)):
        return sheets(pieces.all, room)
    widest_gap = max(piece.gap for piece in rest)
    return [(*head, *sheet) for sheet in sheets(rest, room - height_of(head) - widest_gap)]


def _ways_to_choose(page: Page, setter: Typesetter, room: Rect) -> Sequence[list[Piece]]:
    if not isinstance(page.prompt, Choose):
        return ()
    foot = _foot(page, setter, room)
    return [_above(foot, each) for each in choice_pieces(page.prompt, setter, room.width)]


def _foot(page: Page, setter: Typesetter, room: Rect) -> list[Piece]:
    return body.foot(page.foot.shown, setter, room.width) if page.foot else []


def _above(foot: list[Piece], pieces: list[Piece]) -> list[Piece]:
    """No foot stands alone on a sheet."""
    if not (foot and pieces):
        return [*pieces, *foot]
    return [*pieces[:-1], replace(pieces[-1], stays_with_next=True), *foot]


def _pieces(  # noqa: PLR0913 -- all that a page is made of
    page: Page,
    problem: str,
    setter: Typesetter,
    room: Rect,
    ways: Sequence[list[Piece]],
    *,
    is_single: bool,
) -> _Pieces:
    """The title, and all below it. Where sheets are turned, a problem comes before all else.

    Of the ways to lay out the choices the first with the fewest sheets is taken.
    """
    share = 1 if isinstance(page.prompt, Enter) else _TITLE_SHARE
    head = body.title(page, setter, room.width, room.height * share)
    told = [piece for shown in page.body for piece in body.block(shown, setter, room.width)]
    if problem:
        piece = body.problem(problem, setter, room.width, room.height * _PROBLEM_SHARE)
        head, told = (head, [*told, piece]) if is_single else ([piece, *head], told)
    match page.prompt:
        case Choose():
            above = [*head, *told]
            choices = min(ways, key=lambda each: len(sheets([*above, *each], room.height)))
            return _Pieces(head, told, choices)
        case Wait() as prompt:
            waiting = body.waiting(prompt, setter, room.width)
            return _Pieces(head, [*told, *waiting], _foot(page, setter, room))
        case Enter() | None:
            return _Pieces(head, told, _foot(page, setter, room))
        case _:
            assert_never(page.prompt)
