"""Kiosk and back end are killed again and again. `make test-crash` does it 600 times."""

from pathlib import Path

from tests.faults.crash.authority import Arrived
from tests.faults.crash.run import Plan, carried_out
from tests.faults.crash.verdict import Verdict

SUBMISSION, RATING = ["submission", "R-1", "aa"], ["rating", "R-1", "bb"]


def test_sixty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    verdict = carried_out(Plan(kiosk=50, back_end=10, seed=2), tmp_path)
    assert verdict.is_good, verdict.told()
    assert verdict.stretches.total() == 50
    assert verdict.acknowledged > 50


def judged(*arrived: Arrived, kept: tuple[str, str] = ("", "")) -> Verdict:
    verdict = Verdict()
    verdict.compare([SUBMISSION, RATING], list(arrived), frozenset([kept]))
    return verdict


def test_what_arrived_once_is_neither_lost_nor_doubled() -> None:
    verdict = judged(Arrived("submission", "R-1", "aa"), Arrived("rating", "R-1", None))
    assert verdict.is_good
    assert verdict.last_line == "2 acknowledged, 0 lost, 0 doubled"


def test_what_did_not_arrive_is_lost_unless_a_person_must_look() -> None:
    verdict = judged(Arrived("submission", "R-1", "aa"))
    assert (verdict.lost, verdict.is_good) == (["rating R-1"], False)
    assert judged(Arrived("submission", "R-1", "aa"), kept=("rating", "R-1")).is_good


def test_what_arrived_twice_is_doubled() -> None:
    verdict = judged(*[Arrived("submission", "R-1", "aa")] * 2, Arrived("rating", "R-1", "bb"))
    assert (verdict.doubled, verdict.is_good) == (["submission R-1"], False)
    assert verdict.told()[-2:] == [
        "doubled: submission R-1",
        "2 acknowledged, 0 lost, 1 doubled",
    ]


def test_other_content_under_the_same_reference_is_a_loss() -> None:
    verdict = judged(Arrived("submission", "R-1", "cc"), Arrived("rating", "R-1", "bb"))
    assert verdict.lost == ["submission R-1: something else arrived"]
