"""One back end, many halls: each has its own times."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from api_client.contract import Slots, Submission
from api_client.transport import Reply
from onestop.catalogue import BadCatalogue
from onestop.kiosks import Kiosk
from onestop.slots import Timetables
from tests.onestop.sample_catalogue import PACKAGE, VENUE

if TYPE_CHECKING:
    from tests.onestop.conftest import Book, Caller

ProblemOf = Callable[[Reply], str]
Enrol = Callable[..., "list[Caller]"]


@pytest.fixture
def venue(submission: Submission) -> Submission:
    return msgspec.structs.replace(submission, service_code=VENUE)


def test_the_same_time_in_two_halls_is_two_times(
    kiosk: "Caller", enrolled: Enrol, venue: Submission, book: "Book", problem: ProblemOf
) -> None:
    (north,) = enrolled(Kiosk("N1", "310115", "north"), "north-key")
    (again,) = enrolled(Kiosk("N2", "310115", "north"), "another-north-key")
    for caller in (kiosk, north, again):
        assert caller.put("submissions", venue).status == 201
    slot = book.free_slot()
    assert [book.put(each, venue.reference, slot).status for each in (kiosk, north)] == [201, 201]
    assert problem(book.put(again, venue.reference, slot)) == "slot-taken"
    assert north.call("DELETE", f"/v1/bookings/{venue.reference}").status == 200
    assert book.put(again, venue.reference, slot).status == 201
    assert not is_free(kiosk, slot)
    assert not is_free(north, slot)
    assert kiosk.call("DELETE", f"/v1/bookings/{venue.reference}").status == 200
    assert [is_free(kiosk, slot), is_free(north, slot)] == [True, False]


def is_free(caller: "Caller", slot: str) -> bool:
    slots = caller.call("GET", f"/v1/services/{VENUE}/slots").read_as(Slots).slots
    return next(each.is_free for each in slots if each.id == slot)


def test_a_hall_that_the_catalogue_does_not_have_offers_nothing(
    enrolled: Enrol, problem: ProblemOf
) -> None:
    (lost,) = enrolled(Kiosk("L1", "310115", "moon"), "lost-key")
    assert problem(lost.call("GET", f"/v1/services/{VENUE}/slots")) == "unknown-service"


def test_a_kiosk_without_a_hall_has_the_first_one() -> None:
    timetables = Timetables(PACKAGE)
    assert timetables.of_hall("") == timetables.of_hall("sample")
    assert timetables.of_hall("moon").begins == {}


def test_a_back_ends_own_hall_must_be_in_the_catalogue() -> None:
    with pytest.raises(BadCatalogue, match="no hall moon"):
        Timetables(PACKAGE, needed="moon")
