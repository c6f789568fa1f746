"""By which words a case can be found, however they were written."""

from datetime import UTC, datetime
from importlib.resources import files

import msgspec
import pytest

from api_client.contract import Answer, FieldType, Guide, Helper, Submission
from onestop.store.terms import (
    IDENTITY_FIELDS,
    MOST_TERMS,
    NAME_FIELDS,
    applicant_of,
    of_digits,
    of_name,
    of_phone,
    terms_of,
)

NUMBER = "310115-20260115-000042"


def matter(**answers: str) -> Submission:
    return Submission(
        reference="R",
        service_code="meal-delivery",
        catalogue_version="1",
        language="zh_CN",
        handed_in_at=datetime(2026, 1, 15, tzinfo=UTC),
        answers=tuple(Answer(field=field, value=value) for field, value in answers.items()),
    )


@pytest.mark.parametrize(
    "written",
    ["13812345678", "138 1234 5678", "+86 138-1234-5678", "008613812345678", "8613812345678"],
)
def test_a_mobile_number_is_found_however_it_was_written(written: str) -> None:
    assert {"p13812345678", "t5678"} <= set(terms_of(matter(phone=written), NUMBER))
    assert of_phone(written) == "p13812345678"


@pytest.mark.parametrize(
    "written", ["021-63212345", "(021) 6321 2345", "63212345", "+86 2163212345"]
)
def test_a_landline_is_found_with_or_without_the_city(written: str) -> None:
    assert {"p63212345", "t2345"} <= set(terms_of(matter(contact_phone=written), NUMBER))
    assert of_phone(written) == "p63212345"


@pytest.mark.parametrize("written", ["", "567", "56789", "沈阿婆", "2026-01-15", "１２３４"])
def test_what_is_no_number_finds_nothing(written: str) -> None:
    assert of_phone(written) is None


def test_the_end_of_an_identity_number_is_found_and_of_the_case_number() -> None:
    terms = terms_of(matter(id_number="31010119480101123x"), NUMBER)
    assert terms == ["c000042", "i01123X"]
    assert of_digits("01123x") == ("c01123x", "i01123X")


def test_an_identity_number_in_another_question_is_found_too() -> None:
    assert "i011234" in terms_of(matter(holder="310101194801011234"), NUMBER)


def test_other_answers_are_not_indexed() -> None:
    assert terms_of(matter(address="浦东新区花木路1号", income="3200"), NUMBER) == ["c000042"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("沈阿婆", "沈阿"),
        ("沈 阿婆", "沈阿婆"),
        ("阿卜杜·热合曼", "阿卜杜热"),
        ("John Smith", "john sm"),
        ("John Smith", "Smith"),
        ("ＪＯＨＮ Smith", "john"),
        ("Anne-Marie O'Neill", "anne marie"),
    ],
)
def test_a_name_is_found_by_how_it_begins(written: str, asked: str) -> None:
    terms = terms_of(matter(name=written), NUMBER)
    assert any(term.startswith(of_name(asked)) for term in terms)


def test_helper_and_person_helped_are_found_by_name_and_phone() -> None:
    helped = msgspec.structs.replace(
        matter(name="沈阿婆"),
        on_behalf_of="沈阿公",
        helper=Helper(name="小李", phone="13911112222"),
    )
    assert {"n小李", "n沈阿公", "n沈阿婆", "p13911112222", "t2222"} <= set(terms_of(helped, NUMBER))


@pytest.mark.parametrize("name", ["", "  ", "·-", "\x00\x01"])
def test_a_name_without_a_letter_is_none(name: str) -> None:
    assert of_name(name) == ""
    assert terms_of(matter(name=name), NUMBER) == ["c000042"]


def test_a_form_full_of_numbers_has_so_many_terms_and_no_more() -> None:
    full = matter(**{f"phone_{number}": f"138{number:08d}" for number in range(99)})
    assert len(terms_of(full, NUMBER)) == MOST_TERMS


@pytest.mark.parametrize(
    ("answers", "on_behalf_of", "told"),
    [
        ({"name": "沈阿婆", "proxy_name": "小李"}, None, "沈阿婆"),
        ({"phone": "1"}, "沈阿公", "沈阿公"),
        ({}, None, ""),
    ],
)
def test_a_case_is_listed_under_its_applicant(
    answers: dict[str, str], on_behalf_of: str | None, told: str
) -> None:
    asked = msgspec.structs.replace(matter(**answers), on_behalf_of=on_behalf_of)
    assert applicant_of(asked) == told


def test_every_question_for_a_name_or_an_identity_number_is_known() -> None:
    folder = files("kiosk.catalogue").joinpath("data/guides")
    guides = [
        msgspec.json.decode(file.read_bytes(), type=Guide)
        for file in folder.iterdir()
        if file.name.endswith(".json")
    ]
    assert guides
    for field in (field for guide in guides for field in guide.fields):
        if field.type is FieldType.NAME:
            # Whom to ask for at a firm is no applicant, but is looked for, too.
            assert NAME_FIELDS.fullmatch(field.id), field.id
        if field.type is FieldType.ID_NUMBER:
            assert field.id in IDENTITY_FIELDS, field.id
