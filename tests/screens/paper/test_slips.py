"""What people take home: in both languages, and no more than is true."""

from dataclasses import fields, replace

from api_client.contract import CaseStatus, Document
from api_client.outbox import Delivery
from kiosk.catalogue import Catalogue, is_to_be_confirmed
from kiosk.standing import Standing
from screens.fonts import missing_glyphs
from screens.paper import qr_text
from screens.paper.marked import SIGN
from screens.paper.receipt import receipt_slip
from screens.paper.slip import Matter, SlipReference, Weight
from screens.paper.tick_list import tick_list
from tests.screens.paper.sample_slips import (
    CHINESE,
    KEPT,
    NOW,
    REFERENCE,
    SEVERAL,
    case_of,
    come_to,
    english,
    every_slip,
    lines,
    matters,
    told,
)
from tests.screens.places_afterwards import LONG_NAME


def test_every_line_of_every_slip_is_in_both_languages(catalogue: Catalogue) -> None:
    for matter in matters(catalogue):
        for slip in every_slip(matter):
            for line in lines(slip):
                assert CHINESE.search(line.chinese), line
                assert line.english, line
                assert not CHINESE.search(line.english), line


def test_every_character_can_be_printed(catalogue: Catalogue) -> None:
    signs = {
        sign
        for matter in matters(catalogue)
        for slip in every_slip(matter)
        for line in lines(slip)
        for sign in line.chinese + line.english
    }
    assert missing_glyphs("".join(sorted(signs))) == ""


def test_a_receipt_says_what_when_and_whom_to_ring(matter: Matter) -> None:
    slip = receipt_slip(KEPT, matter)
    assert SlipReference(REFERENCE, qr_text(REFERENCE)) in slip.parts
    text = english(slip)
    assert matter.service.name.en in text
    assert matter.hall.name.en in text
    assert "14:05" in text
    assert "12345" in text
    assert "with your phone" not in text
    assert "scan the code with your phone" in english(
        receipt_slip(KEPT, matter, address="https://onestop.example.cn/t")
    )
    chinese = "\n".join(line.chinese for line in lines(slip))
    assert "2026年11月21日 14:05" in chinese
    assert matter.service.name.zh in chinese


def test_until_the_office_answers_the_slip_says_kept_and_never_accepted(matter: Matter) -> None:
    for standing in (KEPT, come_to(Delivery.REFUSED), come_to(Delivery.HELD)):
        slip = receipt_slip(standing, matter)
        assert "kept here" in english(slip)
        assert "accepted" not in english(slip)
        assert not any("受理" in line.chinese for line in lines(slip))


def test_only_an_accepted_case_is_called_accepted(matter: Matter) -> None:
    strong = {
        status: tuple(
            line
            for line in lines(receipt_slip(told(status), matter))
            if line.weight is Weight.STRONG
        )
        for status in CaseStatus
    }
    assert len(set(strong.values())) == len(CaseStatus)
    says_accepted = [
        status
        for status, said in strong.items()
        if any("has accepted it" in line.english for line in said)
    ]
    assert says_accepted == [CaseStatus.ACCEPTED]


def test_the_offices_own_number_is_on_the_slip_once_there_is_one(matter: Matter) -> None:
    slip = receipt_slip(told(CaseStatus.ACCEPTED), matter)
    assert case_of(CaseStatus.ACCEPTED).case_number in english(slip)


def test_each_of_several_offices_is_named_with_its_own_state(matter: Matter) -> None:
    text = english(receipt_slip(SEVERAL, matter))
    assert f"{LONG_NAME.en}: You took it back. Nothing was sent." in text
    assert f"{LONG_NAME.en}: It is kept here, not yet sent." in text


def test_a_question_is_called_a_question(matter: Matter) -> None:
    asked = receipt_slip(KEPT, replace(matter, is_question=True))
    assert "We have your question" in english(asked)
    assert "We have your application" not in english(asked)


def test_a_slip_is_made_of_nothing_that_a_resident_answered() -> None:
    assert {field.name for field in fields(Standing)} == {
        *("reference", "service", "taken_at", "offices", "is_rated"),
        *("withdrawal", "appointment", "can"),
    }
    assert {field.name for field in fields(Matter)} == {
        *("service", "hall", "guide", "documents", "counter", "is_question"),
    }


def test_the_tick_list_has_a_box_for_every_paper(catalogue: Catalogue) -> None:
    for matter in matters(catalogue):
        ticks = [line for line in lines(tick_list(matter, NOW)) if line.weight is Weight.TICK]
        assert len(ticks) == len(matter.documents)
        for line, document in zip(ticks, matter.documents, strict=True):
            assert document.name.en in line.english
            assert ("if you have it" in line.english) is not document.is_required


def test_where_no_papers_are_known_the_list_says_to_ask(matter: Matter) -> None:
    slip = tick_list(replace(matter, documents=()), NOW)
    assert "Please ask before you come" in english(slip)


def test_an_amount_always_has_its_date(catalogue: Catalogue) -> None:
    dated = [each for each in matters(catalogue) if each.service.standard_as_of]
    assert dated
    for matter in dated:
        assert f"published in {matter.service.standard_as_of}" in english(tick_list(matter, NOW))


def test_what_is_not_confirmed_bears_the_sign_and_the_sign_is_explained(
    catalogue: Catalogue,
) -> None:
    for matter in matters(catalogue):
        slip = tick_list(matter, NOW)
        signed = [line for line in lines(slip) if line.english.startswith(SIGN)]
        unsure = {each.name.en for each in matter.documents if is_to_be_confirmed(each.source)}
        assert all(any(name in line.english for line in signed) for name in unsure)
        explained = [line for line in signed if "To be confirmed" in line.english]
        assert len(explained) == bool(signed)
        assert all(line.chinese.startswith(SIGN) for line in signed)


def test_nothing_is_signed_when_everything_is_confirmed(matter: Matter) -> None:
    assert matter.guide is not None
    sure = "the hall, 2026"
    guide = matter.guide
    confirmed = replace(
        matter,
        guide=type(guide)(
            **{
                **{name: getattr(guide, name) for name in guide.__struct_fields__},
                "conditions": (),
                "fee": type(guide.fee)(zh="免费", en="Free", source=sure),
                "where": type(guide.where)(zh="一楼", en="Ground floor", source=sure),
                "time_limit": None,
            }
        ),
        hall=type(matter.hall)(
            **{
                **{name: getattr(matter.hall, name) for name in matter.hall.__struct_fields__},
                "address": type(matter.hall.address)(zh="浦东", en="Pudong", source=sure),
                "hours_source": sure,
                "phone_source": sure,
            }
        ),
        documents=(Document(id="id", name=matter.service.name, is_required=True, source=sure),),
        counter=None,
    )
    assert SIGN not in english(tick_list(confirmed, NOW))
