"""All kiosks at a glance: whoever wants a look first."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from api_client.contract import Heartbeat, KioskHealth, Versions
from api_client.contract.kiosks import KioskState
from onestop.fleet import main
from onestop.fleet_view import SILENT_AFTER, fleet, table
from onestop.kiosks import Kiosk
from onestop.store import Place
from onestop.store.fleet import Seen
from tests.onestop.enrolled import enrol

NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
DISTRICT = "310104"


def heard(
    kiosk: str,
    ago: timedelta | None = timedelta(0),
    health: KioskHealth = KioskHealth.WELL,
    *,
    is_revoked: bool = False,
    is_enrolled: bool = True,
) -> Seen:
    at = None if ago is None else NOW - ago
    said = Heartbeat(
        sent_at=NOW + timedelta(minutes=7) if at is None else at + timedelta(minutes=7),
        health=health,
        versions=Versions(program="0.1.0", catalogue="2026-01-01"),
        uptime_seconds=1,
        undelivered=2,
        oldest_undelivered=NOW - timedelta(hours=1),
    )
    return Seen(
        kiosk=Kiosk(kiosk, DISTRICT, "default"),
        enrolled_at=NOW if is_enrolled else None,
        revoked_at=NOW if is_revoked else None,
        keys=1,
        code_ends_at=None,
        heard_at=at,
        heartbeat=None if at is None else said,
        reported_at=None,
    )


def test_the_late_ones_come_first_and_the_revoked_ones_last() -> None:
    day = timedelta(days=1)
    seen = [
        heard("RRR", day, is_revoked=True),
        heard("AAA", None, is_enrolled=False),
        heard("WWW"),
        heard("MMM", health=KioskHealth.MIND),
        heard("FFF", health=KioskHealth.FAILS),
        heard("NNN", None),
        heard("KKK", SILENT_AFTER + timedelta(seconds=1)),
        heard("DDD", day, KioskHealth.FAILS),
        heard("EEE", SILENT_AFTER),
    ]
    found = fleet(seen, NOW)
    assert [each.kiosk for each in found] == [
        *("DDD", "KKK", "NNN", "FFF", "MMM", "EEE", "WWW", "AAA", "RRR")
    ]
    assert [each.state for each in found[:3]] == [KioskState.SILENT] * 3
    assert found[0].silent_seconds == 86_400


def test_a_line_tells_what_the_kiosk_last_said() -> None:
    heading, line = table(fleet([heard("XH2", timedelta(minutes=3))], NOW)).splitlines()
    assert heading.split()[:4] == ["kiosk", "hall", "state", "heard"]
    assert line.split() == [
        *("310104/XH2", "default", "well", "3", "min", "ago", "2", "01-15", "08:00"),
        *("unknown", "on", "0.1.0", "2026-01-01", "+420", "s"),
    ]


def test_a_kiosk_that_was_never_heard_says_so() -> None:
    assert table(fleet([heard("XH2", None)], NOW)).splitlines()[1].split() == [
        *("310104/XH2", "default", "silent", "never")
    ]


def test_the_command_lists_all_kiosks_or_a_districts(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    for district, kiosk in (("310104", "XH2"), ("310115", "PD2")):
        enrol(place, Kiosk(kiosk, district, "default"), "a-key")
    where = [f"--folder={place.folder}", f"--database={place.database}", "list"]
    assert main(where) == 0
    assert {"310104/XH2", "310115/PD2"} <= set(capsys.readouterr().out.split())
    assert main([*where, "--json", "--district=310115"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["kiosk"], found["state"], found["last"]) == ("PD2", "silent", None)
