"""A whole screen of the terminal: bars, one sheet of the page, the entry field's place.

A small terminal first moves the settings, then the bottom bar, then the question's label onto the
sheets, where PgDn leads to them: nothing is ever left out.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from accessibility.preferences import TextSize
from screens.page import Enter, Option, Page
from screens.terminal.bars import ends_lines, next_lines, settings_lines, sheet_mark, where_lines
from screens.terminal.content import Group, Room, groups_of, problem_group
from screens.terminal.sheets import Sheet, sheet_with, sheets_of
from screens.terminal.spans import EMPTY, Ink, Line, Span, written

WIDEST: Final = 100
"""Longer lines are hard to read; a wider terminal leaves margins."""

_LEAST_WITH_MARGIN: Final = 30
_SHORT_ENTRY: Final = 40
_LONG_ENTRY_ROWS: Final = 3
_MARK_WIDTH: Final = "00/00"


class Plan(IntEnum):
    """How much has moved from the bars onto the sheets; the value counts up to all of it."""

    ALL_IN_BARS = 0
    SETTINGS_ON_SHEETS = 1
    KEYS_ON_SHEETS = 2
    ALL_ON_SHEETS = 3


_LEAST_ROWS: Final = {
    Plan.ALL_IN_BARS: 7,
    Plan.SETTINGS_ON_SHEETS: 5,
    Plan.KEYS_ON_SHEETS: 3,
    Plan.ALL_ON_SHEETS: 1,
}
"""Rows that a sheet must have for the plan to be taken."""


@dataclass(frozen=True, slots=True)
class View:
    """What a frame is made from."""

    page: Page
    width: int
    height: int
    text_size: TextSize = TextSize.NORMAL
    focus: Option | None = None
    entry_rows: int = 1

    @property
    def column(self) -> int:
        """How wide the lines are."""
        margin = 2 if self.width >= _LEAST_WITH_MARGIN else 0
        return max(1, min(WIDEST, self.width - margin))


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands where, from top to bottom."""

    top: tuple[Line, ...]
    sheets: tuple[Sheet, ...]
    rows: int
    ask: tuple[Line, ...]
    entry_rows: int
    spare: int
    bottom: tuple[Line, ...]
    page: Page
    column: int
    focus: Option | None
    problem_sheet: int | None

    def sheet_at(self, sheet: int) -> Sheet:
        """The lines of that sheet, with empty ones where another sheet is longer."""
        lines = self.sheets[sheet]
        return (*lines, *(EMPTY for _ in range(self.rows - len(lines))))

    def bottom_at(self, sheet: int) -> tuple[Line, ...]:
        """The bottom bar with the mark of that sheet."""
        mark = sheet_mark(sheet, len(self.sheets))
        return (*next_lines(self.page, self.focus, mark, self.column), *self.bottom)

    def sheet_with(self, option: Option) -> int | None:
        return sheet_with(option, list(self.sheets))


def frame(view: View) -> Frame:
    """The richest plan that leaves the page enough rows."""
    for plan in Plan:
        made, rows = _planned(view, plan)
        if rows >= _LEAST_ROWS[plan]:
            break
    return made


def least_entry_rows(prompt: Enter) -> int:
    """How many rows an entry field shows before anything is typed."""
    return 1 if prompt.most <= _SHORT_ENTRY else _LONG_ENTRY_ROWS


def _planned(view: View, plan: Plan) -> tuple[Frame, int]:
    page, width = view.page, view.column
    has_entry = isinstance(page.prompt, Enter)
    settings = settings_lines(page, view.focus, width)
    ends = ends_lines(page, view.focus, width)
    where = where_lines(page, width)
    ask = _ask_lines(page, width)
    top = [*where, *settings] if plan is Plan.ALL_IN_BARS else where
    bottom = ends if plan < Plan.KEYS_ON_SHEETS else []
    top = top if plan < Plan.KEYS_ON_SHEETS else []
    asked = ask if plan < Plan.ALL_ON_SHEETS else []
    entry_rows = min(view.entry_rows, max(1, view.height // 4)) if has_entry else 0
    mark = (Span(f" PgUp  {_MARK_WIDTH}  PgDn "),)
    main = len(next_lines(page, view.focus, mark, width))
    rows = view.height - len(top) - len(asked) - entry_rows - len(bottom) - main
    room = Room(width, max(1, rows), view.text_size)
    shown = replace(page, problem=None) if has_entry else page
    moved = _moved(plan, where, settings, ends, ask)
    groups = [*groups_of(shown, room, view.focus), *moved]
    sheets = sheets_of(groups, rows)
    sheet_rows = max(1, rows)
    if has_entry:
        # The field stands right below the question, with a line between where there is one.
        sheet_rows = min(sheet_rows, max(map(len, sheets)) + 1)
    made = Frame(
        top=tuple(top),
        sheets=tuple(sheets),
        rows=sheet_rows,
        ask=tuple(asked),
        entry_rows=entry_rows,
        spare=max(0, rows - sheet_rows),
        bottom=tuple(bottom),
        page=page,
        column=width,
        focus=view.focus,
        problem_sheet=_problem_sheet(sheets),
    )
    return made, rows


def _moved(
    plan: Plan, where: list[Line], settings: list[Line], ends: list[Line], ask: list[Line]
) -> list[Group]:
    """What has no place in the bars under this plan."""
    moved = []
    if plan >= Plan.ALL_ON_SHEETS and ask:
        moved.append(Group(tuple(ask)))
    if plan >= Plan.KEYS_ON_SHEETS:
        moved.append(Group(tuple(ends), is_apart=True))
    if plan >= Plan.SETTINGS_ON_SHEETS:
        moved.append(Group(tuple(settings), is_apart=True))
    if plan >= Plan.KEYS_ON_SHEETS:
        moved.append(Group(tuple(where)))
    return moved


def _ask_lines(page: Page, width: int) -> list[Line]:
    """The problem and the label, right above the entry field."""
    if not isinstance(page.prompt, Enter):
        return []
    problem = problem_group(page, Room(width, 1)).lines if page.problem else ()
    return [*problem, *written(page.prompt.label.shown, width, Ink.STRONG)]


def _problem_sheet(sheets: list[Sheet]) -> int | None:
    for number, sheet in enumerate(sheets):
        if any(span.ink is Ink.PROBLEM for line in sheet for span in line):
            return number
    return None
