from datetime import date

import pytest

from kiosk.catalogue.dates import day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("expression", "meant"),
    [
        ("1900-01-01", date(1900, 1, 1)),
        ("today", TODAY),
        ("today+60d", date(2027, 1, 21)),
        ("today-1d", date(2026, 11, 21)),
        ("today+2w", date(2026, 12, 6)),
        ("today+3m", date(2027, 2, 22)),
        ("today-12m", date(2025, 11, 22)),
        ("today-4y", date(2022, 11, 22)),
    ],
)
def test_an_expression_means_a_day(expression: str, meant: date) -> None:
    assert day(expression, TODAY) == meant


def test_the_last_day_is_meant_where_a_month_is_too_short() -> None:
    assert day("today-1y", date(2024, 2, 29)) == date(2023, 2, 28)
    assert day("today+1m", date(2026, 1, 31)) == date(2026, 2, 28)
    assert day("today-4y", date(2024, 2, 29)) == date(2020, 2, 29)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "tomorrow",
        "today+",
        "today+5",
        "today+5x",
        "today 60d",
        "2026-02-30",
        "today-9999y",
        "today+9999y",
        "Today",
        "today+60d ",
    ],
)
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day(expression, TODAY)
