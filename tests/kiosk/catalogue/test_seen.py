"""What a hall offers on a day: standings, layers, and the change log."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from api_client.contract import (
    Bilingual,
    CataloguePackage,
    Change,
    ChangeKind,
    Layer,
    LayerLevel,
    ServiceState,
)
from kiosk.catalogue import Catalogue, CatalogueError, Issue, View
from tests.kiosk.catalogue.signing import (
    SHIPPED,
    TODAY,
    change,
    edition_of,
    published,
    standing,
    with_standings,
)

HERE = View("default", "310104013", TODAY)
ELSEWHERE = View("default", "310115001", TODAY)
MEALS = "el-meals"
TOMORROW = TODAY + timedelta(days=1)


def offers(catalogue: Catalogue, code: str) -> bool:
    """By its tile and by the search alike."""
    service = catalogue.service(code)
    listed = service in catalogue.services_of(service.tile)
    assert listed is (service in catalogue.search(service.name.zh))
    assert listed is catalogue.is_offered(service)
    return listed


def test_without_standings_everything_is_offered() -> None:
    catalogue = Catalogue.seen(SHIPPED, HERE)
    assert all(catalogue.is_offered(each) for each in catalogue.services)
    assert not any(catalogue.is_on_trial(each) for each in catalogue.services)


@pytest.mark.parametrize("state", [ServiceState.RESERVE, ServiceState.WITHDRAWN])
def test_what_is_in_reserve_or_withdrawn_is_not_offered_but_known(state: ServiceState) -> None:
    catalogue = Catalogue.seen(with_standings(MEALS, standing(state)), HERE)
    assert not offers(catalogue, MEALS)
    assert catalogue.service(MEALS) in catalogue.services


def test_a_pilot_is_offered_in_its_area_alone_and_marked() -> None:
    package = with_standings(MEALS, standing(ServiceState.PILOT, TODAY, "310104"))
    here, elsewhere = Catalogue.seen(package, HERE), Catalogue.seen(package, ELSEWHERE)
    assert offers(here, MEALS)
    assert here.is_on_trial(here.service(MEALS))
    assert not offers(elsewhere, MEALS)


def test_a_standing_begins_on_its_day() -> None:
    package = with_standings(
        MEALS, standing(ServiceState.LIVE), standing(ServiceState.WITHDRAWN, TOMORROW)
    )
    assert offers(Catalogue.seen(package, HERE), MEALS)
    assert not offers(Catalogue.seen(package, View("default", "", TOMORROW)), MEALS)


def without(*tiles: str) -> CataloguePackage:
    """The shipped package with every service of these tiles or groups in reserve."""
    reserve = (standing(ServiceState.RESERVE),)
    fields = tuple(
        replace(
            field,
            services=tuple(
                replace(each, standings=reserve) if {each.tile, each.group} & {*tiles} else each
                for each in field.services
            ),
        )
        for field in SHIPPED.fields
    )
    return replace(SHIPPED, fields=fields)


def test_a_tile_or_group_that_offers_nothing_is_not_shown() -> None:
    group = "affairs-home"
    catalogue = Catalogue.seen(without("meals", group), HERE)
    assert "meals" not in {each.id for each in catalogue.tiles}
    assert len(catalogue.tiles) == 7
    assert group not in {each.id for each in catalogue.groups_of("affairs")}


def test_the_layers_of_the_place_are_laid_over_it() -> None:
    notice = Bilingual(zh="明天停水。", en="No water tomorrow.")
    street = Layer(
        level=LayerLevel.STREET, place="310104013", withdrawn=(MEALS,), notices=(notice,)
    )
    package = replace(SHIPPED, layers=(street,))
    here, elsewhere = Catalogue.seen(package, HERE), Catalogue.seen(package, ELSEWHERE)
    assert notice in here.hall.notices
    assert MEALS not in {each.id for each in here.services}
    assert notice not in elsewhere.hall.notices
    assert offers(elsewhere, MEALS)


def test_an_unknown_hall_is_told() -> None:
    with pytest.raises(CatalogueError, match="hall nowhere: does not exist"):
        Catalogue.seen(SHIPPED, View("nowhere", "", TODAY))


def test_a_package_without_any_hall_is_told() -> None:
    with pytest.raises(CatalogueError, match="hall default"):
        Catalogue.seen(replace(SHIPPED, halls=()), HERE)


def test_a_reference_into_nothing_is_told() -> None:
    with pytest.raises(CatalogueError, match="tile family does not exist"):
        Catalogue.seen(replace(SHIPPED, tiles=SHIPPED.tiles[:2]), HERE)


def issue(*changes: Change, view: View = HERE) -> Issue:
    return Issue.of(edition_of(published(9, changes=changes)), view)


def test_the_last_change_of_a_service_is_told() -> None:
    new = change(ChangeKind.NEW, MEALS, date(2026, 11, 1), edition=7)
    changed = change(ChangeKind.CHANGED, MEALS, TODAY, edition=8)
    assert issue(changed, new).changes == (changed,)


def test_of_two_on_one_day_the_later_edition_counts() -> None:
    new = change(ChangeKind.NEW, MEALS, edition=7)
    withdrawn = change(ChangeKind.WITHDRAWN, MEALS, edition=8)
    assert issue(withdrawn, new).changes == (withdrawn,)


def test_what_is_still_to_come_is_not_told() -> None:
    coming = change(ChangeKind.WITHDRAWN, MEALS, TOMORROW)
    assert issue(coming).changes == ()
    assert issue(coming, view=View("default", "", TOMORROW)).changes == (coming,)


def test_what_is_so_elsewhere_is_not_told() -> None:
    local = change(ChangeKind.NEW, MEALS, level=LayerLevel.STREET, place="310104013")
    assert issue(local).changes == (local,)
    assert issue(local, view=ELSEWHERE).changes == ()


def test_new_comes_first_then_changed_then_withdrawn_and_the_latest_of_each() -> None:
    old, late = date(2026, 11, 1), date(2026, 11, 20)
    ranked = (
        change(ChangeKind.NEW, "el-meals", late),
        change(ChangeKind.NEW, "el-bathing", old),
        change(ChangeKind.CHANGED, "edu-special", TODAY),
        change(ChangeKind.WITHDRAWN, "el-assessment", TODAY),
    )
    assert issue(*reversed(ranked)).changes == ranked


def test_a_change_that_is_not_true_here_is_not_told_to_residents() -> None:
    """A pilot elsewhere is not new here, and what a layer keeps is not withdrawn here."""
    package = with_standings(MEALS, standing(ServiceState.PILOT, TODAY, "310115"))
    changes = (change(ChangeKind.NEW, MEALS), change(ChangeKind.WITHDRAWN, "el-bathing"))
    assert Catalogue.seen(package, HERE, issue(*changes)).changes == ()
    there = Catalogue.seen(package, ELSEWHERE, issue(*changes, view=ELSEWHERE))
    assert there.changes == changes[:1]


def test_only_a_difference_that_residents_notice_makes_another_catalogue() -> None:
    package = with_standings(MEALS, standing(ServiceState.WITHDRAWN, TOMORROW))
    today, tomorrow = (
        Catalogue.seen(package, View("default", "", day)) for day in (TODAY, TOMORROW)
    )
    again = Catalogue.seen(package, View("default", "", TODAY - timedelta(days=1)))
    assert today.is_like(again)
    assert not today.is_like(tomorrow)
    assert not today.is_like(Catalogue.seen(package, HERE, issue()))
