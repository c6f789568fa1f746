"""When a time may be asked for, and when not."""

import pytest

from api_client.adapter import Ability
from api_client.contract import AppointmentStatus, CaseStatus
from api_client.news import Booked, Delivered
from api_client.outbox import Delivery
from api_client.routes import ONESTOP
from kiosk.booking import can_be_booked
from kiosk.events import Door, Opened, OpenedService, OpenedTile
from kiosk.places import ChoosingTime, HandedIn, SeeingCase
from tests.kiosk.visitor import NOW, Visitor, booked, case_of, slot_at

OPEN = Opened(Door.BOOKING)
FIRST = slot_at(1, 9)
TOMORROW = FIRST.starts_at.date()


@pytest.mark.parametrize(
    ("status", "days", "can"),
    [
        (AppointmentStatus.BOOKED, 1, True),
        (AppointmentStatus.BOOKED, -1, False),
        (AppointmentStatus.FULFILLED, -1, False),
        (AppointmentStatus.CANCELLED, 1, True),
        (AppointmentStatus.NO_SHOW, -1, True),
    ],
)
def test_a_booked_time_can_be_changed_while_it_lies_ahead(
    visitor: Visitor, status: AppointmentStatus, days: int, *, can: bool
) -> None:
    reference = visitor.hands_in_and_arrives()
    case = booked(reference, slot_at(days, 9), status=status)
    visitor.does(Booked(reference, case), OPEN)
    assert isinstance(visitor.visit.place, ChoosingTime) is can


@pytest.mark.parametrize(
    ("delivery", "can"),
    [
        (Delivery.KEPT, True),
        (Delivery.SENT, True),
        (Delivery.HELD, False),
        (Delivery.UNCERTAIN, False),
        (Delivery.REFUSED, False),
        (Delivery.TAKEN_BACK, False),
    ],
)
def test_a_time_is_asked_for_only_where_the_application_goes_its_way(
    visitor: Visitor, delivery: Delivery, *, can: bool
) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, delivery)
    visitor.looks_up(reference)
    visitor.does(OPEN)
    assert isinstance(visitor.visit.place, ChoosingTime) is can


@pytest.mark.parametrize(
    ("status", "can"),
    [
        (CaseStatus.RECEIVED, True),
        (CaseStatus.ACCEPTED, True),
        (CaseStatus.CORRECTION_NEEDED, True),
        (CaseStatus.CONCLUDED, False),
        (CaseStatus.DECLINED, False),
        (CaseStatus.WITHDRAWN, False),
    ],
)
def test_nothing_is_booked_for_a_case_that_has_ended(
    visitor: Visitor, status: CaseStatus, *, can: bool
) -> None:
    reference = visitor.hands_in_meals().standing.reference
    visitor.does(Delivered(reference, case_of(reference, status)), OPEN)
    assert isinstance(visitor.visit.place, ChoosingTime) is can


def test_an_office_that_books_nothing_is_not_asked(visitor: Visitor) -> None:
    visitor.cannot[ONESTOP] = frozenset({Ability.BOOK})
    visitor.hands_in_and_arrives()
    visitor.does(OPEN)
    visitor.at(HandedIn)


def test_a_service_that_needs_no_time_is_not_booked(visitor: Visitor) -> None:
    visitor.does(OpenedTile("meals"), OpenedService("el-meals"))
    standing = visitor.hands_in_meals().standing
    catalogue = visitor.visit.catalogue
    needed = {
        each.id: (guide := catalogue.guide_for(each)) is not None and guide.booking.is_needed
        for each in catalogue.services
    }
    assert True in needed.values()
    assert False in needed.values()
    for service, is_needed in needed.items():
        asked = type(standing)(standing.reference, service, NOW, standing.offices, can=standing.can)
        assert can_be_booked(asked, catalogue, NOW) is is_needed


def test_what_another_kiosk_handed_in_is_booked_there(visitor: Visitor) -> None:
    reference = visitor.hands_in_and_arrives()
    seen = SeeingCase(visitor.at(HandedIn).standing)
    elsewhere = type(seen.standing)(reference, "el-meals", None, seen.standing.offices)
    assert not can_be_booked(elsewhere, visitor.visit.catalogue, NOW)
