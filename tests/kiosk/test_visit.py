"""What happens moves the visit from place to place; everything else leaves it where it is."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from accessibility.preferences import Preferences, TextSize
from api_client.contract import Case, CaseStatus
from api_client.news import CaseFound, CaseUnknown, Delivered, NoAnswer, Refused
from kiosk.answers import AGREED, NOT_AGREED, Slip
from kiosk.events import (
    AskedToPrint,
    CalledForHelp,
    ChangedPreferences,
    Chose,
    Door,
    Entered,
    Event,
    FellIdle,
    Opened,
    OpenedService,
    OpenedTile,
    Revised,
    SlipFailed,
    SlipPrinted,
    StartedForm,
    Stayed,
    WentBack,
    WentHome,
    WentOn,
)
from kiosk.places import (
    Answering,
    Asking,
    Browsing,
    FollowingUp,
    GivingRating,
    HandedIn,
    HelpCalled,
    Leaving,
    Place,
    Printing,
    ReadingGuide,
    Reviewing,
    Searching,
    SeeingCase,
    StillThere,
    Welcome,
)
from tests.kiosk.visitor import NOW, Visitor, visitor_in


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with visitor_in(tmp_path) as someone:
        yield someone


@pytest.fixture
def visitor_with_printer(tmp_path: Path) -> Iterator[Visitor]:
    with visitor_in(tmp_path, has_printer=True) as someone:
        yield someone


def handed_in(visitor: Visitor) -> HandedIn:
    visitor.fills_in_meals()
    visitor.agrees()
    visitor.does(WentOn())
    assert isinstance(visitor.visit.place, HandedIn)
    return visitor.visit.place


def where(visitor: Visitor) -> Place:
    return visitor.visit.place


def case_of(reference: str) -> Case:
    return Case(
        reference=reference,
        case_number="310000-1",
        status=CaseStatus.RECEIVED,
        service_code="el-meals",
        received_at=NOW,
    )


def test_a_filled_in_form_lies_in_the_outbox_once(visitor: Visitor) -> None:
    place = handed_in(visitor)
    [parcel] = visitor.outbox.due(NOW)
    assert parcel.message.reference == place.reference


def test_a_second_tap_on_hand_in_changes_nothing(visitor: Visitor) -> None:
    place = handed_in(visitor)
    visitor.does(WentOn(), WentOn())
    assert visitor.visit.place == place
    assert visitor.outbox.undelivered() == 1


def test_next_pressed_too_early_says_what_is_missing(visitor: Visitor) -> None:
    visitor.opens_meals()
    visitor.does(WentOn())
    place = visitor.visit.place
    assert isinstance(place, Answering)
    assert place.problem is not None
    assert place.problem.slip is Slip.MISSING


@pytest.mark.parametrize("marked", [(), (Chose(NOT_AGREED),)])
def test_nothing_is_handed_in_without_agreement(
    visitor: Visitor, marked: tuple[Chose, ...]
) -> None:
    visitor.fills_in_meals()
    visitor.does(WentOn(), WentOn(), *marked, WentOn())
    place = visitor.visit.place
    assert isinstance(place, Reviewing)
    assert place.problem is not None
    assert place.problem.slip is Slip.NOT_AGREED
    assert visitor.outbox.undelivered() == 0


def test_change_on_the_review_leads_back_to_the_review(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(Revised("phone"), Entered("13900139000"), WentOn())
    place = visitor.visit.place
    assert isinstance(place, Reviewing)
    assert place.journey.answers["phone"] == "13900139000"


def test_back_walks_the_whole_way_to_the_first_page(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    for _ in range(20):
        visitor.does(WentBack())
        if isinstance(visitor.visit.place, Leaving):
            visitor.does(WentHome())
    assert visitor.visit.place == Welcome()


def test_a_change_of_language_keeps_place_and_answers(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(ChangedPreferences(Preferences(language="en")))
    assert visitor.visit.place == before
    assert visitor.visit.preferences.language == "en"


def test_idle_asks_and_then_wipes_answers_and_settings(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(ChangedPreferences(Preferences(text_size=TextSize.LARGEST)), FellIdle())
    assert isinstance(visitor.visit.place, StillThere)
    visitor.does(FellIdle())
    assert where(visitor) == Welcome()
    assert visitor.visit.preferences == Preferences()


def test_who_is_still_there_goes_on_where_they_were(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(FellIdle(), Stayed())
    assert visitor.visit.place == before


def test_home_in_the_middle_of_a_form_asks_first(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(WentHome())
    assert isinstance(visitor.visit.place, Leaving)
    visitor.does(Stayed())
    assert visitor.visit.place == before
    visitor.does(WentHome(), WentHome())
    assert where(visitor) == Welcome()


@pytest.mark.parametrize("cover", [FellIdle(), CalledForHelp()])
def test_home_over_a_form_asks_first_too(visitor: Visitor, cover: Event) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(cover, WentHome())
    assert isinstance(visitor.visit.place, Leaving)
    visitor.does(Stayed())
    assert visitor.visit.place == before


def test_back_from_the_first_question_asks_before_it_loses_anything(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(Revised("name"), WentBack())
    assert isinstance(visitor.visit.place, Leaving)


def test_a_slip_that_failed_is_told_even_behind_the_rating(
    visitor_with_printer: Visitor,
) -> None:
    visitor = visitor_with_printer
    place = handed_in(visitor)
    visitor.does(Opened(Door.RATING), SlipFailed(place.reference), WentBack())
    assert visitor.visit.place == replace(place, printing=Printing.FAILED)


def test_a_call_for_help_is_recorded_and_keeps_the_place(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(CalledForHelp())
    assert visitor.visit.place == HelpCalled(before, is_recorded=True)
    visitor.does(CalledForHelp(), WentOn())
    assert visitor.visit.place == before
    assert visitor.outbox.undelivered() == 1


def test_delivery_shows_on_the_receipt_even_behind_another_page(visitor: Visitor) -> None:
    place = handed_in(visitor)
    case = case_of(place.reference)
    visitor.does(FellIdle(), Delivered(place.reference, case), Stayed())
    assert visitor.visit.place == replace(place, case=case)


def test_news_of_someone_else_changes_nothing(visitor: Visitor) -> None:
    place = handed_in(visitor)
    visitor.does(Delivered("TRYX-XXXX-XXXX", case_of("TRYX-XXXX-XXXX")), Refused("other"))
    assert visitor.visit.place == place


def test_a_refusal_is_told_without_losing_anything(visitor: Visitor) -> None:
    place = handed_in(visitor)
    visitor.does(Refused(place.reference))
    assert visitor.visit.place == replace(place, is_refused=True)
    assert visitor.outbox.undelivered() == 1


def test_follow_up_shows_what_the_kiosk_knows_at_once(visitor: Visitor) -> None:
    reference = handed_in(visitor).reference
    visitor.does(WentHome(), Opened(Door.MY_APPLICATION), Entered(reference.lower()), WentOn())
    place = visitor.visit.place
    assert isinstance(place, SeeingCase)
    assert (place.service, place.case, place.asking) == ("el-meals", None, Asking.UNDER_WAY)
    visitor.does(NoAnswer(reference))
    assert visitor.visit.place == replace(place, asking=Asking.NO_ANSWER)
    visitor.does(CaseFound(reference, case_of(reference)))
    assert isinstance(visitor.visit.place, SeeingCase)
    assert visitor.visit.place.case == case_of(reference)


def test_a_reference_that_nobody_knows_is_said_so(visitor: Visitor) -> None:
    reference = visitor.visit._mint()  # noqa: SLF001 -- a right one that was never handed in
    visitor.does(Opened(Door.MY_APPLICATION), Entered(reference), WentOn(), CaseUnknown(reference))
    place = visitor.visit.place
    assert isinstance(place, FollowingUp)
    assert place.problem is not None
    assert place.problem.slip is Slip.UNKNOWN_REFERENCE


@pytest.mark.parametrize(
    ("typed", "slip"), [("", Slip.MISSING), ("TRY2-2222-2223", Slip.NOT_A_REFERENCE)]
)
def test_a_mistyped_reference_is_noticed(visitor: Visitor, typed: str, slip: Slip) -> None:
    visitor.does(Opened(Door.MY_APPLICATION), Entered(typed), WentOn())
    place = visitor.visit.place
    assert isinstance(place, FollowingUp)
    assert place.problem is not None
    assert place.problem.slip is slip


def test_a_rating_is_given_once(visitor: Visitor) -> None:
    handed_in(visitor)
    visitor.does(Opened(Door.RATING), WentOn())
    assert isinstance(visitor.visit.place, GivingRating)
    assert visitor.visit.place.problem is not None
    visitor.does(Chose("4"), WentOn(), WentOn(), WentBack(), Opened(Door.RATING))
    assert isinstance(visitor.visit.place, GivingRating)
    assert visitor.visit.place.is_given


def test_a_slip_is_printed_with_the_receipt(visitor_with_printer: Visitor) -> None:
    place = handed_in(visitor_with_printer)
    assert place.printing is Printing.UNDER_WAY
    assert visitor_with_printer.printed == [place]
    visitor_with_printer.does(AskedToPrint())
    assert len(visitor_with_printer.printed) == 1
    visitor_with_printer.does(SlipFailed(place.reference))
    assert visitor_with_printer.visit.place == replace(place, printing=Printing.FAILED)


def test_a_tick_list_is_printed_from_the_guide(visitor_with_printer: Visitor) -> None:
    visitor = visitor_with_printer
    visitor.does(OpenedTile("meals"), OpenedService("el-meals"), AskedToPrint())
    [place] = visitor.printed
    assert isinstance(place, ReadingGuide)
    visitor.does(SlipPrinted(place.tick_list))
    assert visitor.visit.place == replace(place, printing=Printing.DONE)


def test_search_finds_and_back_leads_to_the_words(visitor: Visitor) -> None:
    visitor.does(Opened(Door.SEARCH), Entered("轮椅"), WentOn())
    found = visitor.visit.place
    assert isinstance(found, Searching)
    assert found.found
    visitor.does(OpenedService(found.found[0]), WentBack())
    assert visitor.visit.place == found
    visitor.does(WentBack())
    assert visitor.visit.place == Searching("轮椅")


@pytest.mark.parametrize(
    "event", [WentOn(), StartedForm(), Chose(AGREED), Entered("x"), Revised("name"), Stayed()]
)
def test_what_a_page_does_not_offer_does_nothing(visitor: Visitor, event: WentOn) -> None:
    visitor.does(OpenedTile("meals"))
    visitor.does(event)
    assert visitor.visit.place == Browsing("meals")


def test_a_full_disk_hands_nothing_in_and_keeps_the_answers(tmp_path: Path) -> None:
    with visitor_in(tmp_path, most_bytes=40_960) as visitor:
        kept = 0
        while not isinstance(visitor.visit.place, Reviewing):
            visitor.does(WentHome())
            visitor.fills_in_meals()
            visitor.agrees()
            visitor.does(WentOn())
            kept += isinstance(visitor.visit.place, HandedIn)
        place = visitor.visit.place
        assert place.problem is not None
        assert place.problem.slip is Slip.CANNOT_KEEP
        assert place.journey.answers["name"] == "王秀英"
        assert visitor.outbox.undelivered() == kept
