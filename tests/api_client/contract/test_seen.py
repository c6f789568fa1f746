"""What is seen of a package from one place on one day."""

from datetime import date

import msgspec
import pytest

from api_client.contract import (
    Bilingual,
    CataloguePackage,
    Layer,
    LayerLevel,
    LocalService,
    Service,
    ServiceState,
    Standing,
)
from api_client.contract.seen import seen_from, standing_at
from tests.api_client.contract.samples import FIELD, package, service, standing
from tests.onestop.sample_catalogue import ALWAYS, guide, hall

RESERVE, PILOT, LIVE, WITHDRAWN = ServiceState
STREET = "310104013"
LIFE = (
    standing(RESERVE, "2026-01-01"),
    standing(LIVE, "2026-09-01"),
    standing(PILOT, "2026-04-01", STREET),
    standing(WITHDRAWN, "2027-01-01"),
)


@pytest.mark.parametrize(
    ("day", "area", "state"),
    [
        ("2025-12-31", STREET, RESERVE),
        ("2026-01-01", STREET, RESERVE),
        ("2026-03-31", STREET, RESERVE),
        ("2026-04-01", STREET, PILOT),
        ("2026-04-01", "310104013005", PILOT),
        ("2026-04-01", "310104014", RESERVE),
        ("2026-04-01", "310104", RESERVE),
        ("2026-04-01", "", RESERVE),
        ("2026-09-01", "310104014", LIVE),
        ("2026-12-31", "", LIVE),
        ("2027-01-01", STREET, WITHDRAWN),
    ],
)
def test_the_latest_standing_that_has_begun_counts(
    day: str, area: str, state: ServiceState
) -> None:
    assert standing_at(service("meal", *LIFE), date.fromisoformat(day), area) is state


def test_a_service_without_standings_is_live_for_ever() -> None:
    assert standing_at(service("meal"), date(1990, 1, 1), "") is LIVE


def test_of_two_that_begin_on_one_day_the_later_in_the_list_counts() -> None:
    both = (standing(LIVE, "2026-01-01"), standing(WITHDRAWN, "2026-01-01"))
    assert standing_at(service("meal", *both), date(2026, 1, 1), "") is WITHDRAWN
    assert standing_at(service("meal", *reversed(both)), date(2026, 1, 1), "") is LIVE


def test_what_is_tried_is_offered_and_what_is_held_in_reserve_is_not() -> None:
    assert [each for each in ServiceState if each.is_offered] == [PILOT, LIVE]


def test_a_package_written_before_there_were_standings_is_still_read() -> None:
    written = msgspec.to_builtins(package(service("meal")))
    del written["layers"]
    del written["fields"][0]["services"][0]["standings"]
    assert msgspec.convert(written, CataloguePackage) == package(service("meal"))
    assert Standing(state=LIVE, since=date(2026, 1, 1)).areas == ()


def layer(level: LayerLevel, place: str, says: str) -> Layer:
    local = LocalService(field=FIELD, service=service("meal", says=says))
    return Layer(
        level=level, place=place, services=(local,), notices=(Bilingual(zh=says, en=says),)
    )


def services(seen: CataloguePackage) -> dict[str, Service]:
    return {each.id: each for field in seen.fields for each in field.services}


ALL_LEVELS = (
    layer(LayerLevel.HALL, "north", "hall"),
    layer(LayerLevel.STREET, STREET, "street"),
    layer(LayerLevel.CITY, "31", "city"),
    layer(LayerLevel.DISTRICT, "310104", "district"),
)


@pytest.mark.parametrize(
    ("area", "hall_id", "says"),
    [
        (STREET, "north", "hall"),
        (STREET, "south", "street"),
        ("310104013005", "south", "street"),
        ("310104014", "south", "district"),
        ("310115", "south", "city"),
        ("320500", "south", "as ever"),
        ("", "south", "as ever"),
        ("", "north", "hall"),
    ],
)
def test_the_nearest_layer_has_the_last_word(area: str, hall_id: str, says: str) -> None:
    seen = seen_from(package(service("meal"), layers=ALL_LEVELS), area, hall_id)
    assert services(seen)["meal"].content.en == says
    assert seen.layers == ()


def test_every_layer_above_gives_its_notice_to_the_hall_the_nearest_first() -> None:
    seen = seen_from(package(service("meal"), layers=ALL_LEVELS), STREET, "north")
    notices = {each.id: [notice.en for notice in each.notices] for each in seen.halls}
    assert notices == {"north": ["hall", "street", "district", "city"], "south": []}


def test_a_package_without_layers_is_seen_as_it_is() -> None:
    bare = package(service("meal"))
    assert seen_from(bare, STREET, "north") == bare


def test_what_is_replaced_keeps_its_place_and_what_is_added_comes_last() -> None:
    local = tuple(
        LocalService(field=field, service=service(name, says="here"))
        for field, name in ((FIELD, "soup"), (FIELD, "meal"), ("another", "lost"))
    )
    above = Layer(level=LayerLevel.HALL, place="north", services=local)
    seen = seen_from(package(service("meal"), service("tea"), layers=(above,)), "", "north")
    assert list(services(seen)) == ["meal", "tea", "soup"]
    assert services(seen)["meal"].content.en == "here"


def test_a_guide_goes_with_the_last_of_its_services() -> None:
    def guides(*withdrawn: str) -> list[tuple[str, tuple[str, ...]]]:
        above = Layer(level=LayerLevel.HALL, place="north", withdrawn=withdrawn)
        whole = package(service("meal"), service("tea"), layers=(above,))
        seen = seen_from(whole, "", "north")
        assert not set(withdrawn) & set(services(seen))
        return [(each.service, each.also_for) for each in seen.guides]

    assert guides("tea") == [("meal", ()), ("", ())]
    assert guides("meal") == [("tea", ()), ("", ())]
    assert guides("meal", "tea") == [("", ())]


def test_a_layer_brings_guides_halls_and_sources() -> None:
    above = Layer(
        level=LayerLevel.DISTRICT,
        place="310104",
        guides=(guide("soup"),),
        halls=(hall(name="south"), hall(ALWAYS, name="east")),
        sources={"own": {"kind": "general", "title": "The district's own"}},
    )
    seen = seen_from(package(service("meal"), layers=(above,)), STREET, "east")
    assert [each.service for each in seen.guides] == ["meal", "", "soup"]
    assert [(each.id, each.opening_hours) for each in seen.halls] == [
        ("north", (ALWAYS,)),
        ("south", ()),
        ("east", (ALWAYS,)),
    ]
    assert list(seen.sources) == ["list", "own"]
