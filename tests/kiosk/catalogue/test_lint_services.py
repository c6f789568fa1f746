"""Faults of attributes and provenance, planted one by one."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[[str, str, object], list[str]]
VACCINE = "services.hl-vaccine"
HEALTH = "fields/health.json"
MEALS = "guides/g-meals.json"


def put(key: str, value: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: {**old, key: value}


SERVICES = [
    (HEALTH, f"{VACCINE}.standard", None, "service hl-vaccine: standard is missing"),
    (HEALTH, f"{VACCINE}.standard_source", "", "standard_source is missing"),
    (
        HEALTH,
        f"{VACCINE}.standard",
        {"zh": "每针20元", "en": "20 yuan a shot"},
        "service hl-vaccine: standard_as_of is missing: an amount has a date",
    ),
    (HEALTH, f"{VACCINE}.standard_as_of", "May", "standard_as_of must be a year or a month: May"),
    (HEALTH, f"{VACCINE}.standard_as_of", "2024-13", "standard_as_of must be a year or a month"),
    (HEALTH, f"{VACCINE}.source", "", "service hl-vaccine: source is empty"),
    (HEALTH, f"{VACCINE}.channel_basis", " ", "service hl-vaccine: channel_basis is empty"),
    (HEALTH, f"{VACCINE}.source_refs", [], "service hl-vaccine: source_refs is empty"),
    (HEALTH, f"{VACCINE}.source_refs", [{"id": "S999"}], "source_refs S999 does not exist"),
    (
        HEALTH,
        f"{VACCINE}.provenance",
        "official_list",
        "provenance is official_list, but no such source is named",
    ),
    (HEALTH, f"{VACCINE}.id", "HL vaccine", "service HL vaccine: id is not well formed"),
    ("tiles.json", "affairs.groups.affairs-jobs.id", "Jobs!", "group Jobs!: id is not well formed"),
    ("sources.json", "S002", put("title", ""), "source S002: title is missing"),
    (MEALS, "fee.source", "", "guide g-meals: fee.source is empty"),
    (MEALS, "documents.id.source", "", "guide g-meals: document id: source is empty"),
    (MEALS, "conditions.0.source", "", "guide g-meals: conditions.0.source is empty"),
    (MEALS, "steps_source", "", "guide g-meals: steps_source is empty"),
    (MEALS, "fee.zh", "每顿15元", "guide g-meals: fee.zh names an amount without its year"),
    (MEALS, "fee.en", "15 yuan a meal", "guide g-meals: fee.en names an amount without its year"),
]


@pytest.mark.parametrize("fault", SERVICES, ids=lambda fault: fault[-1])
def test_what_a_service_leaves_untold_is_found(
    told: Told, fault: tuple[str, str, object, str]
) -> None:
    file, path, value, sentence = fault
    sentences = told(file, path, value)
    assert any(sentence in each for each in sentences), sentences
