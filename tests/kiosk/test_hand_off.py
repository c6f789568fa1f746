"""What the visit knows of the hand-off, where the disk, an office or a route says no."""

from inspect import signature
from typing import cast

import pytest

from api_client.adapter import Ability
from api_client.contract import CaseStatus, HelpCall, Receipt
from api_client.couriers import Couriers
from api_client.errors import Reason
from api_client.news import NotBooked, NotTakenBack, TakenBack
from api_client.outbox import Delivery, Lane, Outbox, OutboxUnusable, Tracking
from api_client.routes import ONESTOP, Routes
from kiosk.events import CalledForHelp, Door, Opened, TookBack
from kiosk.hand_off import HandOff
from kiosk.places import HandedIn, HelpCalled, TakingBack
from tests.kiosk.couriers_double import CouriersDouble
from tests.kiosk.visitor import NOW, Visitor, case_of

REFERENCE = "4KD7-M9XA-3PTM"


class Unreadable:
    """An outbox whose disk does not answer."""

    def find(self, reference: str) -> Tracking | None:
        raise OutboxUnusable(f"nothing can be read of {reference}")

    def has_room(self) -> bool:
        raise OutboxUnusable("nothing can be read")


def on_a_broken_disk() -> HandOff:
    couriers = cast("Couriers", CouriersDouble(Routes()))
    return HandOff(cast("Outbox", Unreadable()), couriers, lambda: NOW)


def test_an_outbox_that_cannot_be_read_knows_nothing_and_has_no_room() -> None:
    hand_off = on_a_broken_disk()
    assert hand_off.known(REFERENCE) is None
    assert not hand_off.has_room()


def test_what_was_kept_is_told_although_it_cannot_be_read_again() -> None:
    receipt = Receipt(reference=REFERENCE, taken_at=NOW)
    standing = on_a_broken_disk().standing_of(receipt, "el-meals")
    assert standing.is_not_sent
    assert standing.can_be_taken_back


@pytest.mark.parametrize("call", ["nudge", "enquire", "ask_slots", "can", "name_of"])
def test_the_double_is_asked_as_the_couriers_are(call: str) -> None:
    asked = signature(getattr(CouriersDouble, call))
    assert asked == signature(getattr(Couriers, call))


def test_a_call_that_no_office_takes_is_not_said_to_be_noted(visitor: Visitor) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.CALL_HELP})
    visitor.does(CalledForHelp())
    assert not visitor.at(HelpCalled).is_recorded
    assert not [each for each in visitor.waiting() if isinstance(each, HelpCall)]


def test_what_nobody_lets_go_is_told_as_a_no(visitor: Visitor) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.WITHDRAW})
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(Opened(Door.TAKING_BACK))
    # It goes out at this very moment, and nobody knows yet whether it arrives.
    assert visitor.outbox.rounds.claim(Lane(ONESTOP), NOW, most=1)
    visitor.does(TookBack())
    wish = visitor.at(TakingBack).standing.withdrawal
    assert wish is not None
    assert wish.is_refused
    assert not visitor.looks_up(reference).standing.is_given_up


def test_what_had_not_been_sent_after_all_is_taken_back_here(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(Opened(Door.TAKING_BACK))
    [parcel] = visitor.outbox.rounds.claim(Lane(ONESTOP), NOW, most=1)
    visitor.does(TookBack())
    assert not visitor.at(TakingBack).standing.is_given_up
    visitor.outbox.rounds.postponed(parcel, 1, "no line", NOW, may_be_there=False)
    assert visitor.outbox.rounds.heed_withdrawal(parcel, NOW)
    visitor.does(TakenBack(reference, None))
    assert visitor.at(TakingBack).standing.is_taken_back_here


def test_of_two_offices_each_lets_go_by_itself(visitor: Visitor) -> None:
    visitor.by_service["el-meals"] = ("street", "city")
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT, case_of(reference), to="street")
    visitor.does(Opened(Door.TAKING_BACK), TookBack())
    standing = visitor.at(TakingBack).standing
    assert [each.is_given_up for each in standing.offices] == [False, True]
    [wish] = visitor.outbox.rounds.claim(Lane("street"), NOW, most=1)
    case = case_of(reference, CaseStatus.WITHDRAWN)
    visitor.outbox.rounds.delivered(wish, case, NOW)
    visitor.does(TakenBack(reference, case))
    assert visitor.at(TakingBack).standing.is_given_up


@pytest.mark.parametrize("reason", [Reason.TOO_LATE, Reason.WRONG_PHONE])
def test_a_no_is_known_on_the_next_visit_too(visitor: Visitor, reason: Reason) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT, case_of(reference))
    visitor.does(Opened(Door.TAKING_BACK), TookBack())
    [wish] = visitor.outbox.rounds.claim(Lane(ONESTOP), NOW, most=1)
    visitor.outbox.rounds.delivered(wish, None, NOW, reason)
    visitor.does(NotTakenBack(reference, reason))
    told = visitor.at(TakingBack).standing.withdrawal
    assert told is not None
    assert told.is_refused
    standing = visitor.looks_up(reference).standing
    assert standing.withdrawal == told
    assert standing.can_be_taken_back is (reason is Reason.WRONG_PHONE)


def test_a_time_that_was_taken_is_known_before_it_is_noted(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(NotBooked(reference, Reason.SLOT_TAKEN))
    wish = visitor.at(HandedIn).standing.appointment
    assert wish is not None
    assert wish.is_refused
    assert not wish.is_under_way
