"""Which keys an entry needs, row by row: digits, letters, or letters that spell Chinese."""

from dataclasses import dataclass
from typing import Final

from screens.page import EntryKind
from screens.touch.entry import Entry
from screens.touch.shapes import Drawing
from screens.touch.strokes import Command, Sign, Stroke


@dataclass(frozen=True, slots=True)
class Cell:
    """A key of the pad, so many units wide. `legend` is the sign or the picture on it."""

    stroke: Stroke
    legend: str | Drawing
    span: float = 1


Row = tuple[Cell | None, ...]
Rows = tuple[Row, ...]

_DELETE: Final = Cell(Command.DELETE, Drawing.DELETE)
_SPACE: Final = Cell(Command.SPACE, Drawing.SPACE)
_TO_LETTERS: Final = Cell(Command.LETTERS, "ABC")
_TO_DIGITS: Final = Cell(Command.DIGITS, "123")
_TO_CHINESE: Final = Cell(Command.CHINESE, "中")
_TO_LATIN: Final = Cell(Command.LATIN, "EN")


def pad(entry: Entry, *, is_wide: bool) -> Rows:
    """The rows of keys. `is_wide`: four rows of eleven rather than five of ten."""
    if not entry.has_letters:
        return _number_rows(entry.asked.kind)
    if not entry.is_written:
        return _letter_rows(entry.asked.kind)
    return _wide_rows(entry) if is_wide else _tall_rows(entry)


def _number_rows(kind: EntryKind) -> Rows:
    start: Rows = (_signs("123"), _signs("456"), _signs("789"))
    zero = Cell(Sign("0"), "0")
    match kind:
        case EntryKind.ID_NUMBER:
            ends = (_DELETE, Cell(Sign("X"), "X"), _TO_LETTERS)
            rows = tuple((*row, end) for row, end in zip(start, ends, strict=True))
            return (*rows, (None, zero, None, None))
        case EntryKind.PHONE:
            return (*start, (Cell(Sign("-"), "-"), zero, _DELETE))
        case _:
            return (*start, (None, zero, _DELETE))


def _letter_rows(kind: EntryKind) -> Rows:
    end = _TO_DIGITS if kind is EntryKind.ID_NUMBER else Cell(Sign("-"), "-")
    return (
        _signs("1234567890"),
        _signs("QWERTYUIOP"),
        _signs("ASDFGHJKL"),
        (end, *_signs("ZXCVBNM"), _DELETE),
    )


def _tall_rows(entry: Entry) -> Rows:
    first, second, third, fourth = _marks(entry)
    switch = _TO_LATIN if entry.is_chinese else _TO_CHINESE
    return (
        _signs("1234567890"),
        _letters("qwertyuiop"),
        _letters("asdfghjkl"),
        (_wider(switch, 1.5), *_letters("zxcvbnm"), _wider(_DELETE, 1.5)),
        (first, second, _wider(_SPACE, 6), third, fourth),
    )


def _wide_rows(entry: Entry) -> Rows:
    switch = _TO_LATIN if entry.is_chinese else _TO_CHINESE
    return (
        # Candidates stand in place of the first row: what deletes a letter is not among them.
        (*_signs("1234567890"), switch),
        (*_letters("qwertyuiop"), _DELETE),
        (*_letters("asdfghjkl"), _wider(_SPACE, 2)),
        (*_letters("zxcvbnm"), *_marks(entry)),
    )


def _marks(entry: Entry) -> Row:
    if entry.is_chinese:
        # Names of many peoples have the dot: 买买提·吐尔逊.
        return _signs("·，。-" if entry.asked.kind is EntryKind.NAME else "，。、-")
    return _signs(",.'-")


def _signs(signs: str) -> Row:
    return tuple(Cell(Sign(sign), sign) for sign in signs)


def _letters(letters: str) -> Row:
    """Capitals on the keys, as on every keyboard; what they write is the entry's affair."""
    return tuple(Cell(Sign(letter), letter.upper()) for letter in letters)


def _wider(cell: Cell, span: float) -> Cell:
    return Cell(cell.stroke, cell.legend, span)
