"""Editions: for whom, from when, what they say is new."""

from datetime import UTC, date, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from api_client.contract import Bilingual, Change, ChangeKind, Edition, LayerLevel, Rollout
from api_client.contract.publication import in_force

FLEET = [f"K{number:04}" for number in range(2000)]


def taken(rollout: Rollout, area: str = "310104013") -> set[str]:
    return {each for each in FLEET if rollout.is_for(each, area)}


def test_everybody_takes_an_edition_unless_it_says_otherwise() -> None:
    assert taken(Rollout(lot=7)) == set(FLEET)
    assert taken(Rollout(lot=7), area="") == set(FLEET)
    assert taken(Rollout(lot=7, percent=0)) == set()


def test_about_as_many_take_it_as_it_says() -> None:
    # Of 2,000 that draw by themselves the count stays within five standard deviations.
    assert 310 < len(taken(Rollout(lot=7, percent=20))) < 490


@given(lot=st.integers(1, 10**6), smaller=st.integers(0, 100), more=st.integers(0, 100))
def test_widening_only_adds_kiosks(lot: int, smaller: int, more: int) -> None:
    before = taken(Rollout(lot=lot, percent=smaller))
    assert before <= taken(Rollout(lot=lot, percent=min(smaller + more, 100)))
    assert before <= taken(Rollout(lot=lot, percent=smaller, areas=("310104",)))


def test_each_roll_out_tries_other_kiosks_first() -> None:
    assert taken(Rollout(lot=7, percent=5)) != taken(Rollout(lot=8, percent=5))


def test_all_kiosks_of_an_area_take_it_whatever_they_draw() -> None:
    rollout = Rollout(lot=7, percent=0, areas=("310104013",))
    assert taken(rollout, "310104013005") == set(FLEET)
    assert taken(rollout, "310104014") == set()
    assert taken(rollout, "") == set()


def edition(number: int, effective: str) -> Edition:
    return Edition(
        number=number,
        version="1",
        district="310104",
        package_digest="",
        proposed_at=datetime(2026, 1, 1, tzinfo=UTC),
        effective_from=date.fromisoformat(effective),
        rollout=Rollout(lot=number),
    )


def test_an_edition_counts_from_its_day_and_until_a_newer_one_does() -> None:
    first, later, urgent = (
        edition(1, "2026-01-01"),
        edition(2, "2026-03-01"),
        edition(3, "2026-02-01"),
    )
    assert in_force([later, first], date(2025, 12, 31)) is None
    assert in_force([later, first], date(2026, 2, 28)) is first
    assert in_force([later, first], date(2026, 3, 1)) is later
    assert in_force([later, urgent, first], date(2026, 3, 1)) is urgent


def test_a_change_concerns_those_beneath_the_layer_that_says_it() -> None:
    def change(level: LayerLevel | None, place: str = "") -> Change:
        return Change(
            edition=1,
            kind=ChangeKind.NEW,
            service_code="meal",
            name=Bilingual(zh="助餐", en="Meals"),
            since=date(2026, 1, 1),
            level=level,
            place=place,
        )

    assert change(None).concerns("", "")
    assert change(LayerLevel.STREET, "310104013").concerns("310104013005", "north")
    assert not change(LayerLevel.STREET, "310104013").concerns("310104014005", "north")
    assert change(LayerLevel.HALL, "north").concerns("", "north")
    assert not change(LayerLevel.HALL, "north").concerns("", "south")


def test_an_edition_is_of_one_district() -> None:
    here = msgspec.structs.replace(edition(1, "2026-01-01"), district="310104")
    assert here.is_of("310104013")
    assert here.is_of("")
    assert not here.is_of("310115")
    assert msgspec.structs.replace(here, district="").is_of("310115")
