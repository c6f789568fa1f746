"""What is said once and stands: ratings and calls for help."""

from datetime import datetime

import msgspec

from api_client.contract import HelpCall, Rating
from onestop.store import statements
from onestop.store.accepted import Accepted, Kept
from onestop.store.cases import in_order, standing
from onestop.store.key import Key
from onestop.store.tables import Tables
from onestop.store.troubles import OtherContent


def rate(tables: Tables, key: Key, rating: Rating) -> Accepted[Rating]:
    """Raises CaseUnknown, OtherContent."""
    standing(tables, key)
    return _once(tables, (statements.FIND_RATING, statements.ADD_RATING), key, rating)


def is_rated(tables: Tables, key: Key) -> bool:
    return tables.execute(statements.FIND_RATING, key).fetchone() is not None


def call_help(tables: Tables, key: Key, call: HelpCall, now: datetime) -> Accepted[HelpCall]:
    """Raises OtherContent."""
    find_add = (statements.FIND_HELP_CALL, statements.ADD_HELP_CALL)
    return _once(tables, find_add, key, call, in_order(now))


def _once(
    tables: Tables, find_add: tuple[str, str], key: Key, value: Kept, *more: str
) -> Accepted[Kept]:
    find, add = find_add
    stored = msgspec.json.encode(value)
    if tables.execute(add, (*key, stored, *more)).rowcount:
        return Accepted(value, is_new=True)
    if tables.execute(find, key).fetchone() != (stored,):
        raise OtherContent(key.reference)
    return Accepted(value, is_new=False)
