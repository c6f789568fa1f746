"""What residents see of an edition: its version, what is new, and what is on trial."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from accessibility.preferences import LANGUAGES, Language, Preferences
from api_client.contract import ChangeKind, ServiceState, Standing
from kiosk.events import Door, Opened, OpenedService, TurnedPage
from kiosk.places import Browsing, Place, ReadingChanges, ReadingGuide, Searching, Welcome
from kiosk.visit import Visit
from locales import words_for
from screens.page import Choose, Page
from screens.pages import page_for
from screens.spoken import spoken
from screens.walk import options_of, phrases_of
from tests.kiosk.catalogue.signing import TODAY, change
from tests.kiosk.visitor import visitor_in
from tests.screens.places_renewed import PILOT, seen, with_standings

MEALS, BATHING, HOUSING = "el-meals", "el-bathing", "ho-low-rent"
GONE = (Standing(state=ServiceState.WITHDRAWN, since=TODAY),)


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with visitor_in(tmp_path) as visitor:
        visit = visitor.visit
        visit.catalogue = seen(
            with_standings({MEALS: PILOT, HOUSING: GONE}),
            change(ChangeKind.NEW, MEALS, date(2026, 11, 20)),
            change(ChangeKind.CHANGED, BATHING, date(2026, 11, 21)),
            change(ChangeKind.WITHDRAWN, HOUSING),
        )
        yield visit


def page_at(place: Place, visit: Visit, language: Language = "en") -> Page:
    visit.place, visit.preferences = place, Preferences(language=language)
    return page_for(visit, words_for(language))


def shown_on(page: Page) -> list[str]:
    return [phrase.shown for phrase in phrases_of(page)]


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("zh_CN", "服务目录2026-11-22版，2026年9月30日起"),
        ("en", "Service list 2026-11-22, since September 30, 2026"),
    ],
)
def test_the_first_page_names_the_version_and_its_day_at_its_foot(
    visit: Visit, language: Language, says: str
) -> None:
    page = page_at(Welcome(), visit, language)
    assert page.foot is not None
    assert page.foot.shown == says
    assert says not in spoken(page), "nobody wants to hear it at every visit"
    assert says in spoken(page_at(ReadingChanges(), visit, language))


def test_the_catalogue_that_came_with_the_kiosk_names_its_version_alone(tmp_path: Path) -> None:
    with visitor_in(tmp_path) as visitor:
        page = page_at(Welcome(), visitor.visit)
        assert page.foot is not None
        assert page.foot.shown == "Service list 2026-11-22"
        told = shown_on(page_at(ReadingChanges(), visitor.visit))
        assert "Nothing has changed lately." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_leads_to_what_is_new(visit: Visit, language: Language) -> None:
    events = [option.event for option in options_of(page_at(Welcome(), visit, language))]
    assert Opened(Door.WHATS_NEW) in events


def test_what_is_new_and_changed_can_be_opened_and_says_since_when(visit: Visit) -> None:
    page = page_at(ReadingChanges(), visit)
    assert isinstance(page.prompt, Choose)
    keys = [(each.event, each.note.shown if each.note else "") for each in page.prompt.options]
    assert keys == [
        (OpenedService(MEALS), "new since November 20, 2026, on trial"),
        (OpenedService(BATHING), "changed on November 21, 2026"),
    ]
    heard = " ".join(spoken(page))
    assert "new since November 20, 2026, on trial" in heard


def test_what_is_withdrawn_is_told_apart_with_where_to_ask(visit: Visit) -> None:
    first = page_at(ReadingChanges(), visit)
    assert TurnedPage(1) in [option.event for option in options_of(first)]
    page = page_at(ReadingChanges(1), visit)
    told = shown_on(page)
    assert "No longer offered here" in told
    assert "Low-rent housing, since November 22, 2026" in told
    assert any("at the counter or call" in each and "12345" in each for each in told)
    assert page.prompt is None
    assert TurnedPage(-1) in [option.event for option in options_of(page)]


@pytest.mark.parametrize(("language", "mark"), [("zh_CN", "试点"), ("en", "rial")])
def test_a_pilot_says_that_it_is_one_on_its_key_and_on_its_guide(
    visit: Visit, language: Language, mark: str
) -> None:
    for place in (Browsing("meals"), Searching("x", (MEALS, BATHING))):
        page = page_at(place, visit, language)
        assert isinstance(page.prompt, Choose)
        marked = [
            each.event
            for each in page.prompt.options
            if each.note and mark in each.note.shown and mark in each.note.heard
        ]
        assert marked == [OpenedService(MEALS)]
    guide = page_at(ReadingGuide(MEALS, Welcome()), visit, language)
    assert any(mark in each for each in shown_on(guide)[:20])
    assert any(mark in each for each in spoken(guide))
    other = page_at(ReadingGuide(BATHING, Welcome()), visit, language)
    assert not any("试点" in each or "on trial" in each for each in shown_on(other))


def test_what_is_withdrawn_is_on_no_list(visit: Visit) -> None:
    tile = visit.catalogue.service(HOUSING).tile
    group = visit.catalogue.service(HOUSING).group
    page = page_at(Browsing(tile, group), visit)
    assert isinstance(page.prompt, Choose)
    assert OpenedService(HOUSING) not in [each.event for each in page.prompt.options]
