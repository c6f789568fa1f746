"""Taking back: asked first, done at once where nothing was sent, else asked of the office."""

from dataclasses import replace

import pytest

from api_client.adapter import Ability
from api_client.contract import CaseStatus, Withdrawal
from api_client.errors import Reason
from api_client.news import NoAnswer, NotTakenBack, TakenBack
from api_client.outbox import Delivery
from api_client.routes import ONESTOP
from kiosk.answers import Slip
from kiosk.events import (
    Door,
    Entered,
    Event,
    Opened,
    Stayed,
    TookBack,
    WaitedLong,
    WentBack,
    WentOn,
)
from kiosk.places import EnteringPhone, HandedIn, SeeingCase, TakingBack
from tests.kiosk.visitor import Visitor, case_of

OPEN = Opened(Door.TAKING_BACK)


def test_it_is_asked_first_and_keeping_it_is_the_easy_way_out(visitor: Visitor) -> None:
    receipt = visitor.hands_in_meals()
    visitor.does(OPEN)
    assert visitor.where() == TakingBack(receipt)
    visitor.does(Stayed())
    assert visitor.where() == receipt
    visitor.does(OPEN, WentBack())
    assert visitor.where() == receipt
    assert not receipt.standing.is_taken_back_here


def test_what_was_never_sent_is_gone_at_once(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(OPEN, TookBack(), TookBack())
    standing = visitor.at(TakingBack).standing
    assert standing.is_taken_back_here
    assert not standing.can_be_taken_back
    assert not standing.can_be_rated
    visitor.does(WentBack(), OPEN)
    assert visitor.at(HandedIn).standing.is_taken_back_here
    assert visitor.looks_up(reference).standing.is_taken_back_here
    assert not visitor.couriers.enquiries


def test_what_was_sent_is_asked_of_the_office(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, TookBack())
    [wish] = visitor.waiting()
    assert wish == Withdrawal(reference=reference, withdrawn_at=visitor.clock())
    standing = visitor.at(TakingBack).standing
    assert standing.withdrawal is not None
    assert standing.withdrawal.is_under_way
    assert visitor.couriers.nudges == 2
    visitor.does(TakenBack(reference, case_of(reference, CaseStatus.WITHDRAWN)))
    assert visitor.at(TakingBack).standing.is_given_up
    visitor.does(WentBack())
    assert visitor.at(HandedIn).standing.is_given_up


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.OTHER])
def test_a_no_is_told_and_not_asked_again(visitor: Visitor, reason: Reason) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, TookBack(), NotTakenBack(reference, reason))
    place = visitor.at(TakingBack)
    assert place.standing.withdrawal is not None
    assert place.standing.withdrawal.reason is reason
    visitor.does(WentOn())
    assert visitor.where() == place
    visitor.does(WentBack())
    assert not visitor.at(HandedIn).standing.can_be_taken_back


def test_wrong_digits_may_be_tried_again(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, TookBack(), NotTakenBack(reference, Reason.WRONG_PHONE), WentOn())
    visitor.at(EnteringPhone)
    visitor.does(Entered("8000"), WentOn(), TookBack())
    assert visitor.waiting()[-1] == Withdrawal(
        reference=reference, withdrawn_at=visitor.clock(), phone_tail="8000"
    )
    assert visitor.at(TakingBack).standing.withdrawal is not None


@pytest.mark.parametrize(
    ("minutes", "is_asked"),
    [(-10, True), (-9, False), (9, False), (10, True), (2000, True)],
)
def test_digits_are_asked_ten_minutes_after_handing_in(
    visitor: Visitor, minutes: int, *, is_asked: bool
) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.clock.advance(minutes=minutes)
    visitor.looks_up(reference)
    visitor.does(OPEN)
    assert isinstance(visitor.visit.place, EnteringPhone if is_asked else TakingBack)


