"""One decision from another process, while the back end runs or does not."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from api_client.contract import Case
from onestop.store import moves
from onestop.store.cases import found
from onestop.store.file import FILE, VERSION, connect, version_of
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.troubles import CaseUnknown, MoveImpossible, StoreUnusable


def decide_outside(
    folder: Path, reference: str, decision: Decision, now: datetime, kiosk: str | None = None
) -> Case:
    """A short transaction of its own; the back end waits for it, and it for the back end.

    `kiosk`, by its id or as district/id, is needed where several have handed in under the
    reference. Raises CaseUnknown, MoveImpossible, StoreUnusable.
    """
    path = folder / FILE
    if not path.is_file():
        raise StoreUnusable(f"there is no store in {folder}")
    try:
        with closing(connect(path)) as file:
            file.execute("BEGIN IMMEDIATE")
            if version_of(file) != VERSION:
                raise StoreUnusable(f"{path} is not of version {VERSION}: start the back end once")
            case = moves.decide(file, _only(file, reference, kiosk), decision, now)
            file.execute("COMMIT")
            return case
    except sqlite3.Error as error:
        raise StoreUnusable(f"{path} cannot be used: {error}") from error


def _only(file: sqlite3.Connection, reference: str, kiosk: str | None) -> Key:
    keys = [each.key for each in found(file, reference)]
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
