"""The shipped catalogue is whole; what is planted in a copy of it is told exactly."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.catalogue.lint import problems

Plant = Callable[..., None]
VACCINE = "services.hl-vaccine"
HEALTH = "fields/health.json"
HALL = "halls/default.json"


def test_the_shipped_catalogue_has_no_problem_and_no_warning() -> None:
    assert [each.sentence for each in problems()] == []


def test_a_finding_names_file_item_and_field(folder: Path, plant: Plant) -> None:
    plant(HEALTH, f"{VACCINE}.name.en", "")
    (finding,) = problems(folder)
    assert (finding.file, finding.item, finding.field) == (HEALTH, "service hl-vaccine", "name.en")
    assert finding.sentence == "fields/health.json: service hl-vaccine: name.en is empty"
    assert not finding.is_warning


def test_a_file_that_cannot_be_read_is_the_only_finding(folder: Path) -> None:
    (folder / "tiles.json").write_text("no json", encoding="utf-8")
    (finding,) = problems(folder)
    assert finding.file == "tiles.json"


def test_a_group_of_more_than_seven_is_warned_of(folder: Path, plant: Plant) -> None:
    def into_pregnancy(services: list[dict[str, Any]]) -> list[dict[str, Any]]:
        moved = {"hl-vaccine", "hl-ehr"}
        return [
            {**each, "group": "healthcare-pregnancy"} if each["id"] in moved else each
            for each in services
        ]

    plant(HEALTH, "services", into_pregnancy)
    (finding,) = problems(folder)
    assert finding.is_warning
    assert finding.sentence == (
        "tiles.json: tile healthcare: group healthcare-pregnancy has 8 services, more than seven"
    )


def test_a_group_without_services_is_found(folder: Path, plant: Plant) -> None:
    empty = {"id": "meals-none", "name": {"zh": "没有", "en": "None"}}
    plant("tiles.json", "affairs.groups", lambda old: [*old, empty])
    told = {each.sentence: each.is_warning for each in problems(folder)}
    assert told == {
        "tiles.json: tile affairs: group meals-none has no service": False,
        "tiles.json: tile affairs: groups are 8, more than seven": True,
    }


def test_more_than_seven_services_without_groups_are_warned_of(folder: Path, plant: Plant) -> None:
    def to_meals(services: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**each, "tile": "meals", "group": None} if each["tile"] == "healthcare" else each
            for each in services
        ]

    plant(HEALTH, "services", to_meals)
    warned = [each.sentence for each in problems(folder) if each.is_warning]
    assert warned == ["tiles.json: tile meals: groups are missing for 20 services"]


def test_a_hall_service_needs_a_guide_or_a_place_with_hours(folder: Path, plant: Plant) -> None:
    for hall in ("default", "lingang"):
        plant(f"halls/{hall}.json", "opening_hours", [])
    told = [each.sentence for each in problems(folder)]
    expected = "channel is hall, but there is neither a guide nor a place with hours"
    assert f"fields/health.json: service hl-hypertension: {expected}" in told
    assert not [each for each in told if "el-meals" in each]


def test_a_tile_without_services_is_found(folder: Path) -> None:
    empty = {
        "id": "attic",
        "order": 9,
        "sign": "空",
        "name": {"zh": "阁楼", "en": "Attic"},
        "hint": {"zh": "没有", "en": "Nothing"},
        "counter": {"zh": "楼上", "en": "Upstairs", "source": "nobody"},
        "source": "nobody",
    }
    tiles = json.loads((folder / "tiles.json").read_text(encoding="utf-8"))
    (folder / "tiles.json").write_text(json.dumps([*tiles, empty]), encoding="utf-8")
    (finding,) = problems(folder)
    assert finding.sentence == "tiles.json: tile attic: has no service"


def test_evening_hours_after_a_midday_break_do_not_overlap(folder: Path, plant: Plant) -> None:
    morning = {"days": [1, 2, 3, 4, 5], "opens": "08:30", "closes": "12:00"}
    evening = {"days": [1, 2, 3, 4, 5], "opens": "12:00", "closes": "24:00"}
    plant(HALL, "opening_hours", [evening, morning])
    assert problems(folder) == []
