"""Taking what kiosks hand in: once each, as a case with a number."""

import hashlib
from datetime import datetime

import msgspec

from api_client.contract import Case, CaseStatus
from onestop.hall_time import SHANGHAI
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import Matter, in_order, whole
from onestop.store.key import Key
from onestop.store.search import remember
from onestop.store.steps import steps_of
from onestop.store.tables import RunAgain, Tables
from onestop.store.troubles import OtherContent


def take(tables: Tables, key: Key, matter: Matter, now: datetime) -> Accepted[Case]:
    """Make a case of it; the same again finds the same case. Raises OtherContent."""
    message = msgspec.json.encode(matter)
    digest = hashlib.sha256(message).digest()
    before = tables.execute(statements.FIND_MATTER, key).fetchone()
    if before is not None:
        # An older version may have written the same in other bytes.
        if before[0] != digest and msgspec.json.decode(before[1], type=Matter) != matter:
            raise OtherContent(key.reference)
        return Accepted(whole(tables, key), is_new=False)
    case = Case(
        reference=matter.reference,
        case_number=_next_case_number(tables, key.district, now),
        status=CaseStatus.RECEIVED,
        service_code=matter.service_code,
        received_at=now,
    )
    handed_in = (*key, digest, message, case.case_number)
    standing = (msgspec.json.encode(case), case.status.value, case.service_code, in_order(now))
    if not tables.execute(statements.ADD_MATTER, (*handed_in, *standing)).rowcount:
        raise RunAgain
    remember(tables, key.district, matter, case.case_number)
    return Accepted(msgspec.structs.replace(case, steps=steps_of(now, ())), is_new=True)


def _next_case_number(tables: Tables, district: str, now: datetime) -> str:
    """District, day and a running number: short enough to be read out at a counter."""
    day = now.astimezone(SHANGHAI).strftime("%Y%m%d")
    row = tables.execute(statements.NEXT_CASE_NUMBER, (district, day)).fetchone()
    (number,) = row or ()
    return f"{district}-{day}-{number:06d}"
