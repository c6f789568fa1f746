"""What is said once and stands: ratings and calls for help."""

import sqlite3

import msgspec

from api_client.contract import HelpCall, Rating
from onestop.store import statements
from onestop.store.accepted import Accepted, Kept
from onestop.store.cases import standing
from onestop.store.key import Key
from onestop.store.troubles import OtherContent


def rate(file: sqlite3.Connection, key: Key, rating: Rating) -> Accepted[Rating]:
    """Raises CaseUnknown, OtherContent."""
    standing(file, key)
    return _once(file, (statements.FIND_RATING, statements.ADD_RATING), key, rating)


def call_help(file: sqlite3.Connection, key: Key, call: HelpCall) -> Accepted[HelpCall]:
    """Raises OtherContent."""
    return _once(file, (statements.FIND_HELP_CALL, statements.ADD_HELP_CALL), key, call)


def _once(
    file: sqlite3.Connection, find_add: tuple[str, str], key: Key, value: Kept
) -> Accepted[Kept]:
    find, add = find_add
    stored = msgspec.json.encode(value)
    before = file.execute(find, key).fetchone()
    if before is None:
        file.execute(add, (*key, stored))
        return Accepted(value, is_new=True)
    if before[0] != stored:
        raise OtherContent(key.reference)
    return Accepted(value, is_new=False)
