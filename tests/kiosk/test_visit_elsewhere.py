"""What another kiosk handed in: found by its reference and the last four digits."""

import pytest

from api_client.news import CaseFound, CaseUnknown
from kiosk.answers import Slip
from kiosk.events import CalledForHelp, Entered, Event, FellIdle, WentBack, WentHome, WentOn
from kiosk.places import Asking, EnteringPhone, FollowingUp, SeeingCase
from tests.kiosk.visitor import Visitor, case_of

ELSEWHERE = "4KD7-M9XA-3PTM"


def test_what_neither_kiosk_nor_office_knows_is_asked_for_with_four_digits(
    visitor: Visitor,
) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE))
    assert visitor.where() == EnteringPhone(ELSEWHERE, FollowingUp(ELSEWHERE))
    visitor.does(Entered("8000"), WentOn())
    assert visitor.couriers.enquiries[-1] == (ELSEWHERE, "8000")
    assert visitor.at(SeeingCase).asking is Asking.UNDER_WAY
    visitor.does(CaseFound(ELSEWHERE, case_of(ELSEWHERE)))
    standing = visitor.at(SeeingCase).standing
    assert (standing.service, standing.is_ours) == ("el-meals", False)
    assert standing.cases == (case_of(ELSEWHERE),)


def test_wrong_digits_are_told_and_may_be_mended(visitor: Visitor) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE), Entered("8001"), WentOn(), CaseUnknown(ELSEWHERE))
    place = visitor.at(EnteringPhone)
    assert place.text == "8001"
    assert place.problem is not None
    assert place.problem.slip is Slip.UNKNOWN_WITH_DIGITS
    visitor.does(Entered("8000"))
    assert visitor.at(EnteringPhone).problem is None
    visitor.does(WentBack())
    assert visitor.where() == FollowingUp(ELSEWHERE)


@pytest.mark.parametrize(
    ("typed", "sent"), [("8000", "8000"), ("138 0013 8000", "8000"), ("８０００", "8000")]
)
def test_who_types_the_whole_number_means_its_end(visitor: Visitor, typed: str, sent: str) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE), Entered(typed), WentOn())
    assert visitor.couriers.enquiries[-1] == (ELSEWHERE, sent)


@pytest.mark.parametrize("typed", ["", "800", "abcd"])
def test_fewer_than_four_digits_are_told(visitor: Visitor, typed: str) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE), Entered(typed), WentOn())
    place = visitor.at(EnteringPhone)
    assert place.problem is not None
    assert place.problem.slip is Slip.NOT_FOUR_DIGITS


def test_of_several_offices_the_one_that_knows_it_counts(visitor: Visitor) -> None:
    visitor.looks_up(ELSEWHERE)
    case = case_of(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE), CaseFound(ELSEWHERE, case), CaseUnknown(ELSEWHERE))
    assert visitor.at(SeeingCase).standing.cases == (case,)


@pytest.mark.parametrize("cover", [FellIdle(), CalledForHelp()])
def test_an_answer_that_comes_behind_another_page_is_there_afterwards(
    visitor: Visitor, cover: Event
) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(cover, CaseUnknown(ELSEWHERE), WentBack())
    assert visitor.where() == EnteringPhone(ELSEWHERE, FollowingUp(ELSEWHERE))


def test_home_leads_away_from_a_case(visitor: Visitor) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseUnknown(ELSEWHERE), WentHome(), CaseFound(ELSEWHERE, case_of(ELSEWHERE)))
    assert type(visitor.visit.place).__name__ == "Welcome"
