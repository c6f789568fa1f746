"""Halls that cannot be reached and ways that end, planted one by one."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str, object], list[str]]
MEALS = "guides/g-meals.json"
HALL = "halls/default.json"


HALLS = [
    (HALL, "tiles", [], "hall default: tiles is empty"),
    (HALL, "phone", "ring the bell", "hall default: phone is no telephone number"),
    (HALL, "address.source", "", "hall default: address.source is empty"),
    (HALL, "hours_source", "", "hall default: hours_source is empty"),
    (HALL, "opening_hours", [], "hall default: opening_hours is empty"),
    (HALL, "opening_hours.0.days", [], "hall default: opening_hours.0.days is empty"),
    (HALL, "opening_hours.0.days", [1, 1], "opening_hours.0.days names a day twice"),
    (HALL, "opening_hours.0.days", [0], "opening_hours.0.days are 1 Monday to 7 Sunday, not 0"),
    (HALL, "opening_hours.0.days", [8], "opening_hours.0.days are 1 Monday to 7 Sunday, not 8"),
    (HALL, "opening_hours.0.opens", "8:30", "opening_hours.0.opens is no time of day: 8:30"),
    (HALL, "opening_hours.0.closes", "25:00", "opening_hours.0.closes is no time of day: 25:00"),
    (HALL, "opening_hours.0.closes", "08:30", "opening_hours.0.closes is not later than opens"),
    (HALL, "opening_hours", lambda old: old * 2, "hall default: opening_hours overlap on day 1"),
]

WAYS_ON = [
    (
        "guides/g-request.json",
        "fields",
        [],
        "service hl-vaccine: channel is online, but there is no form for it",
    ),
    (
        "guides/g-consultation.json",
        "fields",
        [],
        "service hl-folic: channel is consult, but nothing can be asked",
    ),
    ("tiles.json", "meals.counter.source", "", "tile meals: counter.source is empty"),
    (MEALS, "hotlines", [], "guide g-meals: hotlines is empty"),
    ("package.json", "visit_documents", [], "visit_documents is empty"),
]


@pytest.mark.parametrize("fault", [*HALLS, *WAYS_ON], ids=lambda fault: fault[-1])
def test_a_dead_end_is_found(told: Told, fault: tuple[str, str, object, str]) -> None:
    file, path, value, sentence = fault
    sentences = told(file, path, value)
    assert any(sentence in each for each in sentences), sentences
