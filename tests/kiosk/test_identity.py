"""Identity numbers are checked as GB 11643 says; the examples are made up, not of real people."""

from datetime import date

import pytest

from kiosk.identity import NumberFault, check_digit, fault_in

TODAY = date(2026, 11, 22)


def number(body: str) -> str:
    return body + check_digit(body)


def test_published_example_of_the_standard_is_accepted() -> None:
    # GB 11643-1999, its own example.
    assert fault_in("11010519491231002X", TODAY) is None


@pytest.mark.parametrize("place", range(17))
def test_any_single_wrong_digit_is_noticed(place: int) -> None:
    right = number("31010119480321001")
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
    assert fault_in(wrong, TODAY) is not None


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("310101480321001", NumberFault.FIFTEEN_DIGITS),
        ("3101011948032100", NumberFault.LENGTH),
        ("", NumberFault.LENGTH),
        (number("31010119480231001"), NumberFault.BIRTH_DATE),
        (number("31010120990101001"), NumberFault.BIRTH_DATE),
        ("110105194912310021", NumberFault.CHECK_DIGIT),
    ],
)
def test_each_fault_is_told_apart(given: str, fault: NumberFault) -> None:
    assert fault_in(given, TODAY) is fault
