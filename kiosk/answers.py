"""Checks one answer. A slip is a value, never an exception: it says what to do next."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from api_client.contract import Bilingual, Field, FieldType, NumberRule, Validation
from kiosk.catalogue.dates import day
from kiosk.identity import NumberFault, fault_in

AGREED = "yes"
NOT_AGREED = "no"
AT_COUNTER = "at-counter"
SKIPPED = ""
MOST_CHARACTERS = 2000
IDEOGRAPH = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
LATIN = re.compile("[A-Za-z]")
DATE_PARTS = 3
DATE_FORMS = {8: "%Y%m%d", 10: "%Y-%m-%d"}
FORMATTING = re.compile(r"[\s\-./年月()()]+")


class Slip(Enum):
    """The ways in which an answer can be unfinished or mistaken."""

    MISSING = auto()
    NOT_CHOSEN = auto()
    NOT_AGREED = auto()
    TOO_LONG = auto()
    MISTYPED = auto()
    FIFTEEN_DIGITS = auto()
    NUMBER_LENGTH = auto()
    NUMBER_BIRTH_DATE = auto()
    CHECK_DIGIT = auto()
    NO_SUCH_DATE = auto()
    DATE_NOT_OPEN = auto()
    NOT_A_REFERENCE = auto()
    TOO_MANY_TRIES = auto()
    NOT_FOUR_DIGITS = auto()
    UNKNOWN_WITH_DIGITS = auto()
    NOTHING_TO_SEARCH = auto()
    CANNOT_KEEP = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer. `sentence` is the catalogue's own words for it."""

    slip: Slip
    sentence: Bilingual | None = None
    most: int = 0


FAULTS = {
    NumberFault.FIFTEEN_DIGITS: Slip.FIFTEEN_DIGITS,
    NumberFault.LENGTH: Slip.NUMBER_LENGTH,
    NumberFault.BIRTH_DATE: Slip.NUMBER_BIRTH_DATE,
    NumberFault.CHECK_DIGIT: Slip.CHECK_DIGIT,
}


def cleaned(raw: str) -> str:
    """What was typed, without control characters and with single spaces."""
    visible = "".join(" " if unicodedata.category(sign) in "Zs Zl Zp Cc" else sign for sign in raw)
    kept = "".join(sign for sign in visible if unicodedata.category(sign) not in {"Cf", "Cs", "Co"})
    return " ".join(unicodedata.normalize("NFC", kept).split())


def check(  # noqa: PLR0911 -- one match, a line a kind
    field: Field, raw: str, today: date, answers: Mapping[str, str] | None = None
) -> str | Problem:
    """The answer as it will be handed in, or what is wrong with it.

    `answers` are those given before; an identity number depends on the kind of paper chosen.
    """
    text = cleaned(raw)
    match field.type:
        case FieldType.PHOTO | FieldType.SIGNATURE:
            return AT_COUNTER if text or field.required else SKIPPED
        case FieldType.CHOICE:
            return _choice(field, text)
        case FieldType.CONSENT:
            return text if text == AGREED else Problem(Slip.NOT_AGREED, _sentence(field))
        case _ if not text:
            return Problem(Slip.MISSING) if field.required else SKIPPED
        case FieldType.DATE:
            return _date(field, text, today)
        case FieldType.ID_NUMBER:
            return _number(field, text, today, answers or {})
        case FieldType.PHONE:
            return _matched(field, FORMATTING.sub("", unicodedata.normalize("NFKC", text)))
        case FieldType.NAME if IDEOGRAPH.search(text) and LATIN.search(text):
            # Letters of a pinyin that was never chosen from, left behind in a Chinese name.
            return Problem(Slip.MISTYPED, _sentence(field))
        case FieldType.NAME | FieldType.ADDRESS | FieldType.LONG_TEXT:
            return _matched(field, text)


def _choice(field: Field, text: str) -> str | Problem:
    if any(option.id == text for option in field.options):
        return text
    return SKIPPED if not text and not field.required else Problem(Slip.NOT_CHOSEN)


def _matched(field: Field, text: str) -> str | Problem:
    rule = field.validation
    most = rule.max_length if rule and rule.max_length else MOST_CHARACTERS
    if len(text) > most:
        return Problem(Slip.TOO_LONG, _sentence(field), most)
    if rule and rule.min_length and len(text) < rule.min_length:
        return Problem(Slip.MISTYPED, rule.error)
    if rule and rule.pattern and not re.search(rule.pattern, text):
        return Problem(Slip.MISTYPED, rule.error)
    return text


def _date(field: Field, text: str, today: date) -> str | Problem:
    """Eight digits, or three parts; seven digits could mean two days, so they mean none."""
    plain = FORMATTING.sub("-", unicodedata.normalize("NFKC", text).replace("日", "")).strip("-")
    parts = plain.split("-")
    written = "-".join(part.zfill(2) for part in parts) if len(parts) == DATE_PARTS else plain
    try:
        meant = datetime.strptime(written, DATE_FORMS.get(len(written), "")).date()  # noqa: DTZ007 -- a day has no time zone
    except ValueError:
        return Problem(Slip.NO_SUCH_DATE)
    rule = field.validation
    if rule and rule.min and meant < day(rule.min, today):
        return Problem(Slip.DATE_NOT_OPEN, rule.error)
    if rule and rule.max and meant > day(rule.max, today):
        return Problem(Slip.DATE_NOT_OPEN, rule.error)
    return meant.isoformat()


def _number(field: Field, text: str, today: date, answers: Mapping[str, str]) -> str | Problem:
    number = FORMATTING.sub("", unicodedata.normalize("NFKC", text)).upper()
    rules = _rules_for(field.validation, answers)
    if not rules:
        return number
    for rule in rules:
        if re.search(rule.pattern, number) and not _fault(rule, number, today):
            return number
    faults = [fault for rule in rules if (fault := _fault(rule, number, today))]
    return Problem(FAULTS[faults[0]]) if faults else Problem(Slip.MISTYPED, _sentence(field))


def _rules_for(rule: Validation | None, answers: Mapping[str, str]) -> list[NumberRule]:
    if rule is None:
        return []
    kind = answers.get(rule.depends_on, "") if rule.depends_on else ""
    return [each for each in rule.any_of if not kind or each.kind == kind]


def _fault(rule: NumberRule, number: str, today: date) -> NumberFault | None:
    return fault_in(number, today) if rule.checksum == "GB11643" else None


def _sentence(field: Field) -> Bilingual | None:
    return field.validation.error if field.validation else None
