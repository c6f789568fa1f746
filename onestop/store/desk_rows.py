"""Cases as the desk lists them: page after page, each found by an index."""

import msgspec

from api_client.contract import Case, Consultation
from api_client.contract.desk import DeskList, DeskRow
from onestop.store import statements_desk as statements
from onestop.store.cases import Matter
from onestop.store.key import Key
from onestop.store.statements_desk import Filter
from onestop.store.tables import Row, Tables
from onestop.store.terms import applicant_of
from onestop.store.troubles import CaseUnknown


def page(tables: Tables, district: str, wanted: Filter, *, with_names: bool) -> DeskList:
    values: list[object] = [district]
    values += [wanted.service] if wanted.service else []
    values += [] if wanted.holder is None else [wanted.holder]
    values += [wanted.after] if wanted.after else []
    found = tables.execute(statements.list_rows(wanted), (*values, wanted.most + 1)).fetchall()
    rows = tuple(row_of(row, with_name=with_names) for row in found[: wanted.most])
    is_last = len(found) <= wanted.most
    return DeskList(cases=rows, next="" if is_last else rows[-1].case_number)


def of_reference(tables: Tables, district: str, reference: str, most: int) -> DeskList:
    """Of whatever kiosk, without names."""
    values = (district, reference, most)
    found = tables.execute(statements.FIND_ROWS_OF_REFERENCE, values).fetchall()
    return DeskList(cases=tuple(row_of(row, with_name=False) for row in found))


def standing_row(tables: Tables, key: Key) -> DeskRow:
    """The case after what was done to it, without its name. Raises CaseUnknown."""
    row = tables.execute(statements.FIND_ROW, key).fetchone()
    if row is None:
        raise CaseUnknown(key.reference)
    return row_of(row, with_name=False)


def row_of(row: Row, *, with_name: bool) -> DeskRow:
    _, kiosk, reference, message_json, case_json, holder, change, _ = row
    matter = msgspec.json.decode(message_json, type=Matter)
    case = msgspec.json.decode(case_json, type=Case)
    return DeskRow(
        kiosk=kiosk,
        reference=reference,
        case_number=case.case_number,
        service_code=case.service_code,
        status=case.status,
        is_question=isinstance(matter, Consultation),
        received_at=case.received_at,
        promised_by=case.promised_by,
        holder=holder,
        change=change,
        applicant=applicant_of(matter) if with_name else None,
    )
