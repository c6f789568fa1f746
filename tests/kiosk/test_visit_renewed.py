"""A newer catalogue comes between visits, never in the middle of one."""

from datetime import date

import pytest

from api_client.contract import ChangeKind, ServiceState, Submission
from kiosk import places as at
from kiosk.catalogue import Catalogue, Issue, View
from kiosk.events import (
    CatalogueRenewed,
    Door,
    Event,
    FellIdle,
    Opened,
    OpenedService,
    OpenedTile,
    TurnedPage,
    WentBack,
    WentHome,
)
from tests.kiosk.catalogue.signing import (
    TODAY,
    change,
    edition_of,
    published,
    standing,
    with_standings,
)
from tests.kiosk.visitor import Visitor

MEALS = "el-meals"


def renewed(state: ServiceState = ServiceState.WITHDRAWN) -> Catalogue:
    """The shipped one, but for one service."""
    view = View("default", "310104013", TODAY)
    edition = edition_of(published(7, changes=(change(ChangeKind.NEW, "el-bathing"),)))
    package = with_standings(MEALS, standing(state, date(2026, 1, 1), "310104"))
    return Catalogue.seen(package, view, Issue.of(edition, view))


@pytest.mark.parametrize(
    "ending", [(WentHome(),), (FellIdle(), FellIdle())], ids=["home", "left alone"]
)
def test_a_visit_keeps_the_catalogue_that_it_began_with(
    visitor: Visitor, ending: tuple[Event, ...]
) -> None:
    began_with, coming = visitor.visit.catalogue, renewed()
    visitor.does(OpenedTile("meals"), OpenedService(MEALS), CatalogueRenewed(coming))
    assert visitor.visit.catalogue is began_with
    assert visitor.at(at.ReadingGuide).service == MEALS
    visitor.does(*ending)
    assert visitor.where() == at.Welcome()
    assert visitor.visit.catalogue is coming


def test_an_application_under_way_is_handed_in_as_it_was_begun(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(CatalogueRenewed(renewed()))
    visitor.agrees()
    before = visitor.visit.catalogue.version
    visitor.hands_in_what_is_there()
    [message] = visitor.waiting()
    assert isinstance(message, Submission)
    assert message.catalogue_version == before


def test_to_stay_with_a_form_that_home_asked_about_keeps_its_catalogue(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(CatalogueRenewed(renewed()), WentHome())
    began_with = visitor.visit.catalogue
    visitor.at(at.Leaving)
    visitor.does(WentBack())
    assert visitor.visit.catalogue is began_with


def test_nothing_changes_under_the_hands_of_whoever_stands_at_the_first_page(
    visitor: Visitor,
) -> None:
    began_with, coming = visitor.visit.catalogue, renewed()
    visitor.does(CatalogueRenewed(coming))
    assert visitor.visit.catalogue is began_with
    visitor.does(FellIdle())
    assert visitor.visit.catalogue is coming


def test_of_two_that_came_meanwhile_the_last_serves(visitor: Visitor) -> None:
    first, last = renewed(), renewed(ServiceState.PILOT)
    visitor.does(OpenedTile("meals"), CatalogueRenewed(first), CatalogueRenewed(last), WentHome())
    assert visitor.visit.catalogue is last


def test_after_a_fault_of_ours_too_the_newest_serves(visitor: Visitor) -> None:
    coming = renewed()
    visitor.does(OpenedTile("meals"), CatalogueRenewed(coming))
    visitor.visit.start_afresh()
    assert visitor.visit.catalogue is coming


def test_the_slip_is_of_the_visits_own_catalogue(visitor_with_printer: Visitor) -> None:
    visitor = visitor_with_printer
    began_with = visitor.visit.catalogue
    visitor.fills_in_meals()
    visitor.does(CatalogueRenewed(renewed()))
    visitor.agrees()
    visitor.hands_in_what_is_there()
    assert visitor.printed_by == [began_with]


def test_what_is_new_is_reached_from_the_first_page_and_leads_to_the_guide(
    visitor: Visitor,
) -> None:
    visitor.does(Opened(Door.WHATS_NEW))
    visitor.does(TurnedPage(1))
    place = visitor.at(at.ReadingChanges)
    assert place.sheet == 1
    visitor.does(OpenedService("el-bathing"))
    assert visitor.at(at.ReadingGuide).back_to == place
    visitor.does(WentBack())
    assert visitor.where() == place
    visitor.does(WentBack())
    assert visitor.where() == at.Welcome()
