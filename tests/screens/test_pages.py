"""Every page says the same in both languages, leads on, and gives nothing private away."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from accessibility.preferences import LANGUAGES, Language, Preferences
from api_client.contract import Bilingual
from kiosk.answers import Problem, Slip
from kiosk.catalogue import Catalogue
from kiosk.events import (
    CalledForHelp,
    ChangedPreferences,
    Door,
    Entered,
    Opened,
    OpenedService,
    StartedForm,
    WentBack,
    WentHome,
    WentOn,
)
from kiosk.journey import Journey
from kiosk.places import (
    Answering,
    Browsing,
    ChoosingPreferences,
    HelpCalled,
    Leaving,
    Place,
    Printing,
    ReadingGuide,
    ReadingHotlines,
    Reviewing,
    Searching,
    StillThere,
    Welcome,
)
from kiosk.visit import Visit
from locales import words_for
from screens.page import Choose, Page
from screens.pages import page_for
from screens.problems import phrase_for
from screens.spoken import spoken
from screens.walk import options_of, phrases_of
from tests.kiosk.visitor import visitor_in
from tests.screens.places_afterwards import afterwards, cannot_take
from tests.screens.places_renewed import changes_places, renew

CJK = re.compile("[\u3400-\u9fff]")
# Names, answers, titles of sources and the name of the other language stay as they are.
SAME_IN_BOTH = ("中文", "王秀英", "轮椅", "Source: ")


def journey_through(visit: Visit, service: str) -> Journey:
    guide = visit.catalogue.guide_for(visit.catalogue.service(service))
    assert guide is not None
    answers = {each.id: each.options[0].id if each.options else "王秀英" for each in guide.fields}
    dates = {each.id: "1948-03-21" for each in guide.fields if each.type == "date"}
    return Journey(service, guide, answers | dates)


def places(visit: Visit) -> Iterator[Place]:
    catalogue = visit.catalogue
    yield Welcome()
    yield Welcome(has_stumbled=True)
    for tile in catalogue.tiles:
        yield Browsing(tile.id)
        for group in catalogue.groups_of(tile.id):
            yield Browsing(tile.id, group.id)
    yield Searching()
    yield Searching("", problem=Problem(Slip.NOTHING_TO_SEARCH))
    yield Searching("轮椅", ())
    yield Searching("轮椅", tuple(each.id for each in catalogue.services))
    yield Searching("轮椅", tuple(each.id for each in catalogue.services), sheet=2)
    yield ReadingHotlines()
    yield ReadingHotlines(sheet=1)
    yield from changes_places()
    yield ChoosingPreferences(Welcome())
    for service in catalogue.services:
        yield ReadingGuide(service.id, Welcome())
    for printing in Printing:
        yield ReadingGuide("el-meals", Welcome(), "TRY", printing)
    yield from journeys(visit)
    yield from afterwards()


def journeys(visit: Visit) -> Iterator[Place]:
    guide = ReadingGuide("el-meals", Welcome())
    for service in visit.catalogue.services:
        if visit.catalogue.can_hand_in(service):
            journey = journey_through(visit, service.id)
            for field in journey.fields:
                yield Answering(journey.revise(field.id), guide)
            for sheet in range(Reviewing(journey, guide).sheets + 1):
                yield Reviewing(journey, guide, sheet)
    journey = journey_through(visit, "el-meals")
    yield Answering(journey.revise("name"), guide, Problem(Slip.MISSING))
    yield Reviewing(journey, guide, 9, has_agreed=True)
    yield Reviewing(journey, guide, 9, problem=Problem(Slip.NOT_AGREED))
    for asked in ("el-meals", "el-assessment", "edu-special"):
        yield from cannot_take(journey_through(visit, asked))
    yield StillThere(Reviewing(journey, guide))
    yield Leaving(Reviewing(journey, guide))
    yield HelpCalled(Welcome(), is_recorded=True)
    yield HelpCalled(Welcome(), is_recorded=False)


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with visitor_in(tmp_path, has_printer=True) as visitor:
        renew(visitor.visit)
        yield visitor.visit


def pages(visit: Visit, language: Language) -> Iterator[Page]:
    visit.preferences = Preferences(language=language)
    for place in places(visit):
        visit.place = place
        yield page_for(visit, words_for(language))


def shown_on(page: Page) -> list[str]:
    return [phrase.shown for phrase in phrases_of(page)]


def test_an_english_page_holds_no_chinese(visit: Visit) -> None:
    for page in pages(visit, "en"):
        if page.id == "welcome":
            continue  # its tiles show the Chinese names too
        strange = [text for text in shown_on(page) if CJK.search(text)]
        assert all(any(each in text for each in SAME_IN_BOTH) for text in strange), page.id


def test_a_chinese_page_speaks_chinese(visit: Visit) -> None:
    for page in pages(visit, "zh_CN"):
        assert CJK.search(page.title.shown) or page.id == "case", page.id
        for option in options_of(page):
            assert CJK.search(option.label.shown) or option.label.shown == "English", page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_a_dead_end(visit: Visit, language: Language) -> None:
    for page in pages(visit, language):
        events = [option.event for option in options_of(page)]
        assert WentHome() in events, page.id
        assert CalledForHelp() in events, page.id
        assert any(isinstance(event, ChangedPreferences) for event in events), page.id
        has_back = page.id not in {"welcome", "receipt"}
        assert (WentBack() in events) is has_back, page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_nine_choices_numbered_from_one(visit: Visit, language: Language) -> None:
    for page in pages(visit, language):
        if isinstance(page.prompt, Choose):
            numbers = [option.number for option in page.prompt.options]
            assert numbers == list(range(1, len(numbers) + 1)), page.id
            assert len(numbers) <= 9, page.id


def test_a_list_of_services_shows_at_most_seven(visit: Visit) -> None:
    for page in pages(visit, "zh_CN"):
        if page.id.startswith(("services:", "search:")) and isinstance(page.prompt, Choose):
            assert len(page.prompt.options) <= 7, page.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_read_from_its_title(visit: Visit, language: Language) -> None:
    for page in pages(visit, language):
        heard = spoken(page)
        assert page.title.heard in heard[:2], page.id
        assert all("{" not in sentence for sentence in heard), page.id


def test_a_private_answer_is_shown_but_never_said(visit: Visit) -> None:
    number = "11010519491231002X"
    journey = journey_through(visit, "el-assessment")
    answers = {**journey.answers, "id_number": number, "illness": "dementia"}
    heard = []
    shown = []
    for sheet in range(4):
        visit.place = Reviewing(
            replace(journey, answers=answers), ReadingGuide("el-assessment", Welcome()), sheet
        )
        page = page_for(visit, words_for("zh_CN"))
        heard += spoken(page)
        shown += [option.label.shown for option in options_of(page)]
    assert any(number in each for each in shown)
    assert any("认知障碍" in each for each in shown)
    assert not [each for each in heard if number in each or "认知障碍" in each]
    assert any("共18位" in each for each in heard)


@pytest.mark.parametrize("slip", list(Slip))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_has_a_sentence(slip: Slip, language: Language) -> None:
    phrase = phrase_for(Problem(slip, most=60), words_for(language))
    assert phrase is not None
    assert phrase.shown


def test_what_is_not_confirmed_says_so(visit: Visit) -> None:
    visit.place = ReadingGuide("el-home-repair", Welcome())
    texts = shown_on(page_for(visit, words_for("zh_CN")))
    assert "待本厅确认。" in texts


def test_an_amount_is_shown_with_its_date(visit: Visit) -> None:
    visit.place = ReadingGuide("edu-baby-house", Welcome())
    texts = shown_on(page_for(visit, words_for("zh_CN")))
    assert any("2024-10公布" in text for text in texts)


def test_what_will_be_asked_is_told_before_the_form(visit: Visit) -> None:
    visit.handle(Opened(Door.SEARCH))
    visit.handle(Entered("日托"))
    visit.handle(WentOn())
    visit.handle(OpenedService("el-daycare"))
    page = page_for(visit, words_for("en"))
    assert page.next is not None
    assert page.next.event == StartedForm()
    assert any("ID number" in text and "Phone number" in text for text in shown_on(page))


def test_the_halls_notices_stand_on_the_first_page(visit: Visit) -> None:
    notice = Bilingual(zh="明天下午停电。", en="No power tomorrow afternoon.")
    package = visit.catalogue.package()
    hall = structs.replace(visit.catalogue.hall, notices=(notice,))
    visit.catalogue = Catalogue(package, hall)
    assert notice.zh in shown_on(page_for(visit, words_for("zh_CN")))
    assert notice.en in spoken(page_for(visit, words_for("en")))
