"""Which times are offered: whole half hours while the hall is open, none that has begun."""

from datetime import UTC, datetime, timedelta

import pytest

from api_client.contract import Channel, OpeningHours
from onestop.catalogue import BadCatalogue
from onestop.slots import Timetable
from tests.onestop.sample_catalogue import ALWAYS, PLACE, VENUE, guide, hall, package

WEEKDAYS = (1, 2, 3, 4, 5)
MORNING = OpeningHours(days=WEEKDAYS, opens="09:00", closes="10:30")
AFTERNOON = OpeningHours(days=WEEKDAYS, opens="13:30", closes="14:15")
ODD = OpeningHours(days=(6,), opens="08:45", closes="10:00")
NIGHT = OpeningHours(days=(7,), opens="23:00", closes="24:00")
SHORT = OpeningHours(days=WEEKDAYS, opens="09:00", closes="09:20")


def timetable(*hours: OpeningHours) -> Timetable:
    return Timetable.of(package((guide(VENUE),), hall(*hours)))


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def offered_on(day: str, now: str, *hours: OpeningHours) -> list[str]:
    slots = timetable(*hours).offered(shanghai(now))
    return [slot.id.removeprefix(f"{day}T") for slot in slots if slot.id.startswith(day)]


@pytest.mark.parametrize(
    ("day", "now", "hours", "offered"),
    [
        # 2026-12-01 is a Tuesday.
        ("2026-12-01", "2026-12-01T06:00", (MORNING,), ["0900", "0930", "1000"]),
        ("2026-12-01", "2026-12-01T06:00", (AFTERNOON, MORNING), ["0900", "0930", "1000", "1330"]),
        ("2026-12-05", "2026-12-01T06:00", (MORNING,), []),
        ("2026-12-05", "2026-12-01T06:00", (MORNING, ODD), ["0845", "0915"]),
        ("2026-12-06", "2026-12-01T06:00", (NIGHT,), ["2300", "2330"]),
        ("2026-12-01", "2026-12-01T06:00", (SHORT,), []),
        ("2026-12-01", "2026-12-01T09:00", (MORNING,), ["0930", "1000"]),
        ("2026-12-01", "2026-12-01T09:29:59", (MORNING,), ["0930", "1000"]),
        ("2026-12-01", "2026-12-01T10:01", (MORNING,), []),
        ("2026-12-14", "2026-12-01T10:01", (MORNING,), ["0900", "0930", "1000"]),
        ("2026-12-15", "2026-12-01T10:01", (MORNING,), []),
        ("2027-01-01", "2026-12-31T20:00", (MORNING,), ["0900", "0930", "1000"]),
        ("2028-02-29", "2028-02-28T20:00", (MORNING,), ["0900", "0930", "1000"]),
        ("2026-12-01", "2026-12-01T06:00", (), []),
    ],
    ids=[
        "an open day",
        "a pause at noon, told in any order",
        "a closed day",
        "from a quarter to, and whole slots alone",
        "until midnight",
        "too short for any",
        "the hour that has just begun",
        "a moment before",
        "after the last one",
        "the fourteenth day",
        "the fifteenth day",
        "over the year's end",
        "over a leap day",
        "a hall without hours",
    ],
)
def test_what_is_offered_on_a_day(
    day: str, now: str, hours: tuple[OpeningHours, ...], offered: list[str]
) -> None:
    assert offered_on(day, now, *hours) == offered


def test_the_day_is_the_halls_and_not_greenwichs() -> None:
    evening = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)  # one at night on Tuesday in Shanghai
    first, *_ = timetable(MORNING).offered(evening)
    assert (first.id, first.starts_at) == ("2026-12-01T0900", shanghai("2026-12-01T09:00"))


def test_slots_come_in_order_last_half_an_hour_and_name_the_place() -> None:
    slots = timetable(ALWAYS).offered(shanghai("2026-12-31T11:45"))
    assert len(slots) == 14 * 48 - 24
    assert slots == tuple(sorted(slots, key=lambda slot: slot.starts_at))
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(minutes=30)}
    assert {slot.place for slot in slots} == {PLACE}
    assert len({slot.id for slot in slots}) == len(slots)


def test_taken_slots_are_told_as_such() -> None:
    slots = timetable(MORNING).offered(
        shanghai("2026-12-01T06:00"), frozenset({"2026-12-01T0930", "2026-11-30T0900"})
    )
    assert [slot.id for slot in slots if not slot.is_free] == ["2026-12-01T0930"]


@pytest.mark.parametrize(
    ("slot", "is_there"),
    [
        ("2026-12-01T0930", True),
        ("2026-12-01T0900", False),
        ("2026-12-01T0945", False),
        ("2026-12-1T0930", False),
        ("2026-12-05T0930", False),
        ("", False),
    ],
)
def test_only_what_is_offered_can_be_found(slot: str, *, is_there: bool) -> None:
    found = timetable(MORNING).find(VENUE, slot, shanghai("2026-12-01T09:10"))
    assert (found is not None) is is_there
    assert timetable(MORNING).find("another", slot, shanghai("2026-12-01T09:10")) is None


def test_a_service_can_be_booked_where_its_guide_says_so() -> None:
    guides = (
        guide(VENUE, also_for=("sp-venue",)),
        guide("meal-delivery", is_needed=False, also_for=("meals",)),
        guide("", for_channel=Channel.CONSULT),
    )
    assert Timetable.of(package(guides, hall(MORNING))).services == {VENUE, "sp-venue"}


def test_the_named_hall_tells_the_hours_or_else_the_first() -> None:
    halls = (hall(MORNING, name="north"), hall(NIGHT, name="south"))
    both = package((guide(VENUE),), *halls)
    assert Timetable.of(both) == Timetable.of(both, "north") == timetable(MORNING)
    assert Timetable.of(both, "south") == timetable(NIGHT)
    with pytest.raises(BadCatalogue, match="has no hall west"):
        Timetable.of(both, "west")


@pytest.mark.parametrize("clock", ["9:00", "24:30", "nine", ""])
def test_hours_that_are_none_are_one_clear_sentence(clock: str) -> None:
    with pytest.raises(BadCatalogue, match=f"hall sample: {clock} is no time of day"):
        timetable(OpeningHours(days=(1,), opens=clock, closes="17:00"))


def test_without_a_hall_nothing_can_be_booked() -> None:
    assert Timetable.of(package((guide(VENUE),))).services == frozenset()
