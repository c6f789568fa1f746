"""How many cases are before one, and how long that takes."""

import math
import sqlite3
from datetime import UTC, datetime, timedelta

from api_client.contract import Case, CaseStatus, Waiting
from onestop.store import statements

LATELY = timedelta(hours=2)
FEWEST = 3
"""Fewer acceptances than these say nothing about the pace."""


def waiting(file: sqlite3.Connection, district: str, case: Case, now: datetime) -> Waiting | None:
    """None unless it waits to be accepted.

    The minutes are told by how many of the same service were accepted in the last two hours: an
    office that is closed, or takes its pause, promises nothing.
    """
    if case.status is not CaseStatus.RECEIVED:
        return None
    before = (district, case.service_code, case.case_number)
    (ahead,) = file.execute(statements.COUNT_BEFORE, before).fetchone()
    since = (district, case.service_code, (now.astimezone(UTC) - LATELY).isoformat())
    (accepted,) = file.execute(statements.COUNT_ACCEPTED_SINCE, since).fetchone()
    return Waiting(ahead=ahead, minutes=_minutes(ahead, accepted))


def _minutes(ahead: int, accepted: int) -> int | None:
    if accepted < FEWEST:
        return None
    return math.ceil((ahead + 1) * LATELY / timedelta(minutes=1) / accepted)
