"""Booking: a day, a time, and nothing promised before the office has confirmed it."""

from datetime import UTC, timedelta

from msgspec.structs import replace as changed

from api_client.contract import Appointment, Slots
from api_client.errors import Reason
from api_client.news import Booked, Delivered, NoAnswer, NoSlots, NotBooked, SlotsFound
from api_client.outbox import Delivery
from kiosk.answers import Slip
from kiosk.events import (
    Door,
    Opened,
    PickedDay,
    PickedTime,
    TurnedPage,
    WaitedLong,
    WentBack,
    WentOn,
)
from kiosk.places import Asking, AwaitingTime, ChoosingTime, HandedIn
from tests.kiosk.visitor import NOW, Visitor, booked, case_of, slot_at, slots_of

OPEN = Opened(Door.BOOKING)
FIRST = slot_at(1, 9)
TOMORROW = FIRST.starts_at.date()


def choose_first(visitor: Visitor, reference: str) -> None:
    """From the receipt or the case to the page that asks: book this time?"""
    found = SlotsFound(reference, slots_of(9, 10, days=2))
    visitor.does(OPEN, found, PickedDay(TOMORROW), PickedTime(FIRST.id))


def test_a_day_a_time_and_a_wish_that_is_kept(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN)
    assert visitor.at(ChoosingTime).asking is Asking.UNDER_WAY
    assert visitor.couriers.slots_asked == [(reference, "el-meals")]
    visitor.does(SlotsFound(reference, slots_of(9, 10, days=2)))
    place = visitor.at(ChoosingTime)
    assert place.days == {TOMORROW: 2, TOMORROW + timedelta(days=1): 2}
    visitor.does(PickedDay(TOMORROW), PickedTime(FIRST.id), WentOn())
    assert visitor.waiting()[-1] == Appointment(
        reference=reference, service_code="el-meals", slot=FIRST.id, asked_at=NOW
    )
    standing = visitor.at(AwaitingTime).standing
    assert standing.booked is None
    assert standing.appointment is not None
    assert standing.appointment.is_under_way


def test_the_time_is_booked_once_the_office_says_so(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.does(WentOn(), Booked(reference, booked(reference, FIRST)))
    time = visitor.at(AwaitingTime).standing.booked
    assert time is not None
    assert time.slot == FIRST.id
    visitor.does(WentBack())
    assert visitor.at(HandedIn).standing.booked == time


def test_a_time_that_is_taken_leads_to_the_others(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.does(WentOn(), NotBooked(reference, Reason.SLOT_TAKEN), WentOn())
    assert visitor.at(ChoosingTime).asking is Asking.UNDER_WAY
    assert len(visitor.couriers.slots_asked) == 2


def test_another_no_leads_nowhere_in_a_circle(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.does(WentOn(), NotBooked(reference, Reason.OTHER))
    place = visitor.visit.place
    visitor.does(WentOn())
    assert visitor.where() == place


def test_back_leads_from_time_to_day_to_receipt(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    receipt = visitor.visit.place
    choose_first(visitor, reference)
    visitor.does(WentBack())
    assert visitor.at(ChoosingTime).slot is None
    visitor.does(WentBack())
    assert visitor.at(ChoosingTime).day is None
    visitor.does(WentBack())
    assert visitor.where() == receipt
    assert not visitor.waiting()


def test_only_what_is_free_and_lies_ahead_can_be_had(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    past, taken, free = slot_at(0, 8), slot_at(1, 9, is_free=False), slot_at(1, 10)
    twin = changed(free, id="the same for another person")
    slots = Slots(service_code="el-meals", slots=(free, twin, taken, past))
    visitor.does(OPEN, SlotsFound(reference, slots))
    assert visitor.at(ChoosingTime).slots == (free,)


def test_no_day_is_offered_that_could_be_taken_for_one_of_this_year(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    next_year, far, soon = slot_at(366, 9), slot_at(60_000, 9), slot_at(359, 9)
    slots = Slots(service_code="el-meals", slots=(far, next_year, soon, FIRST))
    visitor.does(OPEN, SlotsFound(reference, slots))
    assert visitor.at(ChoosingTime).slots == (FIRST, soon)


def test_times_are_those_of_the_halls_clock(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    late = slot_at(1, 7)
    written = changed(late, starts_at=late.starts_at.astimezone(UTC), ends_at=late.ends_at)
    slots = Slots(service_code="el-meals", slots=(written,))
    visitor.does(OPEN, SlotsFound(reference, slots))
    assert visitor.at(ChoosingTime).days == {TOMORROW: 1}
    case = booked(reference, written)
    visitor.does(Booked(reference, case), WentBack())
    time = visitor.at(HandedIn).standing.booked
    assert time is not None
    assert time.starts_at.hour == 7


def test_nobody_to_ask_for_times_can_be_asked_again(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, NoSlots(reference))
    assert visitor.at(ChoosingTime).asking is Asking.NO_ANSWER
    visitor.does(WentOn())
    assert visitor.at(ChoosingTime).asking is Asking.UNDER_WAY
    assert len(visitor.couriers.slots_asked) == 2


def test_the_sheets_of_a_long_list_are_turned(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    visitor.does(OPEN, SlotsFound(reference, slots_of(9, days=10)), TurnedPage(1))
    assert visitor.at(ChoosingTime).sheet == 1
    visitor.does(PickedDay(TOMORROW))
    assert visitor.at(ChoosingTime).sheet == 0


def test_an_outbox_that_cannot_keep_the_wish_says_so(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.disk.is_full = True
    visitor.does(WentOn())
    place = visitor.at(ChoosingTime)
    assert place.problem is not None
    assert place.problem.slip is Slip.CANNOT_KEEP


def test_a_wish_made_before_its_application_is_sent_waits_for_it(visitor: Visitor) -> None:
    reference = visitor.hands_in_meals().standing.reference
    choose_first(visitor, reference)
    visitor.does(WentOn())
    assert visitor.at(AwaitingTime).standing.is_waiting_to_be_sent
    visitor.clock.advance(seconds=20)
    visitor.does(WaitedLong())
    visitor.carried(reference, Delivery.SENT, case_of(reference))
    visitor.does(Delivered(reference, case_of(reference)))
    place = visitor.at(AwaitingTime)
    assert (place.is_late, place.asked_at) == (False, visitor.clock())
    assert not place.standing.is_waiting_to_be_sent


def test_an_answer_that_does_not_come_is_told(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.does(WentOn())
    visitor.clock.advance(seconds=15)
    assert visitor.visit.has_waited_long
    visitor.does(WaitedLong())
    assert visitor.at(AwaitingTime).is_late
    visitor.does(NoAnswer(reference), Booked(reference, booked(reference, FIRST)))
    assert visitor.at(AwaitingTime).standing.booked is not None


def test_while_one_time_is_asked_for_no_other_is(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    choose_first(visitor, reference)
    visitor.does(WentOn(), WentBack(), OPEN)
    visitor.at(HandedIn)
    assert len(visitor.waiting()) == 1
