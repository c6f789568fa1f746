"""Pages about something handed in say no more than is true, in words and not in codes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accessibility.preferences import LANGUAGES, Language
from accessibility.reading import read_aloud
from api_client.contract import CaseStatus
from api_client.errors import Reason
from kiosk.places import AwaitingTime, HandedIn
from kiosk.tracking_page import TrackingPage
from kiosk.visit import Visit
from locales import words_for
from screens.page import Page, QrCode
from screens.pages import page_for
from screens.spoken import spoken
from screens.walk import phrases_of
from tests.kiosk.visitor import NOW, visitor_in
from tests.screens.places_afterwards import SLOTS, afterwards, sent, with_time


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    with visitor_in(tmp_path, has_printer=True) as visitor:
        yield visitor.visit


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", "时间: 下午两点至下午两点三十分"),
        ("en", "Time: two p.m. to two thirty p.m."),
    ],
)
def test_a_booked_time_is_said_as_people_say_it(
    visit: Visit, language: Language, said: str
) -> None:
    slot = SLOTS[3]
    visit.place = AwaitingTime(HandedIn(sent(with_time(slot))), slot, NOW)
    page = page_for(visit, words_for(language))
    assert said in [read_aloud(sentence, language) for sentence in spoken(page)]
    assert "14:00" in "".join([each.shown for each in phrases_of(page)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_that_we_have_what_was_taken_back(visit: Visit, language: Language) -> None:
    words = words_for(language)
    for place in afterwards():
        if isinstance(place, HandedIn):
            visit.place = place
            says_so = page_for(visit, words).title.shown == words("It is taken back")
            assert says_so is place.standing.is_given_up


def test_no_page_shows_a_state_or_a_reason_by_its_code(visit: Visit) -> None:
    codes = {each.value for each in (*CaseStatus, *Reason)} - {"received", "accepted", "declined"}
    codes -= {"withdrawn", "other"}
    for place in afterwards():
        visit.place = place
        page = page_for(visit, words_for("en"))
        assert not [
            text
            for text in [each.shown for each in phrases_of(page)]
            if any(code in text for code in codes)
        ], page.id


def test_the_receipts_code_leads_to_the_page_where_it_is_followed(visit: Visit) -> None:
    visit.place = HandedIn(sent())
    reference = visit.place.standing.reference
    assert code_on(page_for(visit, words_for("en"))) == f"DK:{reference}"
    visit.address_of = TrackingPage("https://onestop.example.cn/t", "310104").address_of
    page = page_for(visit, words_for("en"))
    assert code_on(page) == f"https://onestop.example.cn/t/310104/{reference}"


def code_on(page: Page) -> str:
    (code,) = (block for block in page.body if isinstance(block, QrCode))
    return code.data
