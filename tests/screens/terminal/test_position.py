"""What is marked, and what Enter uses."""

from dataclasses import replace

from accessibility.preferences import Preferences
from kiosk.events import ChangedPreferences, Chose
from screens.page import Choose, Option, Page, Phrase
from screens.terminal.position import Position, choices_of, stops_of
from tests.screens.sample_pages import Sample

ENGLISH = Preferences(language="en")
SEX = Sample(ENGLISH).page("question:sex")
SEX_MARKED = Sample(ENGLISH, chosen="Male").page("question:sex")
GUIDE = Sample(ENGLISH).page("guide")


def settings(wished: Preferences) -> Page:
    """Two settings in one list, as on the settings page."""
    options = tuple(
        Option(Phrase(label), ChangedPreferences(changed), number=number, is_chosen=is_chosen)
        for number, (label, changed, is_chosen) in enumerate(
            (
                ("中文", wished.with_language("zh_CN"), wished.language == "zh_CN"),
                ("English", wished.with_language("en"), wished.language == "en"),
                ("Voice", replace(wished, is_voice_on=True), wished.is_voice_on),
                ("Silence", replace(wished, is_voice_on=False), not wished.is_voice_on),
            ),
            1,
        )
    )
    return replace(GUIDE, prompt=Choose(options))


def test_nothing_is_marked_on_a_new_page() -> None:
    position = Position()
    position.moved_to(SEX, GUIDE)
    assert position.focus is None
    assert position.confirmed(SEX) == SEX.next


def test_an_answer_given_before_is_marked_and_enter_goes_on() -> None:
    position = Position()
    position.moved_to(SEX_MARKED, GUIDE)
    assert position.focus is not None
    assert position.focus.event == Chose("Male")
    assert position.confirmed(SEX_MARKED) == SEX_MARKED.next


def test_enter_on_another_answer_marks_that() -> None:
    position = Position()
    position.moved_to(SEX_MARKED, GUIDE)
    position.marked(-1, stops_of(SEX_MARKED, is_all=False))
    assert position.confirmed(SEX_MARKED) == choices_of(SEX_MARKED)[0]


def test_the_mark_goes_round() -> None:
    position = Position()
    stops = stops_of(SEX, is_all=False)
    for expected in (0, 1, 0):
        position.marked(1, stops)
        assert position.focus == stops[expected]
    position.marked(-1, stops)
    assert position.focus == stops[-1]


def test_the_mark_stays_in_its_place_when_a_setting_changes_all_keys() -> None:
    before, after = settings(ENGLISH), settings(ENGLISH.with_language("zh_CN"))
    position = Position()
    position.moved_to(before, None)
    position.focus = choices_of(before)[3]
    position.moved_to(after, before)
    assert position.focus == choices_of(after)[3]


def test_a_setting_used_by_its_digit_is_where_enter_goes_on_from() -> None:
    before, after = settings(ENGLISH), settings(ENGLISH.with_voice_switched())
    position = Position()
    position.moved_to(before, None)
    position.used(choices_of(before)[3])
    position.moved_to(after, before)
    assert position.focus == choices_of(after)[3]
    assert position.confirmed(after) == after.next
