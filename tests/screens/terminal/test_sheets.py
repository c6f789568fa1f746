"""Pages that are longer than the terminal."""

from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.content import Group
from screens.terminal.sheets import sheets_of
from screens.terminal.spans import Span

GROUPS = st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=12)


def made(shapes: list[tuple[int, bool]]) -> list[Group]:
    return [
        Group(tuple((Span(f"{at}.{row}"),) for row in range(rows)), is_apart)
        for at, (rows, is_apart) in enumerate(shapes)
    ]


@given(GROUPS, st.integers(1, 12))
def test_every_line_is_on_a_sheet_in_order_and_none_is_too_tall(
    shapes: list[tuple[int, bool]], height: int
) -> None:
    groups = made(shapes)
    sheets = sheets_of(groups, height)
    assert [line for sheet in sheets for line in sheet if line] == [
        line for group in groups for line in group.lines
    ]
    assert all(len(sheet) <= height for sheet in sheets)
    assert all(sheet[0] for sheet in sheets if sheet)


@given(GROUPS, st.integers(9, 12))
def test_what_belongs_together_is_not_parted_where_a_sheet_can_hold_it(
    shapes: list[tuple[int, bool]], height: int
) -> None:
    groups = made(shapes)
    sheets = sheets_of(groups, height)
    for group in groups:
        assert any(set(group.lines) <= set(sheet) for sheet in sheets)


def test_an_empty_page_has_one_empty_sheet() -> None:
    assert sheets_of([], 5) == [()]
