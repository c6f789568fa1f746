"""References that lead nowhere, planted one by one."""

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[[str, str, object], list[str]]
VACCINE = "services.hl-vaccine"
HEALTH = "fields/health.json"
MEALS = "guides/g-meals.json"
HALL = "halls/default.json"


def put(key: str, value: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: {**old, key: value}


REFERENCES = [
    (HEALTH, f"{VACCINE}.id", "hl-child", "fields/: service hl-child: id is used 2 times"),
    ("tiles.json", "meals.id", "party", "tiles.json: tile party: id is used 2 times"),
    ("hotlines.json", "110.number", "119", "hotlines.json: hotline 119: id is used 2 times"),
    (
        "tiles.json",
        "doctor.groups.doctor-visit.id",
        "affairs-jobs",
        "tiles.json: group affairs-jobs: id is used 2 times",
    ),
    (HEALTH, f"{VACCINE}.tile", "attic", "service hl-vaccine: tile attic does not exist"),
    (
        HEALTH,
        f"{VACCINE}.group",
        "doctor-visit",
        "group doctor-visit does not exist in tile healthcare",
    ),
    (HEALTH, f"{VACCINE}.group", None, "group is missing: healthcare has groups"),
    (HEALTH, f"{VACCINE}.guide", "g-nothing", "guide g-nothing does not exist"),
    (HEALTH, f"{VACCINE}.guide", "g-meals", "guide g-meals is not for this service"),
    (MEALS, "service", "el-nothing", "guide g-meals: service el-nothing does not exist"),
    (MEALS, "also_for", ["hl-vaccine"], "also_for hl-vaccine does not point back at this guide"),
    (MEALS, "service", "", "guide g-meals: service or for_channel must be set, and not both"),
    (
        "guides/g-request.json",
        "for_channel",
        "hall",
        "guide g-request: for_channel hall takes no shared guide",
    ),
    (
        "guides/g-request.json",
        "for_channel",
        "consult",
        "guide g-request: for_channel consult has another shared guide",
    ),
    ("guides/g-request.json", "also_for", ["hl-vaccine"], "must be empty in a shared guide"),
    (MEALS, "hotlines", ["99999"], "guide g-meals: hotlines 99999 does not exist"),
    (MEALS, "source_refs", ["S999"], "guide g-meals: source_refs S999 does not exist"),
    (MEALS, "booking.slot_field", "noon", "booking.slot_field noon does not exist"),
    ("hotlines.json", "110.source_ref", "S999", "hotline 110: source_ref S999 does not exist"),
    (HALL, "tiles", ["meals", "attic"], "hall default: tiles attic does not exist"),
    (HALL, "tiles", ["meals", "meals"], "hall default: tiles meals is named 2 times"),
    (MEALS, "fields.meals.id", "diet", "guide g-meals: field diet: id is used twice"),
    (
        MEALS,
        "fields.note",
        put("show_if", {"field": "nobody", "equals": "x"}),
        "field note: show_if nobody is not asked before",
    ),
    (
        MEALS,
        "fields.name",
        put("show_if", {"field": "diet", "equals": "soft"}),
        "field name: show_if diet is not asked before",
    ),
    (
        MEALS,
        "fields.note",
        put("show_if", {"field": "phone", "equals": "1"}),
        "field note: show_if phone is not a choice",
    ),
    (
        MEALS,
        "fields.note",
        put("show_if", {"field": "diet", "equals": "raw"}),
        "field note: show_if raw is not an option of diet",
    ),
    (
        "guides/g-ltc.json",
        "fields.id_number.validation.depends_on",
        "passport",
        "field id_number: validation.depends_on passport is not asked before",
    ),
]


@pytest.mark.parametrize("fault", REFERENCES, ids=lambda fault: fault[-1])
def test_a_reference_that_leads_nowhere_is_found(
    told: Told, fault: tuple[str, str, object, str]
) -> None:
    file, path, value, sentence = fault
    sentences = told(file, path, value)
    assert any(sentence in each for each in sentences), sentences
