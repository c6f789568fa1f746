"""Tells a GeoReport server's record as a case."""

from datetime import datetime

from api_client.contract import Case, CaseStatus
from api_client.open311.records import Record
from api_client.open311.statuses import status_of
from api_client.presentable import LONGEST, presentable_case


def case_of(record: Record, reference: str, service_code: str, now: datetime) -> Case:
    """The case; received now where the server names no date. Raises Unintelligible."""
    status = status_of(record.status, record.extended_status, record.status_notes)
    is_needed = status is CaseStatus.CORRECTION_NEEDED
    told = Case(
        reference=reference,
        case_number=record.number,
        status=status,
        service_code=service_code,
        received_at=record.requested_at or record.updated_at or now,
        promised_by=record.expected_at,
        needed=_in_brief(record.status_notes) if is_needed else "",
    )
    return presentable_case(told)


def _in_brief(notes: str) -> str:
    """What a city writes there has no limit; the mark at the end says that there is more."""
    most = LONGEST["needed"]
    return notes if len(notes) <= most else f"{notes[: most - 1]}…"
