"""Questions that cannot be answered, planted one by one."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[[str, str, object], list[str]]
MEALS = "guides/g-meals.json"


def put(key: str, value: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: {**old, key: value}


def without(key: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: {name: value for name, value in old.items() if name != key}


FORMS = [
    (MEALS, "steps", [], "guide g-meals: steps is empty"),
    (MEALS, "fields.consent.type", "choice", "guide g-meals: fields has no consent"),
    (MEALS, "fields.diet.options", lambda old: old[:1], "diet: options must be two or more"),
    (MEALS, "fields.diet", without("options"), "diet: options must be two or more"),
    (MEALS, "fields.diet.options.soft.id", "none", "field diet: options use an id twice"),
    (MEALS, "fields.diet.options.soft.id", "soft food", "option soft food is not well formed"),
    (MEALS, "fields.diet.type", "long_text", "field diet: options belong to a choice only"),
    (MEALS, "fields.note.id", "Note!", "field Note!: id is not well formed"),
    (MEALS, "fields.phone", put("validation", None), "field phone: validation is missing"),
    (
        MEALS,
        "fields.phone.validation.pattern",
        "(",
        "field phone: validation.pattern is no pattern",
    ),
    (MEALS, "fields.phone.validation.pattern", "", "field phone: validation.pattern is empty"),
    (
        "guides/g-ltc.json",
        "fields.id_number.validation.any_of.3.pattern",
        "[",
        "field id_number: validation.any_of passport is no pattern",
    ),
    (
        "guides/g-ltc.json",
        "fields.id_number.validation.any_of.0.checksum",
        "LUHN",
        "validation.any_of resident_id has an unknown checksum LUHN",
    ),
    (
        "guides/g-ltc.json",
        "fields.id_number.validation.any_of",
        lambda old: old[:-1],
        "field id_number: validation.any_of has no rule for passport",
    ),
    (
        MEALS,
        "fields.birth_date.validation.max",
        "yesterday",
        "field birth_date: validation.max is no day: yesterday",
    ),
    (
        MEALS,
        "fields.birth_date.validation.min",
        "today+1d",
        "field birth_date: validation.min is later than max",
    ),
    (
        MEALS,
        "fields.name.validation",
        put("min", "today"),
        "field name: validation.min belongs to a date only",
    ),
    (
        MEALS,
        "fields.name.validation.min_length",
        61,
        "field name: validation.min_length is more than max_length",
    ),
    (
        MEALS,
        "fields.note.validation.max_length",
        0,
        "field note: validation.max_length leaves no room",
    ),
    (
        MEALS,
        "fields.consent.validation.must_be",
        False,
        "field consent: validation.must_be must be true for a consent",
    ),
]


@pytest.mark.parametrize("fault", FORMS, ids=lambda fault: fault[-1])
def test_a_question_that_cannot_be_answered_is_found(
    told: Told, fault: tuple[str, str, object, str]
) -> None:
    file, path, value, sentence = fault
    sentences = told(file, path, value)
    assert any(sentence in each for each in sentences), sentences
