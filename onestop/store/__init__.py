"""Keeps what kiosks hand in: one file, one writer, many writes a commit."""

from onestop.store.store import Accepted, Store
from onestop.store.troubles import (
    CaseUnknown,
    OtherContent,
    StoreUnusable,
)

__all__ = ["Accepted", "CaseUnknown", "OtherContent", "Store", "StoreUnusable"]
