"""How far an application has come: the receipt, the case, and the news that changes both."""

from dataclasses import replace

import pytest

from api_client.adapter import Ability
from api_client.contract import Bilingual, CaseStatus
from api_client.news import (
    CaseFound,
    CaseUnknown,
    Delivered,
    MayHaveArrived,
    News,
    NoAnswer,
    Refused,
)
from api_client.outbox import Delivery
from api_client.routes import ONESTOP
from kiosk.answers import Slip
from kiosk.events import (
    CalledForHelp,
    Door,
    Entered,
    Event,
    FellIdle,
    Opened,
    Stayed,
    WentBack,
    WentOn,
)
from kiosk.places import Asking, FollowingUp, HandedIn, SeeingCase
from tests.kiosk.visitor import Visitor, case_of

ELSEWHERE = "4KD7-M9XA-3PTM"


def test_the_receipt_says_kept_and_the_couriers_are_woken(visitor: Visitor) -> None:
    standing = visitor.hands_in_meals().standing
    assert [office.delivery for office in standing.offices] == [Delivery.KEPT]
    assert standing.service == "el-meals"
    assert visitor.couriers.nudges == 1


@pytest.mark.parametrize(
    ("cover", "back"),
    [
        ((), ()),
        ((FellIdle(),), (Stayed(),)),
        ((CalledForHelp(),), (WentOn(),)),
        ((Opened(Door.PREFERENCES),), (WentBack(),)),
        ((Opened(Door.RATING),), (WentBack(),)),
        ((Opened(Door.TAKING_BACK),), (WentBack(),)),
        ((Opened(Door.BOOKING), FellIdle()), (Stayed(), WentBack())),
    ],
)
def test_delivery_shows_on_the_receipt_whatever_lies_over_it(
    visitor: Visitor, cover: tuple[Event, ...], back: tuple[Event, ...]
) -> None:
    reference = visitor.hands_in_meals().standing.reference
    case = case_of(reference)
    visitor.does(*cover, Delivered(reference, case), *back)
    assert visitor.at(HandedIn).standing.cases == (case,)


def test_news_of_someone_else_changes_nothing(visitor: Visitor) -> None:
    place = visitor.hands_in_meals()
    visitor.does(Delivered(ELSEWHERE, case_of(ELSEWHERE)), Refused("other"))
    assert visitor.where() == place


@pytest.mark.parametrize("delivery", [Delivery.REFUSED, Delivery.UNCERTAIN])
def test_what_a_person_must_see_to_is_told_without_losing_anything(
    visitor: Visitor, delivery: Delivery
) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, delivery)
    told = Refused(reference) if delivery is Delivery.REFUSED else MayHaveArrived(reference)
    visitor.does(told)
    assert visitor.at(HandedIn).standing.offices[0].delivery is delivery
    assert len(visitor.waiting()) == 1


def test_a_refusal_that_is_told_before_it_is_noted_counts(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(Refused(reference))
    assert visitor.at(HandedIn).standing.offices[0].delivery is Delivery.REFUSED


def test_a_wish_that_may_have_arrived_says_nothing_of_its_application(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(MayHaveArrived(reference))
    assert visitor.at(HandedIn).standing.offices[0].delivery is Delivery.KEPT


def test_follow_up_shows_what_the_kiosk_knows_at_once(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT)
    place = visitor.looks_up(reference.lower())
    assert visitor.couriers.enquiries == [(reference, None)]
    assert (place.standing.service, place.standing.cases) == ("el-meals", ())
    assert place.asking is Asking.UNDER_WAY
    visitor.does(NoAnswer(reference))
    assert visitor.where() == replace(place, asking=Asking.NO_ANSWER)
    visitor.does(CaseFound(reference, case_of(reference)))
    seen = visitor.at(SeeingCase)
    assert seen.standing.cases == (case_of(reference),)
    assert seen.asking is Asking.ANSWERED


@pytest.mark.parametrize("delivery", list(Delivery))
def test_an_office_is_asked_only_about_what_it_may_have(
    visitor: Visitor, delivery: Delivery
) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, delivery)
    asking = visitor.looks_up(reference).asking
    is_asked = delivery in {Delivery.SENT, Delivery.UNCERTAIN}
    assert (asking is Asking.UNDER_WAY) is is_asked
    assert len(visitor.couriers.enquiries) == is_asked


@pytest.mark.parametrize(
    ("typed", "slip"), [("", Slip.MISSING), ("TRY2-2222-2223", Slip.NOT_A_REFERENCE)]
)
def test_a_mistyped_reference_is_noticed(visitor: Visitor, typed: str, slip: Slip) -> None:
    visitor.does(Opened(Door.MY_APPLICATION), Entered(typed), WentOn())
    place = visitor.at(FollowingUp)
    assert place.problem is not None
    assert place.problem.slip is slip
    assert not visitor.couriers.enquiries


@pytest.mark.parametrize("door", [Door.RATING, Door.TAKING_BACK, Door.BOOKING])
def test_no_page_asks_for_ever_behind_another(visitor: Visitor, door: Door) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT)
    visitor.looks_up(reference)
    visitor.does(Opened(door), NoAnswer(reference), WentBack())
    assert visitor.at(SeeingCase).asking is Asking.NO_ANSWER


def test_an_office_that_cannot_be_asked_is_not_asked(visitor: Visitor) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.FOLLOW_UP})
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT)
    assert visitor.looks_up(reference).asking is Asking.NOT_POSSIBLE
    assert not visitor.couriers.enquiries
    visitor.does(Delivered(reference, case_of(reference)))
    assert visitor.at(SeeingCase).asking is Asking.NOT_POSSIBLE


def test_each_of_several_offices_has_its_own_state(visitor: Visitor) -> None:
    visitor.couriers.names = {
        "street": Bilingual(zh="街道", en="The sub-district"),
        "city": Bilingual(zh="市", en="The city"),
    }
    visitor.by_service["el-meals"] = ("street", "city")
    reference = visitor.hands_in_meals().standing.reference
    case = case_of(reference, CaseStatus.ACCEPTED)
    visitor.carried(reference, Delivery.SENT, case, to="street")
    visitor.does(Delivered(reference, case))
    offices = visitor.at(HandedIn).standing.offices
    assert [(each.name and each.name.en, each.case) for each in offices] == [
        ("The sub-district", case),
        ("The city", None),
    ]


@pytest.mark.parametrize(
    "told", [CaseUnknown(ELSEWHERE), NoAnswer(ELSEWHERE), Delivered(ELSEWHERE, case_of(ELSEWHERE))]
)
def test_news_at_any_other_place_changes_nothing(visitor: Visitor, told: News) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(told)
    assert visitor.where() == before
