"""Keeps what kiosks hand in: in a file on one machine, or in a database of a district."""

from onestop.store.accepted import Accepted
from onestop.store.cases import Found, Matter
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.outside import decide_outside
from onestop.store.place import Place
from onestop.store.sqlite_file import VERSION
from onestop.store.store import Store
from onestop.store.troubles import (
    CaseUnknown,
    MoveImpossible,
    OtherContent,
    SlotTaken,
    SlotUnknown,
    StoreUnusable,
    TooLate,
)

__all__ = [
    "VERSION",
    "Accepted",
    "CaseUnknown",
    "Decision",
    "Found",
    "Key",
    "Matter",
    "MoveImpossible",
    "OtherContent",
    "Place",
    "SlotTaken",
    "SlotUnknown",
    "Store",
    "StoreUnusable",
    "TooLate",
    "decide_outside",
]
