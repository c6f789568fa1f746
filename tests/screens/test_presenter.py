"""Handle, build, draw, speak: what the visitor sees and hears after each thing that happens."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from accessibility.preferences import Preferences
from accessibility.speech import SilentPlayer, SpeechQueue, Transcript
from api_client.contract import Case, CaseStatus
from api_client.news import Delivered
from api_client.outbox import Delivery
from kiosk.answers import AGREED
from kiosk.events import (
    CalledForHelp,
    ChangedPreferences,
    Chose,
    Door,
    Entered,
    HeardAgain,
    Opened,
    OpenedService,
    OpenedTile,
    StartedForm,
    TookBack,
    VoiceChanged,
    WentOn,
)
from kiosk.idle import Idle
from kiosk.places import ReadingGuide, Welcome
from screens.page import Page, Wait
from screens.presenter import Presenter
from tests.kiosk.visitor import NOW, Visitor, case_of, visitor_in

MOST_SECONDS = 10.0


class Sheet:
    """Keeps every page that was drawn."""

    def __init__(self) -> None:
        self.pages: list[Page] = []

    def draw(self, page: Page, preferences: Preferences) -> None:  # noqa: ARG002 -- the protocol's
        self.pages.append(page)


@dataclass(slots=True)
class Stage:
    """A presenter with a visit, a voice that only records, and a clock that is moved."""

    visitor: Visitor
    sheet: Sheet = field(default_factory=Sheet)
    voice: Transcript = field(default_factory=Transcript)
    seconds: float = 0.0
    presenter: Presenter = field(init=False)
    speech: SpeechQueue = field(init=False)

    def begin(self) -> None:
        self.speech = SpeechQueue(self.voice, SilentPlayer(), changed=lambda _: None)
        idle = Idle(lambda: self.seconds)
        self.presenter = Presenter(self.visitor.visit, self.sheet, self.speech, idle)
        self.presenter.start()

    def heard(self) -> str:
        """What was said since the last time, once the voice has come to its end."""
        assert self.speech.wait_until_quiet(MOST_SECONDS)
        said = "\n".join(self.voice.texts)
        self.voice.clear()
        return said


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with visitor_in(tmp_path) as visitor:
        stage = Stage(visitor)
        stage.begin()
        yield stage
        stage.speech.close()


def open_form(stage: Stage) -> None:
    for event in (OpenedTile("meals"), OpenedService("el-meals"), StartedForm()):
        stage.presenter.happened(event)


def test_a_page_is_read_on_arrival(stage: Stage) -> None:
    assert "您好，请选择要办的事" in stage.heard()
    stage.presenter.happened(OpenedTile("meals"))
    assert "送餐上门" in stage.heard()


def test_what_does_nothing_draws_and_says_nothing(stage: Stage) -> None:
    stage.heard()
    stage.presenter.happened(WentOn())
    assert stage.heard() == ""
    assert len(stage.sheet.pages) == 1


def test_only_what_is_new_on_the_same_page_is_said(stage: Stage) -> None:
    open_form(stage)
    stage.heard()
    stage.presenter.happened(WentOn())
    assert stage.heard() == "请先填写这一项。"


def test_typing_neither_draws_nor_speaks(stage: Stage) -> None:
    open_form(stage)
    stage.heard()
    drawn = len(stage.sheet.pages)
    stage.presenter.happened(Entered("王秀英"))
    assert len(stage.sheet.pages) == drawn
    assert stage.heard() == ""


def test_a_new_language_reads_the_page_anew_in_it(stage: Stage) -> None:
    open_form(stage)
    stage.heard()
    stage.presenter.happened(ChangedPreferences(Preferences(language="en")))
    assert "Name" in stage.heard()
    assert stage.voice.utterances == []


def test_hear_again_repeats_the_page(stage: Stage) -> None:
    first = stage.heard()
    stage.presenter.happened(HeardAgain())
    assert stage.heard() == first


def test_a_voice_that_is_switched_off_is_silent(stage: Stage) -> None:
    stage.presenter.happened(ChangedPreferences(Preferences(is_voice_on=False)))
    stage.heard()
    stage.presenter.happened(OpenedTile("meals"))
    assert stage.heard() == ""


def test_a_dead_voice_is_shown(stage: Stage) -> None:
    stage.presenter.happened(VoiceChanged(is_working=False))
    assert stage.sheet.pages[-1].bars.voice.label.shown == "语音：无声"


def test_the_case_number_is_drawn_and_said_when_it_comes(stage: Stage) -> None:
    stage.visitor.fills_in_meals()
    stage.visitor.agrees()
    stage.presenter.happened(WentOn())
    stage.heard()
    [message] = stage.visitor.waiting()
    case = Case(
        reference=message.reference,
        case_number="310000-20261122-000001",
        status=CaseStatus.RECEIVED,
        service_code="el-meals",
        received_at=NOW,
    )
    stage.presenter.happened(Delivered(message.reference, case))
    said = stage.heard()
    assert "还没有受理" in said
    assert "您的编号" not in said


def test_an_office_that_does_not_answer_is_told_after_a_while(stage: Stage) -> None:
    visitor = stage.visitor
    reference = visitor.hands_in_meals().standing.reference
    visitor.carried(reference, Delivery.SENT, case_of(reference))
    visitor.looks_up(reference)
    for event in (Opened(Door.TAKING_BACK), TookBack()):
        stage.presenter.happened(event)
    assert isinstance(stage.presenter.page.prompt, Wait)
    visitor.clock.advance(seconds=14)
    stage.presenter.tick()
    assert isinstance(stage.presenter.page.prompt, Wait)
    stage.heard()
    visitor.clock.advance(seconds=2)
    stage.presenter.tick()
    assert stage.presenter.page.prompt is None
    assert "现在联系不上主管单位" in stage.heard()
    drawn = len(stage.sheet.pages)
    stage.presenter.tick()
    assert len(stage.sheet.pages) == drawn


def test_nobody_there_is_noticed_and_the_answers_are_wiped(stage: Stage) -> None:
    open_form(stage)
    stage.presenter.happened(Entered("王秀英"))
    stage.heard()
    stage.seconds += 44
    stage.presenter.tick()
    assert stage.presenter.page.id == "question:name"
    stage.seconds += 2
    stage.presenter.tick()
    assert stage.presenter.page.id == "still-there"
    stage.heard()
    stage.seconds += 31
    stage.presenter.tick()
    assert stage.presenter.page.id == "welcome"
    assert stage.visitor.visit.place == Welcome()


def test_whoever_called_a_person_has_five_minutes(stage: Stage) -> None:
    open_form(stage)
    stage.presenter.happened(CalledForHelp())
    stage.heard()
    stage.seconds += 290
    stage.presenter.tick()
    assert stage.presenter.page.id == "help-called"
    stage.seconds += 20
    stage.presenter.tick()
    assert stage.presenter.page.id == "still-there"


def test_our_own_fault_apologises_and_tells_the_log_no_answer(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    unheard = "王秀英的秘密"
    stage.visitor.visit.place = ReadingGuide(unheard, Welcome())
    with caplog.at_level(logging.DEBUG):
        stage.presenter.happened(StartedForm())
    assert stage.presenter.page.problem is not None
    assert "对不起" in stage.presenter.page.problem.shown
    assert "KeyError" in caplog.text
    assert unheard not in caplog.text
    stage.presenter.happened(OpenedTile("meals"))
    assert stage.presenter.page.id == "services:meals"


def test_a_private_choice_is_not_said_when_it_is_marked(stage: Stage) -> None:
    visit = stage.visitor.visit
    guide = visit.catalogue.guide_for(visit.catalogue.service("el-assessment"))
    assert guide is not None
    for event in (OpenedTile("daycare"), OpenedService("el-assessment"), StartedForm()):
        stage.presenter.happened(event)
    for text in ("王秀英", "13800138000"):
        stage.presenter.happened(Entered(text))
        stage.presenter.happened(WentOn())
    stage.presenter.happened(Chose("passport"))
    stage.presenter.happened(WentOn())
    for text in ("E12345678", "延长中路700号501室"):
        stage.presenter.happened(Entered(text))
        stage.presenter.happened(WentOn())
    assert stage.presenter.page.id == "question:insurance"
    stage.heard()
    stage.presenter.happened(Chose("resident"))
    assert stage.heard() == ""


def test_the_agreement_is_said_when_it_is_marked(stage: Stage) -> None:
    stage.visitor.fills_in_meals()
    stage.visitor.does(WentOn(), WentOn())
    stage.presenter.happened(HeardAgain())
    stage.heard()
    stage.presenter.happened(Chose(AGREED))
    assert "我同意，已选" in stage.heard()
