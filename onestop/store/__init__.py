"""Keeps what kiosks hand in: one folder, one writer, many writes a commit."""

from onestop.store.accepted import Accepted
from onestop.store.cases import Found, Matter
from onestop.store.key import Key
from onestop.store.moves import Decision
from onestop.store.outside import decide_outside
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
    "Accepted",
    "CaseUnknown",
    "Decision",
    "Found",
    "Key",
    "Matter",
    "MoveImpossible",
    "OtherContent",
    "SlotTaken",
    "SlotUnknown",
    "Store",
    "StoreUnusable",
    "TooLate",
    "decide_outside",
]
