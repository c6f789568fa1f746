"""The flow of a page: pieces one below the other, and as many sheets as they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from screens.touch.shapes import Item, moved

Build = Callable[[float], tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Piece:
    """What must stay together. `build` draws it at (0, 0) in a height up to `most`."""

    height: float
    build: Build
    gap: float = 0
    most: float = 0
    stays_with_next: bool = False


def fixed(items: tuple[Item, ...], height: float, gap: float = 0, *, stays: bool = False) -> Piece:
    """A piece of one height."""
    return Piece(height, lambda _: items, gap, height, stays)


Sheet = tuple[Piece, ...]


def height_of(sheet: Sequence[Piece]) -> float:
    return sum(piece.height for piece in sheet) + sum(piece.gap for piece in sheet[1:])


def sheets(pieces: Sequence[Piece], room: float) -> list[Sheet]:
    """The pieces in sheets of that height; one that is higher than the room stands alone."""
    filled: list[Sheet] = []
    current: Sheet = ()
    for group in _groups(pieces, room):
        if current and height_of((*current, *group)) > room:
            filled.append(current)
            current = ()
        current = (*current, *group)
    return [*filled, current]


def fits(pieces: Sequence[Piece], room: float) -> bool:
    """Whether no single piece is higher than a sheet."""
    return all(piece.height <= room for piece in pieces)


def placed(sheet: Sheet, x: float, y: float, room: float) -> tuple[Item, ...]:
    """Everything on the sheet where it stands; pieces that can grow share what room is left."""
    spare = room - height_of(sheet)
    wishes = [max(0.0, piece.most - piece.height) for piece in sheet]
    share = min(1.0, max(0.0, spare) / sum(wishes)) if sum(wishes) else 0.0
    items: list[Item] = []
    for at, (piece, wish) in enumerate(zip(sheet, wishes, strict=True)):
        y += piece.gap if at else 0
        height = piece.height + wish * share
        items += [moved(item, x, y) for item in piece.build(height)]
        y += height
    return tuple(items)


def _groups(pieces: Sequence[Piece], room: float) -> list[Sheet]:
    """Pieces that stay together, as far as one sheet can hold them."""
    groups: list[Sheet] = []
    current: Sheet = ()
    for piece in pieces:
        if current and height_of((*current, piece)) > room:
            groups.append(current)
            current = ()
        current = (*current, piece)
        if not piece.stays_with_next:
            groups.append(current)
            current = ()
    return [*groups, current] if current else groups
