"""Gets out of a damaged file whatever can still be read, without touching the file.

Each sealed message proves by itself that it is whole and stands in its own row, so nothing false
can come out. What was delivered already and comes out again finds its case by its reference.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from api_client.contract import Message
from api_client.outbox.parcels import about
from api_client.outbox.statements import HIGHEST, ONE_ROW
from api_client.vault import Vault, VaultError

# A damaged number must not keep the kiosk from starting: 40 a day make this 68 years.
HIGHEST_LOOKED_AT = 1_000_000


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that leaves the file and its log byte for byte as they are."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def readable(path: Path, vault: Vault) -> Iterator[tuple[Message, datetime]]:
    """Each undelivered message that is whole, and when it was taken."""
    with closing(read_only(path)) as file:
        for number in range(1, _highest(file) + 1):
            try:
                row = file.execute(ONE_ROW, {"number": number}).fetchone()
                if row is not None and row["sealed"] is not None:
                    yield _message(row, vault), datetime.fromisoformat(row["taken_at"])
            except (sqlite3.Error, VaultError, ValueError, TypeError):
                continue  # this one cannot be read; it stays in the damaged file


def _highest(file: sqlite3.Connection) -> int:
    try:
        highest = file.execute(HIGHEST).fetchone()["answer"]
    except sqlite3.Error:
        return 0
    return min(highest or 0, HIGHEST_LOOKED_AT)


def _message(row: sqlite3.Row, vault: Vault) -> Message:
    bound_to = about(row["kind"], row["reference"], row["service_code"], row["taken_at"])
    message: Message = msgspec.json.decode(vault.open(row["sealed"], bound_to), type=Message)
    return message
