"""All kiosks at a glance: the ones that want a look first, the longest silent before all."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from api_client.contract.kiosks import FleetKiosk, KioskHealth, KioskState
from onestop.hall_time import SHANGHAI
from onestop.store.fleet import Seen

SILENT_AFTER = timedelta(minutes=5)
ORDER = tuple(KioskState)
OF_HEALTH = {
    KioskHealth.FAILS: KioskState.FAILS,
    KioskHealth.MIND: KioskState.MIND,
    KioskHealth.WELL: KioskState.WELL,
}
HEADINGS = (
    *("kiosk", "hall", "state", "heard", "waiting", "oldest", "paper", "voice"),
    *("program", "catalogue", "clock"),
)
GAP = "  "


def fleet(seen: Iterable[Seen], now: datetime) -> list[FleetKiosk]:
    """As it is at that moment."""
    return sorted((_viewed(each, now) for each in seen), key=_lateness)


def table(kiosks: Iterable[FleetKiosk]) -> str:
    """The same for an operator's console, a line a kiosk."""
    rows = [HEADINGS, *(_row(each) for each in kiosks)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        GAP.join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _viewed(seen: Seen, now: datetime) -> FleetKiosk:
    silence = None if seen.heard_at is None else max(now - seen.heard_at, timedelta(0))
    return FleetKiosk(
        kiosk=seen.kiosk.id,
        district=seen.kiosk.district,
        area=seen.kiosk.area,
        hall=seen.kiosk.hall,
        name=seen.kiosk.name,
        state=_state(seen, silence),
        heard_at=seen.heard_at,
        silent_seconds=None if silence is None else int(silence.total_seconds()),
        enrolled_at=seen.enrolled_at,
        revoked_at=seen.revoked_at,
        code_ends_at=seen.code_ends_at,
        is_replacing_key=seen.keys > 1,
        reported_at=seen.reported_at,
        clock_off_seconds=_clock_off(seen),
        last=seen.heartbeat,
    )


def _state(seen: Seen, silence: timedelta | None) -> KioskState:
    if seen.revoked_at is not None:
        return KioskState.REVOKED
    if seen.enrolled_at is None:
        return KioskState.AWAITED
    if silence is None or silence > SILENT_AFTER or seen.heartbeat is None:
        return KioskState.SILENT
    return OF_HEALTH[seen.heartbeat.health]


def _clock_off(seen: Seen) -> int | None:
    if seen.heartbeat is None or seen.heard_at is None:
        return None
    return round((seen.heartbeat.sent_at - seen.heard_at).total_seconds())


def _lateness(kiosk: FleetKiosk) -> tuple[int, bool, str, str, str]:
    """One that was never heard comes behind those that have fallen silent."""
    heard = kiosk.heard_at
    place = (kiosk.district, kiosk.kiosk)
    return ORDER.index(kiosk.state), heard is None, heard.isoformat() if heard else "", *place


def _row(kiosk: FleetKiosk) -> tuple[str, ...]:
    name, last = f"{kiosk.district}/{kiosk.kiosk}", kiosk.last
    if last is None:
        return name, kiosk.hall, kiosk.state.value, "never", *[""] * 7
    return (
        *(name, kiosk.hall, kiosk.state.value, _ago(kiosk.silent_seconds or 0)),
        *(str(last.undelivered), _moment(last.oldest_undelivered), last.paper.value),
        *("off" if last.is_voice_off else "on", last.versions.program, last.versions.catalogue),
        f"{kiosk.clock_off_seconds or 0:+d} s",
    )


def _ago(seconds: int) -> str:
    for unit, length in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit} ago"
    return f"{seconds} s ago"


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
