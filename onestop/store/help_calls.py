"""Calls for help at the desk: who waits, who goes there, and what the kiosk is told of it."""

import msgspec

from api_client.contract import HelpCall, HelpCallProgress, HelpCallState
from api_client.contract.desk import DeskHelpCall, Person
from onestop.store import statements_desk as statements
from onestop.store.cases import in_order, moment
from onestop.store.key import Key
from onestop.store.tables import Row, Tables
from onestop.store.troubles import HeldByOther, HelpCallUnknown, MoveImpossible

MOST = 200
ORDER = tuple(HelpCallState)
IS_WAITING = (HelpCallState.OPENED, HelpCallState.SEEN)


def progress(tables: Tables, key: Key) -> HelpCallProgress | None:
    """What the kiosk is told."""
    try:
        call = standing(tables, key)
    except HelpCallUnknown:
        return None
    return HelpCallProgress(
        reference=call.reference,
        page=call.page,
        language=call.language,
        called_at=call.called_at,
        state=call.state,
        place=call.place,
    )


def listed(tables: Tables, district: str, *, is_open: bool) -> list[DeskHelpCall]:
    """Those that wait or are answered, the longest first; or the latest, closed ones too."""
    query = statements.HELP_CALLS_WAITING if is_open else statements.HELP_CALLS_LATELY
    calls = [_call(row) for row in tables.execute(query, (district, MOST)).fetchall()]
    if not is_open:
        return calls
    place, placed = 0, []
    for call in calls:
        is_waiting = call.state in IS_WAITING
        place += is_waiting
        placed.append(msgspec.structs.replace(call, place=place if is_waiting else None))
    return placed


def standing(tables: Tables, key: Key, for_update: str = "") -> DeskHelpCall:
    """Raises HelpCallUnknown."""
    query = statements.FIND_HELP_CALL_STANDING + for_update
    row = tables.execute(query, key).fetchone()
    if row is None:
        raise HelpCallUnknown(key.reference)
    call = _call(row)
    if call.state not in IS_WAITING:
        return call
    before = (key.district, in_order(call.arrived_at))
    ahead = tables.execute(statements.COUNT_HELP_CALLS_BEFORE, before).fetchone() or (0,)
    return msgspec.structs.replace(call, place=int(ahead[0]) + 1)


def move(tables: Tables, key: Key, state: HelpCallState, person: Person) -> bool:
    """Whether it changed; to say the same again is well.

    Raises HelpCallUnknown, HeldByOther where somebody else is on the way, MoveImpossible for a
    step back.
    """
    call = standing(tables, key, tables.for_update)
    is_others = call.handled_by not in {"", person.name}
    if state is HelpCallState.ANSWERED and call.state is state and is_others:
        raise HeldByOther(call.handled_by)
    if call.state is state:
        return False
    if ORDER.index(state) < ORDER.index(call.state):
        raise MoveImpossible(f"the call is {call.state} already")
    handled_by = person.name if state is HelpCallState.ANSWERED else call.handled_by
    tables.execute(statements.MOVE_HELP_CALL, (state.value, handled_by, *key))
    return True


def _call(row: Row) -> DeskHelpCall:
    kiosk, reference, help_call_json, state, arrived_at, handled_by = row
    call = msgspec.json.decode(help_call_json, type=HelpCall)
    return DeskHelpCall(
        kiosk=kiosk,
        reference=reference,
        page=call.page,
        language=call.language,
        called_at=call.called_at,
        arrived_at=moment(arrived_at),
        state=HelpCallState(state),
        handled_by=handled_by,
    )
