"""Where the visitor stands in a form is derived from the answers, never stored."""

from datetime import date

import pytest
from msgspec import structs

from api_client.contract import (
    Bilingual,
    Booking,
    Field,
    FieldType,
    FormOption,
    Guide,
    OnBehalf,
    Receiver,
    ShowIf,
    SourcedText,
    Validation,
)
from kiosk.answers import Problem
from kiosk.journey import Journey

TODAY = date(2026, 11, 22)
TEXT = Bilingual(zh="字", en="word")
SOURCED = SourcedText(zh="字", en="word", source="test")


def field(name: str, kind: FieldType, show_if: ShowIf | None = None) -> Field:
    options = tuple(FormOption(id=each, label=TEXT) for each in ("self", "proxy"))
    rule = Validation(error=TEXT, max_length=20)
    return Field(
        id=name,
        type=kind,
        label=TEXT,
        required=True,
        validation=rule,
        options=options if kind is FieldType.CHOICE else (),
        show_if=show_if,
    )


GUIDE = Guide(
    id="g-test",
    service="el-test",
    also_for=(),
    title=TEXT,
    summary=TEXT,
    conditions=(),
    documents=(),
    steps=(),
    steps_source="",
    time_limit=None,
    fee=SOURCED,
    where=SOURCED,
    result=SOURCED,
    fields=(
        field("name", FieldType.NAME),
        field("filled_by", FieldType.CHOICE),
        field("helper", FieldType.NAME, ShowIf(field="filled_by", equals="proxy")),
        field("note", FieldType.LONG_TEXT),
        field("consent", FieldType.CONSENT),
    ),
    booking=Booking(is_needed=False),
    on_behalf=OnBehalf(is_allowed=True),
    receiver=Receiver(name=TEXT, channel="hall_desk", source=""),
    hotlines=(),
    source="",
    source_refs=(),
)


def answered(*answers: str) -> Journey:
    journey = Journey("el-test", GUIDE)
    for answer in answers:
        after = journey.answer(answer, TODAY)
        assert isinstance(after, Journey)
        journey = after
    return journey


def asked(journey: Journey) -> str | None:
    return journey.question.id if journey.question else None


@pytest.mark.parametrize(
    ("answers", "question", "number", "total"),
    [
        ((), "name", 1, 3),
        (("王秀英",), "filled_by", 2, 3),
        (("王秀英", "self"), "note", 3, 3),
        (("王秀英", "proxy"), "helper", 3, 4),
        (("王秀英", "proxy", "李平"), "note", 4, 4),
        (("王秀英", "self", "好"), None, 3, 3),
    ],
)
def test_the_question_follows_from_the_answers(
    answers: tuple[str, ...], question: str | None, number: int, total: int
) -> None:
    journey = answered(*answers)
    assert (asked(journey), journey.number, len(journey.fields)) == (question, number, total)


def test_back_keeps_the_answer_as_a_draft() -> None:
    before = answered("王秀英", "self").back()
    assert before is not None
    assert (asked(before), before.draft) == ("filled_by", "self")


def test_back_at_the_first_question_leads_out() -> None:
    assert answered().back() is None


def test_what_was_half_typed_survives_going_back_and_forth() -> None:
    journey = answered("王秀英", "self").typed("half").back()
    assert journey is not None
    forth = journey.answer(journey.draft, TODAY)
    assert isinstance(forth, Journey)
    assert (asked(forth), forth.draft) == ("note", "half")


def test_a_changed_answer_brings_up_the_questions_that_now_apply() -> None:
    journey = answered("王秀英", "self", "好").revise("filled_by").answer("proxy", TODAY)
    assert isinstance(journey, Journey)
    assert asked(journey) == "helper"


def test_an_answer_that_no_longer_applies_is_not_handed_in() -> None:
    journey = answered("王秀英", "proxy", "李平", "好").revise("filled_by").answer("self", TODAY)
    assert isinstance(journey, Journey)
    assert [answer.field for answer in journey.given] == ["name", "filled_by", "note"]


def test_the_last_consent_is_asked_on_the_review() -> None:
    journey = answered("王秀英", "self", "好")
    assert journey.consent is not None
    assert journey.consent.id == "consent"
    assert "consent" not in [each.id for each in journey.fields]


def test_a_number_is_asked_again_when_its_kind_of_paper_changes() -> None:
    rule = Validation(error=TEXT, max_length=20, depends_on="filled_by")
    dependent = structs.replace(field("helper", FieldType.NAME), validation=rule)
    fields = (GUIDE.fields[0], GUIDE.fields[1], dependent, GUIDE.fields[4])
    journey = Journey("el-test", structs.replace(GUIDE, fields=fields))
    for answer in ("王秀英", "self", "李平"):
        after = journey.answer(answer, TODAY)
        assert isinstance(after, Journey)
        journey = after
    changed = journey.revise("filled_by").answer("proxy", TODAY)
    assert isinstance(changed, Journey)
    assert (asked(changed), changed.draft) == ("helper", "李平")


def test_a_wrong_answer_leaves_the_journey_where_it_is() -> None:
    journey = answered()
    assert isinstance(journey.answer("", TODAY), Problem)
    assert asked(journey) == "name"
