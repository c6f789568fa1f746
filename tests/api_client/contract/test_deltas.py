"""A text that is told by another one."""

import pytest

from api_client.contract import Span
from api_client.contract.deltas import MOST_CHARACTERS, DoesNotFit, applied

OLD = "助餐 and tea"


def test_pieces_are_kept_or_new_in_the_order_told() -> None:
    delta = (Span(start=6, end=10), "汤", Span(start=0, end=2), Span(start=0, end=0))
    assert applied(OLD, delta) == " tea汤助餐"
    assert applied(OLD, ()) == ""


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, len(OLD) + 1)])
def test_a_part_that_is_not_there_does_not_fit(start: int, end: int) -> None:
    with pytest.raises(DoesNotFit):
        applied(OLD, (Span(start=start, end=end),))


def test_a_delta_cannot_ask_for_all_memory() -> None:
    old = "x" * 1_000_000
    again = MOST_CHARACTERS // len(old)
    assert len(applied(old, (Span(start=0, end=len(old)),) * again)) == MOST_CHARACTERS
    with pytest.raises(DoesNotFit, match="beyond measure"):
        applied(old, (*(Span(start=0, end=len(old)),) * again, "x"))
