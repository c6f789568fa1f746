"""How a case moves on: by the authority's decision, by papers that came, by being taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from api_client.contract import ENDED, Case, CaseStatus
from onestop.store.bookings import cancel_coming
from onestop.store.cases import moved, standing, whole
from onestop.store.key import Key
from onestop.store.tables import Tables
from onestop.store.troubles import MoveImpossible, TooLate

MOST_CHARACTERS = 500
MOVES: Mapping[CaseStatus, tuple[CaseStatus, ...]] = {
    CaseStatus.RECEIVED: (
        CaseStatus.ACCEPTED,
        CaseStatus.CORRECTION_NEEDED,
        CaseStatus.DECLINED,
    ),
    CaseStatus.CORRECTION_NEEDED: (
        CaseStatus.ACCEPTED,
        CaseStatus.DECLINED,
        CaseStatus.RECEIVED,
    ),
    CaseStatus.ACCEPTED: (
        CaseStatus.CONCLUDED,
        CaseStatus.CORRECTION_NEEDED,
        CaseStatus.DECLINED,
    ),
}
"""What the authority may decide, by where a case stands."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the authority decided: `needed` is asked of the resident, `opinion` said to them."""

    status: CaseStatus
    needed: str = ""
    promised_by: datetime | None = None
    opinion: str = ""


def decide(tables: Tables, key: Key, decision: Decision, now: datetime) -> Case:
    """Raises CaseUnknown, MoveImpossible."""
    case = standing(tables, key)
    _refuse_impossible(case, decision, now)
    after = msgspec.structs.replace(
        case,
        status=decision.status,
        needed=decision.needed,
        promised_by=decision.promised_by or case.promised_by,
    )
    if decision.status is CaseStatus.ACCEPTED and case.accepted_at is None:
        after = msgspec.structs.replace(after, accepted_at=now.astimezone(UTC))
    # What was asked for stays in the steps when the case has moved on.
    moved(tables, key, after, now, decision.opinion or decision.needed)
    if after.status in ENDED:
        cancel_coming(tables, key, case.service_code, now)
    return whole(tables, key)


def withdraw(tables: Tables, key: Key, now: datetime) -> Case:
    """Withdrawn before is well, too. Raises CaseUnknown, TooLate once it was accepted."""
    case = standing(tables, key)
    if case.status is CaseStatus.WITHDRAWN:
        return whole(tables, key)
    if case.status in ENDED or case.accepted_at is not None:
        raise TooLate(key.reference)
    after = msgspec.structs.replace(case, status=CaseStatus.WITHDRAWN, needed="")
    moved(tables, key, after, now, "")
    cancel_coming(tables, key, case.service_code, now)
    return whole(tables, key)


def papers_came(tables: Tables, key: Key, now: datetime) -> None:
    """The first paper that comes gives the case back to the authority. Raises CaseUnknown."""
    case = standing(tables, key)
    if case.status is CaseStatus.CORRECTION_NEEDED:
        after = msgspec.structs.replace(case, status=CaseStatus.RECEIVED, needed="")
        moved(tables, key, after, now, "")


def _refuse_impossible(case: Case, decision: Decision, now: datetime) -> None:
    if case.status in ENDED:
        raise MoveImpossible(f"{case.reference} is {case.status}: nothing more can be decided")
    allowed = MOVES[case.status]
    if decision.status not in allowed:
        raise MoveImpossible(
            f"{case.reference} is {case.status}: it can become {', '.join(allowed)},"
            f" but not {decision.status}"
        )
    if (decision.status is CaseStatus.CORRECTION_NEEDED) != bool(decision.needed.strip()):
        raise MoveImpossible("what is needed must be said with correction-needed, and only then")
    if decision.promised_by is not None and decision.promised_by < now:
        raise MoveImpossible("what is promised cannot lie in the past")
    if max(len(decision.needed), len(decision.opinion)) > MOST_CHARACTERS:
        raise MoveImpossible(f"a text may have {MOST_CHARACTERS} characters at most")
