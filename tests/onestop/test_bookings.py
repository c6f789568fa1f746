"""Appointments: one a case, and never two in one slot, however many want it at once."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as copied
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import AppointmentStatus, Case, CaseStatus, Slots, Submission
from api_client.transport import Reply, Transport
from tests.onestop.sample_catalogue import PLACE, VENUE

if TYPE_CHECKING:
    from tests.onestop.conftest import Book, Caller, Decide

ProblemOf = Callable[[Reply], str]
Rows = Callable[..., list[tuple[object, ...]]]
CLIENTS = 100
SLOTS = 10


@pytest.fixture
def venue(submission: Submission) -> Submission:
    """A submission for a service that takes bookings."""
    return msgspec.structs.replace(submission, service_code=VENUE)


def test_the_next_two_weeks_are_offered(kiosk: "Caller") -> None:
    now = datetime.now(UTC)
    slots = kiosk.call("GET", f"/v1/services/{VENUE}/slots").read_as(Slots)
    starts = [slot.starts_at for slot in slots.slots]
    assert slots.service_code == VENUE
    assert starts == sorted(starts)
    assert now < starts[0] <= now + timedelta(minutes=31)
    assert now + timedelta(days=12, hours=23) < starts[-1] < now + timedelta(days=14)


@pytest.mark.parametrize("service", ["meal-delivery", "not-there"])
def test_where_nothing_can_be_booked_it_is_said(
    kiosk: "Caller", problem: ProblemOf, service: str
) -> None:
    reply = kiosk.call("GET", f"/v1/services/{service}/slots")
    assert (reply.status, problem(reply)) == (404, "unknown-service")


def test_a_booked_time_stands_in_the_case(kiosk: "Caller", venue: Submission, book: "Book") -> None:
    kiosk.put("submissions", venue)
    slot = book.free_slot()
    replies = [book.put(kiosk, venue.reference, slot) for _ in range(2)]
    case = kiosk.call("GET", f"/v1/cases/{venue.reference}").read_as(Case)
    booked = case.appointment
    assert [reply.status for reply in replies] == [201, 200]
    assert [reply.read_as(Case).appointment for reply in replies] == [booked, booked]
    assert booked is not None
    assert (booked.slot, booked.status, booked.place) == (slot, AppointmentStatus.BOOKED, PLACE)
    assert booked.ends_at - booked.starts_at == timedelta(minutes=30)


def test_a_slot_is_given_once(
    kiosk: "Caller", other_kiosk: "Caller", venue: Submission, book: "Book", problem: ProblemOf
) -> None:
    slot = book.free_slot()
    kiosk.put("submissions", venue)
    other_kiosk.put("submissions", venue)
    assert book.put(kiosk, venue.reference, slot).status == 201
    reply = book.put(other_kiosk, venue.reference, slot)
    assert (reply.status, problem(reply)) == (409, "slot-taken")
    assert not book.is_free(slot)


def test_another_slot_moves_the_booking(kiosk: "Caller", venue: Submission, book: "Book") -> None:
    kiosk.put("submissions", venue)
    first = book.free_slot()
    book.put(kiosk, venue.reference, first)
    second = book.free_slot()
    reply = book.put(kiosk, venue.reference, second)
    appointment = reply.read_as(Case).appointment
    assert appointment is not None
    assert (reply.status, appointment.slot) == (201, second)
    assert book.is_free(first)
    assert not book.is_free(second)


def test_a_move_to_a_taken_slot_leaves_the_booking_as_it_was(
    kiosk: "Caller", other_kiosk: "Caller", venue: Submission, book: "Book", problem: ProblemOf
) -> None:
    kiosk.put("submissions", venue)
    other_kiosk.put("submissions", venue)
    own = book.free_slot()
    book.put(kiosk, venue.reference, own)
    theirs = book.free_slot()
    book.put(other_kiosk, venue.reference, theirs)
    assert problem(book.put(kiosk, venue.reference, theirs)) == "slot-taken"
    case = kiosk.call("GET", f"/v1/cases/{venue.reference}").read_as(Case)
    assert case.appointment is not None
    assert (case.appointment.slot, case.appointment.status) == (own, AppointmentStatus.BOOKED)


def test_a_cancelled_slot_is_free_and_can_be_booked_again(
    kiosk: "Caller", venue: Submission, book: "Book"
) -> None:
    kiosk.put("submissions", venue)
    slot = book.free_slot()
    book.put(kiosk, venue.reference, slot)
    replies = [kiosk.call("DELETE", f"/v1/bookings/{venue.reference}") for _ in range(2)]
    appointment = replies[0].read_as(Case).appointment
    assert [reply.status for reply in replies] == [200, 200]
    assert appointment is not None
    assert appointment.status is AppointmentStatus.CANCELLED
    assert book.is_free(slot)
    assert book.put(kiosk, venue.reference, slot).status == 201


def test_cancelling_needs_a_booking(kiosk: "Caller", venue: Submission, problem: ProblemOf) -> None:
    kiosk.put("submissions", venue)
    replies = [
        kiosk.call("DELETE", f"/v1/bookings/{reference}")
        for reference in (venue.reference, "NOT-THERE", "a.b")
    ]
    assert [problem(reply) for reply in replies] == ["unknown-slot", "unknown-case", "malformed"]


@pytest.mark.parametrize("slot", ["2026-01-01T0900", "2099-01-01T0900", "tomorrow", ""])
def test_only_an_offered_slot_can_be_booked(
    kiosk: "Caller", venue: Submission, book: "Book", problem: ProblemOf, slot: str
) -> None:
    kiosk.put("submissions", venue)
    reply = book.put(kiosk, venue.reference, slot)
    assert (reply.status, problem(reply)) == (404, "unknown-slot")


def test_a_slot_is_of_the_cases_own_service(
    kiosk: "Caller", submission: Submission, book: "Book", problem: ProblemOf
) -> None:
    kiosk.put("submissions", submission)
    reply = book.put(kiosk, submission.reference, book.free_slot())
    assert (reply.status, problem(reply)) == (404, "unknown-slot")


def test_two_services_have_slots_of_their_own(
    kiosk: "Caller", venue: Submission, book: "Book"
) -> None:
    slot = book.free_slot()
    sports = msgspec.structs.replace(
        venue, reference=f"{venue.reference[:60]}-2", service_code="sp-venue"
    )
    for each in (venue, sports):
        kiosk.put("submissions", each)
        reply = book.put(kiosk, each.reference, slot, each.service_code)
        assert reply.status == 201


def test_a_booking_is_the_kiosks_own(
    kiosk: "Caller", other_kiosk: "Caller", venue: Submission, book: "Book", problem: ProblemOf
) -> None:
    kiosk.put("submissions", venue)
    book.put(kiosk, venue.reference, book.free_slot())
    replies = [
        book.put(other_kiosk, venue.reference, book.free_slot()),
        other_kiosk.call("DELETE", f"/v1/bookings/{venue.reference}"),
    ]
    assert [(reply.status, problem(reply)) for reply in replies] == [(404, "unknown-case")] * 2


def test_an_ended_case_cannot_be_booked_and_gives_its_slot_free(
    kiosk: "Caller", venue: Submission, book: "Book", decide: "Decide", problem: ProblemOf
) -> None:
    kiosk.put("submissions", venue)
    slot = book.free_slot()
    book.put(kiosk, venue.reference, slot)
    case = decide(venue.reference, CaseStatus.DECLINED)
    assert case.appointment is not None
    assert case.appointment.status is AppointmentStatus.CANCELLED
    assert book.is_free(slot)
    reply = book.put(kiosk, venue.reference, slot)
    assert (reply.status, problem(reply)) == (409, "too-late")


@pytest.fixture
def crowd(kiosk: "Caller", venue: Submission) -> Iterator[list["Caller"]]:
    """A hundred callers; each has a case of its own that its number tells."""
    callers = [copied(kiosk, transport=Transport()) for _ in range(CLIENTS)]

    def hand_in(number: int) -> None:
        named = msgspec.structs.replace(venue, reference=f"CROWD-{number}")
        assert callers[number].put("submissions", named).status == 201

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(hand_in, range(CLIENTS)))
    yield callers
    for caller in callers:
        caller.transport.close()


def test_a_hundred_at_once_on_ten_slots_get_ten_bookings(
    crowd: list["Caller"], book: "Book", stored: Rows, problem: ProblemOf
) -> None:
    wanted = [book.free_slot() for _ in range(SLOTS)]
    together = Barrier(CLIENTS)

    def book_one(number: int) -> Reply:
        together.wait()
        return book.put(crowd[number], f"CROWD-{number}", wanted[number % SLOTS])

    with ThreadPoolExecutor(CLIENTS) as pool:
        replies = list(pool.map(book_one, range(CLIENTS)))
    assert Counter(reply.status for reply in replies) == {201: SLOTS, 409: CLIENTS - SLOTS}
    assert {problem(reply) for reply in replies if reply.status == 409} == {"slot-taken"}
    rows = stored("SELECT slot FROM booking WHERE reference LIKE 'CROWD-%' AND status = 'booked'")
    assert Counter(slot for (slot,) in rows) == Counter(wanted)
