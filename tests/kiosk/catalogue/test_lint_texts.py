"""Faults of language, planted one by one in a copy of the shipped catalogue."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str, object], list[str]]
VACCINE = "services.hl-vaccine"
HEALTH = "fields/health.json"
MEALS = "guides/g-meals.json"
HALL = "halls/default.json"


TEXTS = [
    (HEALTH, f"{VACCINE}.audience.en", "", "service hl-vaccine: audience.en is empty"),
    (HEALTH, f"{VACCINE}.content.zh", "  ", "service hl-vaccine: content.zh is empty"),
    (HEALTH, f"{VACCINE}.name.en", "打针", "service hl-vaccine: name.en is not English: 打针"),
    (HEALTH, f"{VACCINE}.name.zh", "Shots", "service hl-vaccine: name.zh has no Chinese: Shots"),
    (HEALTH, f"{VACCINE}.lead_unit.en", "Office，A", "lead_unit.en is not English: Office，A"),
    (HEALTH, f"{VACCINE}.content.zh", "打针,免费", "content.zh has narrow punctuation"),
    (HEALTH, f"{VACCINE}.content.zh", "打针 ", "content.zh begins or ends with a space"),
    (HEALTH, f"{VACCINE}.keywords.zh", [], "service hl-vaccine: keywords.zh is empty"),
    (HEALTH, f"{VACCINE}.keywords.en", ["shot", "针"], "keywords.en is not English: 针"),
    (HEALTH, f"{VACCINE}.keywords.en", ["shot", " "], "keywords.en has an empty keyword"),
    (HEALTH, f"{VACCINE}.keywords.en", ["shot", "shot"], "keywords.en names a keyword twice"),
    (HEALTH, "name.en", "", "fields/health.json: field health: name.en is empty"),
    ("tiles.json", "meals.hint.zh", "", "tiles.json: tile meals: hint.zh is empty"),
    ("tiles.json", "meals.sign", "吃饭", "tile meals: sign must be one Chinese character"),
    ("tiles.json", "meals.sign", "M", "tile meals: sign must be one Chinese character"),
    ("tiles.json", "meals.counter.en", "", "tile meals: counter.en is empty"),
    ("tiles.json", "affairs.groups.affairs-jobs.name.en", "", "groups.2.name.en is empty"),
    (MEALS, "steps.0.en", "", "guide g-meals: steps.0.en is empty"),
    (MEALS, "documents.id.name.zh", "ID", "guide g-meals: documents.0.name.zh has no Chinese: ID"),
    (MEALS, "fields.note.help.en", "", "guide g-meals: field note: help.en is empty"),
    (MEALS, "fields.diet.options.soft.label.zh", "", "field diet: options.1.label.zh is empty"),
    (MEALS, "fields.phone.validation.error.en", "", "field phone: validation.error.en is empty"),
    (HALL, "address.en", "", "hall default: address.en is empty"),
    ("hotlines.json", "12345.use.zh", "", "hotline 12345: use.zh is empty"),
    ("package.json", "amounts_note.en", "", "package.json: amounts_note.en is empty"),
    ("package.json", "visit_documents.id.name.en", "", "visit_documents.0.name.en is empty"),
]


@pytest.mark.parametrize("fault", TEXTS, ids=lambda fault: fault[-1])
def test_a_text_that_cannot_be_shown_is_found(
    told: Told, fault: tuple[str, str, object, str]
) -> None:
    file, path, value, sentence = fault
    sentences = told(file, path, value)
    assert any(sentence in each for each in sentences), sentences
