"""How many cases are before one, and how long that takes."""

import math
from datetime import datetime, timedelta

from api_client.contract import Case, CaseStatus, Waiting
from onestop.store import statements
from onestop.store.cases import in_order
from onestop.store.tables import Tables

LATELY = timedelta(hours=2)
FEWEST = 3
"""Fewer acceptances than these say nothing about the pace."""


def waiting(tables: Tables, district: str, case: Case, now: datetime) -> Waiting | None:
    """None unless it waits to be accepted.

    The minutes are told by how many of the same service were accepted in the last two hours: an
    office that is closed, or takes its pause, promises nothing.
    """
    if case.status is not CaseStatus.RECEIVED:
        return None
    before = (district, case.service_code, case.case_number)
    ahead = _count(tables, statements.COUNT_BEFORE, before)
    since = (district, case.service_code, in_order(now - LATELY))
    accepted = _count(tables, statements.COUNT_ACCEPTED_SINCE, since)
    return Waiting(ahead=ahead, minutes=_minutes(ahead, accepted))


def _minutes(ahead: int, accepted: int) -> int | None:
    if accepted < FEWEST:
        return None
    return math.ceil((ahead + 1) * LATELY / timedelta(minutes=1) / accepted)


def _count(tables: Tables, statement: str, values: tuple[str, ...]) -> int:
    row = tables.execute(statement, values).fetchone()
    return 0 if row is None else int(row[0])
