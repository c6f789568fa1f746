"""What residents are told is new, changed or withdrawn, and from which day."""

from datetime import date

import msgspec
import pytest

from api_client.contract import (
    Bilingual,
    CataloguePackage,
    Channel,
    Layer,
    LayerLevel,
    LocalService,
    Service,
    ServiceState,
    Standing,
)
from onestop.publishing.changes import changes
from tests.api_client.contract.samples import FIELD, package, service, standing
from tests.onestop.sample_catalogue import guide

RESERVE, PILOT, LIVE, WITHDRAWN = ServiceState
BEGINS = date(2026, 12, 1)


def told(old: CataloguePackage, new: CataloguePackage) -> list[tuple[str, str, str]]:
    found = changes(old, new, 7, BEGINS)
    assert {each.edition for each in found} <= {7}
    return [(each.kind.value, each.service_code, each.since.isoformat()) for each in found]


def test_nothing_is_new_in_a_first_edition() -> None:
    assert changes(None, package(service("meal")), 1, BEGINS) == ()


def test_what_is_added_left_out_or_worded_otherwise_is_told_from_the_editions_day() -> None:
    old = package(service("meal"), service("tea"), service("soup"))
    new = package(service("meal"), service("soup", says="hot"), service("rice"))
    assert told(old, new) == [
        ("changed", "soup", "2026-12-01"),
        ("new", "rice", "2026-12-01"),
        ("withdrawn", "tea", "2026-12-01"),
    ]
    assert told(old, old) == []


LIVE_LATER = standing(LIVE, "2027-03-01")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((), (standing(WITHDRAWN, "2026-01-01"),), [("withdrawn", "2026-12-01")]),
        (
            (),
            (standing(RESERVE, "2026-01-01"), LIVE_LATER),
            [
                ("new", "2027-03-01"),
                ("withdrawn", "2026-12-01"),
            ],
        ),
        (
            (),
            (standing(LIVE, "2026-01-01"), standing(WITHDRAWN, "2027-06-01")),
            [("withdrawn", "2027-06-01")],
        ),
        ((LIVE_LATER,), (LIVE_LATER,), []),
        ((LIVE_LATER,), (standing(LIVE, "2027-02-01"),), [("new", "2027-02-01")]),
        (
            (standing(PILOT, "2026-01-01", "310104013"),),
            (standing(LIVE, "2026-12-01"),),
            [("changed", "2026-12-01")],
        ),
        (
            (),
            (standing(PILOT, "2026-01-01", "310104013"), LIVE_LATER),
            [("changed", "2027-03-01"), ("changed", "2026-12-01")],
        ),
    ],
    ids=[
        "withdrawn long ago, but told by this edition",
        "held in reserve until later",
        "its end is announced",
        "announced before already",
        "announced for another day now",
        "what was tried is offered",
        "what was offered is tried, and later offered again",
    ],
)
def test_standings_are_told_when_they_begin(
    old: tuple[Standing, ...], new: tuple[Standing, ...], expected: list[tuple[str, str]]
) -> None:
    found = told(package(service("meal", *old)), package(service("meal", *new)))
    assert [(kind, since) for kind, _, since in found] == expected


def test_a_guide_that_reads_otherwise_changes_its_services() -> None:
    own = msgspec.structs.replace(service("meal"), guide="g-meal")
    shared = msgspec.structs.replace(service("tea"), guide=None, channel=Channel.HALL)
    old = package(own, shared)

    def with_guides(*names: str) -> CataloguePackage:
        changed = tuple(
            msgspec.structs.replace(each, title=Bilingual(zh="新", en="New"))
            if each.id in names
            else each
            for each in old.guides
        )
        return msgspec.structs.replace(old, guides=changed)

    assert told(old, with_guides("g-meal")) == [("changed", "meal", "2026-12-01")]
    assert told(old, with_guides("g-hall")) == [("changed", "tea", "2026-12-01")]


def layer(*services: Service, withdrawn: tuple[str, ...] = ()) -> Layer:
    return Layer(
        level=LayerLevel.STREET,
        place="310104013",
        services=tuple(LocalService(field=FIELD, service=each) for each in services),
        withdrawn=withdrawn,
    )


def placed(old: CataloguePackage, new: CataloguePackage) -> list[tuple[str, str, str]]:
    return [
        (each.kind.value, each.service_code, each.place) for each in changes(old, new, 7, BEGINS)
    ]


def test_a_layer_tells_its_own_place_alone() -> None:
    base = package(service("meal"), service("tea"))
    above = package(
        service("meal"),
        service("tea"),
        layers=(layer(service("meal", says="here"), service("soup"), withdrawn=("tea",)),),
    )
    assert placed(base, above) == [
        ("changed", "meal", "310104013"),
        ("new", "soup", "310104013"),
        ("withdrawn", "tea", "310104013"),
    ]
    assert placed(above, base) == [
        ("changed", "meal", "310104013"),
        ("withdrawn", "soup", "310104013"),
        ("new", "tea", "310104013"),
    ]
    assert placed(above, above) == []


def test_a_guide_of_a_layer_counts_for_its_services() -> None:
    own = msgspec.structs.replace(service("meal"), guide="g-meal")
    old = package(own, layers=(layer(own),))
    reads = msgspec.structs.replace(guide("meal"), title=Bilingual(zh="新", en="New"))
    new = package(own, layers=(msgspec.structs.replace(layer(own), guides=(reads,)),))
    assert placed(old, new) == [("changed", "meal", "310104013")]
