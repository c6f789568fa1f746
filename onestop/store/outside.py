"""One decision from another process, while the back end runs or does not."""

from datetime import datetime

from api_client.contract import Case
from onestop.store import moves, statements
from onestop.store.cases import found
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.place import Place
from onestop.store.tables import Tables
from onestop.store.troubles import CaseUnknown, MoveImpossible


def decide_outside(
    place: Place, reference: str, decision: Decision, now: datetime, kiosk: str | None = None
) -> Case:
    """A short transaction of its own.

    `kiosk`, by its id or as district/id, is needed where several have handed in under the
    reference. Raises CaseUnknown, MoveImpossible, StoreUnusable.
    """
    with place.changing() as tables:
        return moves.decide(tables, _only(tables, reference, kiosk), decision, now)


def _only(tables: Tables, reference: str, kiosk: str | None) -> Key:
    districts = tables.execute(statements.DISTRICTS_OF_REFERENCE, (reference,)).fetchall()
    keys = [each.key for (district,) in districts for each in found(tables, district, reference)]
    chosen = [key for key in keys if kiosk in {None, key.kiosk, _name(key)}]
    if not chosen:
        who = f"kiosk {kiosk}" if keys else "any kiosk"
        raise CaseUnknown(f"there is no case {reference} of {who}")
    if len(chosen) > 1:
        names = ", ".join(_name(key) for key in chosen)
        raise MoveImpossible(f"several kiosks have handed in {reference}, so name one: {names}")
    return chosen[0]


def _name(key: Key) -> str:
    return f"{key.district}/{key.kiosk}"
