"""Groups of lines laid onto sheets no taller than the terminal has the room for."""

from collections.abc import Iterable

from screens.terminal.content import Group
from screens.terminal.spans import EMPTY, Line, Target

Sheet = tuple[Line, ...]


def sheets_of(groups: Iterable[Group], height: int) -> list[Sheet]:
    """A group stays together if one sheet can hold it; a longer one goes on on the next."""
    height = max(1, height)
    sheets: list[list[Line]] = [[]]
    for group in groups:
        sheet = sheets[-1]
        apart = [EMPTY] if group.is_apart and sheet else []
        needed = len(apart) + len(group.lines)
        if len(sheet) + needed <= height:
            sheet += [*apart, *group.lines]
        elif len(group.lines) <= height:
            sheets.append(list(group.lines))
        else:
            _pour(group, sheets, apart, height)
    return [tuple(sheet) for sheet in sheets if sheet] or [()]


def sheet_with(target: Target, sheets: list[Sheet]) -> int | None:
    """The sheet on which that key stands."""
    for number, sheet in enumerate(sheets):
        if any(span.target == target for line in sheet for span in line):
            return number
    return None


def _pour(group: Group, sheets: list[list[Line]], apart: list[Line], height: int) -> None:
    """Fill what is left of this sheet, then as many as are needed."""
    if len(sheets[-1]) + len(apart) < height:
        sheets[-1] += apart
    for line in group.lines:
        if len(sheets[-1]) == height:
            sheets.append([])
        if line or sheets[-1]:
            sheets[-1].append(line)
