"""Which papers have come for a case: what a kiosk added itself, and what was asked for (补正)."""

from api_client.contract import Attachment, Case
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import standing, whole
from onestop.store.key import Key
from onestop.store.moves import papers_came
from onestop.store.tables import Tables
from onestop.store.troubles import OtherContent


def is_here(tables: Tables, key: Key, attachment: Attachment, name: str) -> bool:
    """Whether the same stands under its number. Raises CaseUnknown, OtherContent."""
    standing(tables, key)
    row = tables.execute(statements.FIND_ATTACHMENT, _place(key, attachment)).fetchone()
    if row is not None and row != (name, attachment.document):
        raise OtherContent(key.reference)
    return row is not None


def add(tables: Tables, key: Key, attachment: Attachment, name: str) -> Accepted[Case]:
    """`name`: the file that holds it, durable already. Raises CaseUnknown, OtherContent."""
    if is_here(tables, key, attachment, name):
        return Accepted(whole(tables, key), is_new=False)
    moment = attachment.added_at
    paper = (name, attachment.document, attachment.media_type, moment.isoformat())
    tables.execute(statements.ADD_ATTACHMENT, (*_place(key, attachment), *paper))
    if attachment.is_correction:
        papers_came(tables, key, moment)
    return Accepted(whole(tables, key), is_new=True)


def _place(key: Key, attachment: Attachment) -> tuple[str, str, str, int, int]:
    return (*key, int(attachment.is_correction), attachment.number)