def test_digits_are_asked_too_where_the_question_stood_open_for_too_long(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN)
    visitor.clock.advance(minutes=10)
    visitor.does(TookBack())
    assert visitor.at(EnteringPhone).reference == reference
    assert not visitor.waiting()
    visitor.does(Entered("8000"), WentOn(), TookBack())
    assert visitor.waiting()[-1] == Withdrawal(
        reference=reference, withdrawn_at=visitor.clock(), phone_tail="8000"
    )


def test_the_digits_come_before_the_question_and_go_along(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.clock.advance(hours=1)
    seen = visitor.looks_up(reference)
    visitor.does(OPEN, WentOn())
    place = visitor.at(EnteringPhone)
    assert place.problem is not None
    assert place.problem.slip is Slip.NOT_FOUR_DIGITS
    visitor.does(WentBack())
    assert visitor.where() == seen
    visitor.does(OPEN, Entered("8000"), WentOn())
    assert visitor.where() == TakingBack(seen, "8000")
    visitor.does(TookBack())
    assert visitor.waiting()[-1] == Withdrawal(
        reference=reference, withdrawn_at=visitor.clock(), phone_tail="8000"
    )


@pytest.mark.parametrize(
    ("status", "can"),
    [(each, each in {CaseStatus.RECEIVED, CaseStatus.CORRECTION_NEEDED}) for each in CaseStatus],
)
def test_only_what_is_not_accepted_yet_can_be_taken_back(
    visitor: Visitor, status: CaseStatus, *, can: bool
) -> None:
    visitor.hands_in_and_arrives(status)
    assert visitor.at(HandedIn).standing.can_be_taken_back is can
    visitor.does(OPEN)
    assert isinstance(visitor.visit.place, TakingBack) is can


@pytest.mark.parametrize(
    ("delivery", "can"),
    [
        (Delivery.KEPT, True),
        (Delivery.HELD, True),
        (Delivery.SENT, False),
        (Delivery.UNCERTAIN, False),
        (Delivery.REFUSED, False),
        (Delivery.TAKEN_BACK, False),
    ],
)
def test_an_office_that_lets_nothing_go_is_asked_only_for_what_it_does_not_have(
    visitor: Visitor, delivery: Delivery, *, can: bool
) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.WITHDRAW})
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, delivery)
    assert visitor.looks_up(reference).standing.can_be_taken_back is can


def test_an_outbox_that_cannot_keep_the_wish_says_so(visitor: Visitor) -> None:
    visitor.hands_in_and_arrives()
    visitor.does(OPEN)
    visitor.disk.is_full = True
    visitor.does(TookBack())
    place = visitor.at(TakingBack)
    assert place.asked_at is None
    assert place.problem is not None
    assert place.problem.slip is Slip.CANNOT_KEEP


@pytest.mark.parametrize("late", [WaitedLong(), None])
def test_an_answer_that_does_not_come_is_told(visitor: Visitor, late: Event | None) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, NoAnswer(reference))
    assert not visitor.at(TakingBack).is_late
    visitor.does(TookBack())
    assert not visitor.at(TakingBack).is_late
    visitor.does(late or NoAnswer(reference))
    assert visitor.at(TakingBack).is_late


def test_waiting_is_long_after_fifteen_seconds_and_told_once(visitor: Visitor) -> None:
    visitor.hands_in_and_arrives()
    visitor.does(OPEN, TookBack())
    visitor.clock.advance(seconds=14)
    assert not visitor.visit.has_waited_long
    visitor.clock.advance(seconds=1)
    assert visitor.visit.has_waited_long
    visitor.does(WaitedLong())
    assert not visitor.visit.has_waited_long


def test_what_is_not_ours_is_taken_back_elsewhere(visitor: Visitor) -> None:
    standing = replace(visitor.hands_in_meals().standing, taken_at=None)
    assert not standing.can_be_taken_back


def test_a_case_seen_with_digits_asks_for_them_once(visitor: Visitor) -> None:
    visitor.hands_in_and_arrives()
    visitor.clock.advance(hours=1)
    seen = SeeingCase(visitor.at(HandedIn).standing, phone_tail="8000")
    visitor.visit.place = seen
    visitor.does(OPEN)
    assert visitor.where() == TakingBack(seen, "8000")
