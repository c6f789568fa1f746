"""Five faces, once a case."""

from api_client.adapter import Ability
from api_client.news import (
    CaseFound,
)
from api_client.routes import ONESTOP
from kiosk.events import Chose, Door, Opened, WentBack, WentOn
from kiosk.places import GivingRating, HandedIn, SeeingCase
from tests.kiosk.visitor import Visitor, case_of

ELSEWHERE = "4KD7-M9XA-3PTM"


def test_a_rating_is_given_once(visitor: Visitor) -> None:
    receipt = visitor.hands_in_meals()
    visitor.does(Opened(Door.RATING), WentOn())
    assert visitor.at(GivingRating).problem is not None
    visitor.does(Chose("4"), WentOn(), WentOn())
    assert visitor.at(GivingRating).is_given
    visitor.does(WentBack())
    assert not visitor.at(HandedIn).standing.can_be_rated
    visitor.does(Opened(Door.RATING))
    visitor.at(HandedIn)
    assert not visitor.looks_up(receipt.standing.reference).standing.can_be_rated
    assert len(visitor.waiting()) == 2


def test_an_office_that_takes_no_rating_is_not_rated(visitor: Visitor) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.RATE})
    place = visitor.hands_in_meals()
    visitor.does(Opened(Door.RATING))
    assert visitor.where() == place


def test_what_another_kiosk_handed_in_is_seen_and_not_rated(visitor: Visitor) -> None:
    visitor.looks_up(ELSEWHERE)
    visitor.does(CaseFound(ELSEWHERE, case_of(ELSEWHERE)), Opened(Door.RATING))
    assert not visitor.at(SeeingCase).standing.can_be_rated
