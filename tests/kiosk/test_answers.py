"""Every kind of answer is taken as people give it, or told in a value what is wrong."""

from datetime import date

import pytest

from api_client.contract import (
    Bilingual,
    Field,
    FieldType,
    FormOption,
    NumberRule,
    Validation,
)
from kiosk.answers import AGREED, AT_COUNTER, NOT_AGREED, Problem, Slip, check, cleaned

TODAY = date(2026, 11, 22)
SENTENCE = Bilingual(zh="请再看一下。", en="Please check.")
LABEL = Bilingual(zh="问题", en="Question")


def field(kind: FieldType, *, required: bool = True, **rule: object) -> Field:
    return Field(
        id="asked",
        type=kind,
        label=LABEL,
        required=required,
        validation=Validation(error=SENTENCE, **rule),  # type: ignore[arg-type] # rules by name
        options=(FormOption(id="a", label=LABEL), FormOption(id="b", label=LABEL)),
    )


PHONE = field(FieldType.PHONE, pattern=r"^(1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8})$")
NAME = field(FieldType.NAME, min_length=2, max_length=60, pattern=r"^[一-鿿·A-Za-z .'\-]+$")
VISIT = field(FieldType.DATE, min="today", max="today+60d")
NUMBER = field(
    FieldType.ID_NUMBER,
    depends_on="id_type",
    any_of=(
        NumberRule(kind="resident_id", pattern=r"^\d{17}[\dXx]$", checksum="GB11643"),
        NumberRule(kind="passport", pattern=r"^[A-Za-z0-9]{5,15}$"),
    ),
)


@pytest.mark.parametrize(
    ("asked", "typed", "taken"),
    [
        (PHONE, "138 0013 8000", "13800138000"),
        (PHONE, "１３８００１３８０００", "13800138000"),
        (PHONE, "021-6234 5678", "02162345678"),
        (NAME, "  王 秀英 ", "王 秀英"),
        (NAME, "Anna O'Neil", "Anna O'Neil"),
        (VISIT, "20261123", "2026-11-23"),
        (VISIT, "2026-11-23", "2026-11-23"),
        (VISIT, "2026.12.1", "2026-12-01"),
        (VISIT, "2026年12月1日", "2026-12-01"),
        (VISIT, "２０２６１１２３", "2026-11-23"),
        (field(FieldType.CHOICE), "b", "b"),
        (field(FieldType.CHOICE, required=False), "", ""),
        (field(FieldType.CONSENT), AGREED, AGREED),
        (field(FieldType.SIGNATURE), "", AT_COUNTER),
        (field(FieldType.PHOTO, required=False), "", ""),
        (field(FieldType.LONG_TEXT, required=False), "   ", ""),
    ],
)
def test_an_answer_is_taken_as_people_write_it(asked: Field, typed: str, taken: str) -> None:
    assert check(asked, typed, TODAY) == taken


@pytest.mark.parametrize(
    ("asked", "typed", "slip"),
    [
        (PHONE, "", Slip.MISSING),
        (PHONE, "12", Slip.MISTYPED),
        (NAME, "王", Slip.MISTYPED),
        (NAME, "W4ng", Slip.MISTYPED),
        (NAME, "欧阳yu", Slip.MISTYPED),
        (NAME, "王" * 10_000, Slip.TOO_LONG),
        (VISIT, "20260231", Slip.NO_SUCH_DATE),
        (VISIT, "tomorrow", Slip.NO_SUCH_DATE),
        (VISIT, "2026123", Slip.NO_SUCH_DATE),
        (VISIT, "261123", Slip.NO_SUCH_DATE),
        (VISIT, "20261121", Slip.DATE_NOT_OPEN),
        (VISIT, "20280101", Slip.DATE_NOT_OPEN),
        (field(FieldType.CHOICE), "", Slip.NOT_CHOSEN),
        (field(FieldType.CHOICE), "zzz", Slip.NOT_CHOSEN),
        (field(FieldType.CONSENT), NOT_AGREED, Slip.NOT_AGREED),
        (field(FieldType.LONG_TEXT), "字" * 2001, Slip.TOO_LONG),
    ],
)
def test_what_is_wrong_is_a_value(asked: Field, typed: str, slip: Slip) -> None:
    problem = check(asked, typed, TODAY)
    assert isinstance(problem, Problem)
    assert problem.slip is slip


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("resident_id", "11010519491231002x", "11010519491231002X"),
        ("resident_id", "1101 0519 4912 3100 2X", "11010519491231002X"),
        ("resident_id", "110105194912310021", Slip.CHECK_DIGIT),
        ("resident_id", "110105491231002", Slip.FIFTEEN_DIGITS),
        ("resident_id", "11010519490231002X", Slip.NUMBER_BIRTH_DATE),
        ("resident_id", "1101051949123100", Slip.NUMBER_LENGTH),
        ("passport", "e12345678", "E12345678"),
        ("passport", "E1", Slip.MISTYPED),
    ],
)
def test_an_identity_number_is_checked_by_the_paper_chosen(
    kind: str, typed: str, expected: str | Slip
) -> None:
    result = check(NUMBER, typed, TODAY, {"id_type": kind})
    assert (result.slip if isinstance(result, Problem) else result) == expected


def test_control_characters_never_reach_an_answer() -> None:
    assert cleaned("a\x00b\x1b[31m\u202e\tc\n") == "a b [31m c"
