"""Faults of standings, planted one by one."""

from collections.abc import Callable

import pytest

Told = Callable[[str, str, object], list[str]]
HEALTH = "fields/health.json"
STANDINGS = "services.hl-vaccine.standings"
RESERVE = {"state": "reserve", "since": "2026-01-01"}
PILOT = {"state": "pilot", "since": "2026-06-01", "areas": ["310104013"]}
LIVE = {"state": "live", "since": "2027-01-01"}


def test_a_life_in_order_is_in_order(told: Told) -> None:
    assert told(HEALTH, STANDINGS, [RESERVE, PILOT, LIVE]) == []


@pytest.mark.parametrize(
    ("standings", "fault"),
    [
        ([{**PILOT, "areas": []}], "standings.0.areas is empty: a pilot has an area"),
        ([{**LIVE, "areas": ["310104"]}], "standings.0.areas must be empty: only a pilot"),
        ([RESERVE, {**PILOT, "areas": ["Xuhui"]}], "standings.1.areas is no area code"),
        ([LIVE, PILOT], "standings must be in the order of their days: 2026-06-01"),
        ([LIVE, {**LIVE, "state": "withdrawn"}], "standings must be in the order of their days"),
    ],
)
def test_a_fault_is_told_with_its_service(
    told: Told, standings: list[dict[str, object]], fault: str
) -> None:
    (said,) = told(HEALTH, STANDINGS, standings)
    assert said.startswith(f"fields/health.json: service hl-vaccine: {fault}")
