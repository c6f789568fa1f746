"""Each question can be answered, and only rightly: options, patterns, days, agreement."""

import re
from collections.abc import Iterator
from datetime import date

from api_client.contract import CataloguePackage, Field, FieldType, Guide, Validation
from kiosk.catalogue.dates import day
from kiosk.catalogue.findings import Finding, in_guide, in_question
from kiosk.catalogue.lint.services import IDENTIFIER

FEWEST_OPTIONS = 2
CHECKSUMS = frozenset({"GB11643"})
# Any day serves to read an expression by; a leap day is the one that is easily got wrong.
SOME_DAY = date(2024, 2, 29)
RULED = {FieldType.NAME, FieldType.PHONE, FieldType.ID_NUMBER, FieldType.DATE, FieldType.CONSENT}


def findings(package: CataloguePackage) -> Iterator[Finding]:
    for guide in package.guides:
        if not guide.steps:
            yield in_guide(guide, "steps", "is empty")
        if guide.fields and all(each.type is not FieldType.CONSENT for each in guide.fields):
            yield in_guide(guide, "fields", "has no consent")
        for question in guide.fields:
            for where, fault in _faults(question, guide):
                yield in_question(guide, question.id, where, fault)


def _faults(question: Field, guide: Guide) -> Iterator[tuple[str, str]]:
    if not IDENTIFIER.fullmatch(question.id):
        yield "id", "is not well formed"
    yield from _options(question)
    rule = question.validation
    if rule is None:
        if question.type in RULED:
            yield "validation", "is missing"
        return
    yield from _patterns(rule)
    yield from _days(question, rule)
    yield from _lengths(rule)
    if question.type is FieldType.CONSENT and rule.must_be is not True:
        yield "validation.must_be", "must be true for a consent"
    if rule.depends_on:
        kinds = {each.kind for each in rule.any_of}
        asked = [each for each in guide.fields if each.id == rule.depends_on]
        for option in (option for each in asked for option in each.options):
            if option.id not in kinds:
                yield "validation.any_of", f"has no rule for {option.id}"


def _options(question: Field) -> Iterator[tuple[str, str]]:
    ids = [option.id for option in question.options]
    if question.type is FieldType.CHOICE and len(ids) < FEWEST_OPTIONS:
        yield "options", "must be two or more"
    if question.type is not FieldType.CHOICE and ids:
        yield "options", "belong to a choice only"
    if len(set(ids)) < len(ids):
        yield "options", "use an id twice"
    for each in ids:
        if not IDENTIFIER.fullmatch(each):
            yield f"option {each}", "is not well formed"


def _patterns(rule: Validation) -> Iterator[tuple[str, str]]:
    patterns = [("pattern", rule.pattern)] if rule.pattern is not None else []
    patterns += [(f"any_of {each.kind}", each.pattern) for each in rule.any_of]
    for where, pattern in patterns:
        try:
            re.compile(pattern or "")
        except re.error as error:
            yield f"validation.{where}", f"is no pattern: {error}"
        if not pattern:
            yield f"validation.{where}", "is empty"
    for each in rule.any_of:
        if each.checksum is not None and each.checksum not in CHECKSUMS:
            yield f"validation.any_of {each.kind}", f"has an unknown checksum {each.checksum}"


def _days(question: Field, rule: Validation) -> Iterator[tuple[str, str]]:
    meant: dict[str, date] = {}
    for where, expression in (("min", rule.min), ("max", rule.max)):
        if expression is None:
            continue
        if question.type is not FieldType.DATE:
            yield f"validation.{where}", "belongs to a date only"
        try:
            meant[where] = day(expression, SOME_DAY)
        except ValueError:
            yield f"validation.{where}", f"is no day: {expression}"
    if meant.keys() == {"min", "max"} and meant["min"] > meant["max"]:
        yield "validation.min", "is later than max"


def _lengths(rule: Validation) -> Iterator[tuple[str, str]]:
    if rule.max_length is not None and rule.max_length < 1:
        yield "validation.max_length", "leaves no room for an answer"
    if (rule.min_length or 0) > (rule.max_length or rule.min_length or 0):
        yield "validation.min_length", "is more than max_length"
