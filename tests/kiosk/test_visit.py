"""What happens moves the visit from place to place; everything else leaves it where it is."""

from dataclasses import replace

import pytest

from accessibility.preferences import Preferences, TextSize
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
    Browsing,
    CannotTake,
    HandedIn,
    HelpCalled,
    Leaving,
    Printing,
    ReadingGuide,
    Reviewing,
    Searching,
    StillThere,
    Welcome,
)
from tests.kiosk.visitor import Visitor


def test_a_filled_in_form_lies_in_the_outbox_once(visitor: Visitor) -> None:
    place = visitor.hands_in_meals()
    [message] = visitor.waiting()
    assert message.reference == place.standing.reference


def test_a_second_tap_on_hand_in_changes_nothing(visitor: Visitor) -> None:
    place = visitor.hands_in_meals()
    visitor.does(WentOn(), WentOn())
    assert visitor.where() == place
    assert len(visitor.waiting()) == 1


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
    assert len(visitor.waiting()) == 0


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
    assert visitor.where() == Welcome()


def test_a_change_of_language_keeps_place_and_answers(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(ChangedPreferences(Preferences(language="en")))
    assert visitor.where() == before
    assert visitor.visit.preferences.language == "en"


def test_idle_asks_and_then_wipes_answers_and_settings(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(ChangedPreferences(Preferences(text_size=TextSize.LARGEST)), FellIdle())
    assert isinstance(visitor.visit.place, StillThere)
    visitor.does(FellIdle())
    assert visitor.where() == Welcome()
    assert visitor.visit.preferences == Preferences()


def test_who_is_still_there_goes_on_where_they_were(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(FellIdle(), Stayed())
    assert visitor.where() == before


def test_home_in_the_middle_of_a_form_asks_first(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(WentHome())
    assert isinstance(visitor.visit.place, Leaving)
    visitor.does(Stayed())
    assert visitor.where() == before
    visitor.does(WentHome(), WentHome())
    assert visitor.where() == Welcome()


@pytest.mark.parametrize("cover", [FellIdle(), CalledForHelp()])
def test_home_over_a_form_asks_first_too(visitor: Visitor, cover: Event) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(cover, WentHome())
    assert isinstance(visitor.visit.place, Leaving)
    visitor.does(Stayed())
    assert visitor.where() == before


def test_back_from_the_first_question_asks_before_it_loses_anything(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    visitor.does(Revised("name"), WentBack())
    assert isinstance(visitor.visit.place, Leaving)


def test_a_slip_that_failed_is_told_even_behind_the_rating(
    visitor_with_printer: Visitor,
) -> None:
    visitor = visitor_with_printer
    place = visitor.hands_in_meals()
    visitor.does(Opened(Door.RATING), SlipFailed(place.standing.reference), WentBack())
    assert visitor.where() == replace(place, printing=Printing.FAILED)


def test_a_call_for_help_is_recorded_and_keeps_the_place(visitor: Visitor) -> None:
    visitor.fills_in_meals()
    before = visitor.visit.place
    visitor.does(CalledForHelp())
    assert visitor.where() == HelpCalled(before, is_recorded=True)
    visitor.does(CalledForHelp(), WentOn())
    assert visitor.where() == before
    assert len(visitor.waiting()) == 1


def test_a_slip_is_printed_with_the_receipt(visitor_with_printer: Visitor) -> None:
    place = visitor_with_printer.hands_in_meals()
    assert place.printing is Printing.UNDER_WAY
    assert visitor_with_printer.printed == [place]
    visitor_with_printer.does(AskedToPrint())
    assert len(visitor_with_printer.printed) == 1
    visitor_with_printer.does(SlipFailed(place.standing.reference))
    assert visitor_with_printer.visit.place == replace(place, printing=Printing.FAILED)


def test_a_tick_list_is_printed_from_the_guide(visitor_with_printer: Visitor) -> None:
    visitor = visitor_with_printer
    visitor.does(OpenedTile("meals"), OpenedService("el-meals"), AskedToPrint())
    [place] = visitor.printed
    assert isinstance(place, ReadingGuide)
    visitor.does(SlipPrinted(place.tick_list))
    assert visitor.where() == replace(place, printing=Printing.DONE)


def test_search_finds_and_back_leads_to_the_words(visitor: Visitor) -> None:
    visitor.does(Opened(Door.SEARCH), Entered("轮椅"), WentOn())
    found = visitor.visit.place
    assert isinstance(found, Searching)
    assert found.found
    visitor.does(OpenedService(found.found[0]), WentBack())
    assert visitor.where() == found
    visitor.does(WentBack())
    assert visitor.where() == Searching("轮椅")


@pytest.mark.parametrize(
    "event", [WentOn(), StartedForm(), Chose(AGREED), Entered("x"), Revised("name"), Stayed()]
)
def test_what_a_page_does_not_offer_does_nothing(visitor: Visitor, event: WentOn) -> None:
    visitor.does(OpenedTile("meals"))
    visitor.does(event)
    assert visitor.where() == Browsing("meals")


def test_a_full_disk_at_hand_in_keeps_nothing_but_the_answers_on_the_page(
    visitor: Visitor,
) -> None:
    visitor.fills_in_meals()
    visitor.agrees()
    review = visitor.at(Reviewing)
    visitor.disk.is_full = True
    visitor.does(WentOn())
    assert visitor.where() == CannotTake(review)
    assert len(visitor.waiting()) == 0
    visitor.does(WentHome())
    assert visitor.where() == Leaving(review)
    visitor.does(Stayed(), WentOn(), WentBack())
    assert visitor.where() == review
    visitor.disk.is_full = False
    visitor.does(WentOn())
    visitor.at(HandedIn)


def test_nobody_fills_in_what_could_not_be_kept(visitor: Visitor) -> None:
    visitor.disk.is_full = True
    visitor.opens_meals()
    place = visitor.at(CannotTake)
    assert place.service == "el-meals"
    visitor.does(CalledForHelp())
    assert visitor.where() == HelpCalled(place, is_recorded=False)
    visitor.does(WentOn(), WentBack())
    visitor.at(ReadingGuide)
