"""Which papers have come for a case: what a kiosk added itself, and what was asked for (补正)."""

import sqlite3

from api_client.contract import Attachment, Case
from onestop.store import statements
from onestop.store.accepted import Accepted
from onestop.store.cases import standing, whole
from onestop.store.key import Key
from onestop.store.moves import papers_came
from onestop.store.troubles import OtherContent


def is_here(file: sqlite3.Connection, key: Key, attachment: Attachment, name: str) -> bool:
    """Whether the same stands under its number. Raises CaseUnknown, OtherContent."""
    standing(file, key)
    place = (*key, attachment.is_correction, attachment.number)
    row = file.execute(statements.FIND_ATTACHMENT, place).fetchone()
    if row is not None and row != (name, attachment.document):
        raise OtherContent(key.reference)
    return row is not None


def add(file: sqlite3.Connection, key: Key, attachment: Attachment, name: str) -> Accepted[Case]:
    """`name`: the file that holds it, durable already. Raises CaseUnknown, OtherContent."""
    if is_here(file, key, attachment, name):
        return Accepted(whole(file, key), is_new=False)
    moment = attachment.added_at
    place = (*key, attachment.is_correction, attachment.number)
    paper = (name, attachment.document, attachment.media_type, moment.isoformat())
    file.execute(statements.ADD_ATTACHMENT, (*place, *paper))
    if attachment.is_correction:
        papers_came(file, key, moment)
    return Accepted(whole(file, key), is_new=True)
