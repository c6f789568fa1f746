"""What the desk asks of the store's tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api_client.contract import ENDED, CaseStatus


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases. `holder`: "" for those that nobody has taken, None for all."""

    statuses: Sequence[CaseStatus] = ()
    is_open: bool = False
    service: str = ""
    holder: str | None = None
    is_newest_first: bool = True
    after: str = ""
    most: int = 50


# The same words as in the indexes, or a database would not know that an index will do.
IS_OPEN = "m.status IN ('received', 'accepted', 'correction-needed')"
IS_ENDED = "m.status IN ('concluded', 'declined', 'withdrawn')"

ROW = """
    SELECT m.district, m.kiosk, m.reference, m.message_json, m.case_json, m.holder, m.change,
        m.taken_at
    FROM matter AS m WHERE m.district = ?"""

FIND_ROW = ROW + " AND m.kiosk = ? AND m.reference = ?"
FIND_ROWS_OF_REFERENCE = ROW + " AND m.reference = ? ORDER BY m.kiosk LIMIT ?"

# What has the term itself: the newest of them.
FIND_BY_TERMS = (
    ROW  # noqa: S608 - our own words
    + """ AND m.case_number IN (
        SELECT t.case_number FROM search_term AS t WHERE t.district = ? AND t.term IN ({})
        ORDER BY t.case_number DESC LIMIT ?)
    ORDER BY m.case_number DESC LIMIT ?"""
)
# What begins so: some of them.
FIND_BY_BEGINNING = (
    ROW  # noqa: S608 - our own words
    + """ AND m.case_number IN (
        SELECT t.case_number FROM search_term AS t
        WHERE t.district = ? AND t.term >= ? AND t.term < ? ORDER BY t.term LIMIT ?)
    ORDER BY m.case_number DESC LIMIT ?"""
)

FIND_HOLD = """
    SELECT holder, change, taken_at, message_json FROM matter
    WHERE district = ? AND kiosk = ? AND reference = ?"""

PUT_HOLD = """
    UPDATE matter SET holder = ?, taken_at = ?, change = change + 1
    WHERE district = ? AND kiosk = ? AND reference = ?"""

COUNT_CHANGE = """
    UPDATE matter SET change = change + 1
    WHERE district = ? AND kiosk = ? AND reference = ?"""

FIND_NOTES = """
    SELECT id, author, noted_at, text FROM desk_note
    WHERE district = ? AND kiosk = ? AND reference = ? ORDER BY noted_at, id"""

FIND_NOTE = """
    SELECT author, text FROM desk_note
    WHERE district = ? AND kiosk = ? AND reference = ? AND id = ?"""

ADD_NOTE = """
    INSERT INTO desk_note (district, kiosk, reference, id, author, noted_at, text)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING"""

ERASE_NOTES = "DELETE FROM desk_note WHERE district = ? AND kiosk = ? AND reference = ?"

FIND_PAPERS = """
    SELECT is_correction, number, document, media_type, arrived_at, file FROM attachment
    WHERE district = ? AND kiosk = ? AND reference = ? ORDER BY is_correction, number"""

HELP_CALL = """
    SELECT kiosk, reference, help_call_json, state, arrived_at, handled_by FROM help_call
    WHERE district = ?"""
HELP_CALLS_WAITING = HELP_CALL + " AND state <> 'closed' ORDER BY arrived_at, reference LIMIT ?"
HELP_CALLS_LATELY = HELP_CALL + " ORDER BY arrived_at DESC, reference LIMIT ?"
FIND_HELP_CALL_STANDING = HELP_CALL + " AND kiosk = ? AND reference = ?"

MOVE_HELP_CALL = """
    UPDATE help_call SET state = ?, handled_by = ?
    WHERE district = ? AND kiosk = ? AND reference = ?"""

COUNT_HELP_CALLS_BEFORE = """
    SELECT count(*) FROM help_call
    WHERE district = ? AND state <> 'closed' AND state <> 'answered' AND arrived_at < ?"""


ADD_TERMS = """
    INSERT INTO search_term (district, term, case_number) VALUES {}
    ON CONFLICT DO NOTHING"""


def add_terms(terms: int) -> str:
    """One statement for all of them."""
    rows = ", ".join(["(?, ?, ?)"] * terms)
    return ADD_TERMS.format(rows)


def erase_terms(terms: int) -> str:
    return f"""
        DELETE FROM search_term
        WHERE district = ? AND case_number = ? AND term IN ({_marks(terms)})"""  # noqa: S608 - as above


def find_by_terms(terms: int) -> str:
    return FIND_BY_TERMS.format(_marks(terms))


def list_rows(wanted: Filter) -> str:
    """Values: district; service, holder and after, whichever are wanted; how many at most."""
    parts = [ROW]
    if wanted.is_open or (wanted.statuses and not ENDED.intersection(wanted.statuses)):
        parts.append(IS_OPEN)
    elif wanted.statuses and ENDED.issuperset(wanted.statuses):
        parts.append(IS_ENDED)
    if wanted.statuses:
        parts.append(f"m.status IN ({_literals(wanted.statuses)})")
    if wanted.service:
        parts.append("m.service_code = ?")
    if wanted.holder is not None:
        parts.append("m.holder = ?" + (" AND m.holder <> ''" if wanted.holder else ""))
    if wanted.after:
        parts.append("m.case_number " + ("< ?" if wanted.is_newest_first else "> ?"))
    order = "DESC" if wanted.is_newest_first else "ASC"
    return " AND ".join(parts) + f" ORDER BY m.case_number {order} LIMIT ?"


def _literals(statuses: Iterable[CaseStatus]) -> str:
    return ", ".join(f"'{status.value}'" for status in sorted(statuses))


def _marks(number: int) -> str:
    return ", ".join("?" * number)
