"""What is said once and stands: ratings and calls for help."""

import msgspec

from api_client.contract import HelpCall, Rating
from onestop.store import statements
from onestop.store.accepted import Accepted, Kept
from onestop.store.cases import standing
from onestop.store.key import Key
from onestop.store.tables import Tables
from onestop.store.troubles import OtherContent


def rate(tables: Tables, key: Key, rating: Rating) -> Accepted[Rating]:
    """Raises CaseUnknown, OtherContent."""
    standing(tables, key)
    return _once(tables, (statements.FIND_RATING, statements.ADD_RATING), key, rating)


def is_rated(tables: Tables, key: Key) -> bool:
    return tables.execute(statements.FIND_RATING, key).fetchone() is not None


def call_help(tables: Tables, key: Key, call: HelpCall) -> Accepted[HelpCall]:
    """Raises OtherContent."""
    return _once(tables, (statements.FIND_HELP_CALL, statements.ADD_HELP_CALL), key, call)


def help_call(tables: Tables, key: Key) -> HelpCall | None:
    row = tables.execute(statements.FIND_HELP_CALL, key).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=HelpCall)


def _once(tables: Tables, find_add: tuple[str, str], key: Key, value: Kept) -> Accepted[Kept]:
    find, add = find_add
    stored = msgspec.json.encode(value)
    if tables.execute(add, (*key, stored)).rowcount:
        return Accepted(value, is_new=True)
    if tables.execute(find, key).fetchone() != (stored,):
        raise OtherContent(key.reference)
    return Accepted(value, is_new=False)
