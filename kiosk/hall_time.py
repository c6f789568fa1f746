"""Times as the hall's clock tells them, whatever offset an office wrote them in."""

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

from msgspec.structs import replace

from api_client.contract import Case, Slot, Step

SHANGHAI: Final = timezone(timedelta(hours=8))


def local_now() -> datetime:
    """The time on the hall's clock, whatever zone the machine is set to."""
    return datetime.now(SHANGHAI)


def case_in(zone: tzinfo | None, case: Case) -> Case:
    """The same case with every moment on the clock of that zone."""

    def here(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment.astimezone(zone)

    def step_here(step: Step) -> Step:
        started_at = step.started_at.astimezone(zone)
        return replace(step, started_at=started_at, ended_at=here(step.ended_at))

    time = case.appointment
    if time is not None:
        starts_at, ends_at = time.starts_at.astimezone(zone), time.ends_at.astimezone(zone)
        time = replace(time, starts_at=starts_at, ends_at=ends_at)
    return replace(
        case,
        received_at=case.received_at.astimezone(zone),
        accepted_at=here(case.accepted_at),
        promised_by=here(case.promised_by),
        steps=tuple(step_here(each) for each in case.steps),
        appointment=time,
    )


def slot_in(zone: tzinfo | None, slot: Slot) -> Slot:
    starts_at, ends_at = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    return replace(slot, starts_at=starts_at, ends_at=ends_at)
