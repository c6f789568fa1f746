"""Writes an outbox as its first version did: `first_version.sql` is that version's schema."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from api_client.contract import Case, CaseStatus, Message
from api_client.outbox.parcels import kind_of
from api_client.vault import Vault

if TYPE_CHECKING:
    from tests.api_client.conftest import Make

SCHEMA = Path(__file__).with_suffix(".sql")
KEEP = """
    INSERT INTO parcel (kind, reference, service_code, digest, taken_at, sealed, delivered_at,
    refused_at, case_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def write(file: Path, vault: Vault, make: "Make") -> None:
    """One that is kept, one that was delivered and rated, one that was refused."""
    file.parent.mkdir(mode=0o700)
    case = Case(
        reference="R-SENT",
        case_number="310115-20260115-000001",
        status=CaseStatus.RECEIVED,
        service_code="meal-delivery",
        received_at=make.now,
    )
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(SCHEMA.read_text("utf-8"))
        database.execute("PRAGMA user_version = 1")
        for row in (
            _row(vault, make.submission("R-KEPT"), make.now),
            _row(vault, make.submission("R-SENT"), make.now, case=case),
            _row(vault, make.rating("R-SENT"), make.now, is_delivered=True),
            _row(vault, make.submission("R-REFUSED"), make.now, is_refused=True),
        ):
            database.execute(KEEP, row)


def _row(  # noqa: PLR0913 - a row has as many
    vault: Vault,
    message: Message,
    now: datetime,
    *,
    case: Case | None = None,
    is_delivered: bool = False,
    is_refused: bool = False,
) -> tuple[object, ...]:
    kind, moment, plain = kind_of(message), now.isoformat(), msgspec.json.encode(message)
    service = getattr(message, "service_code", "")
    about = msgspec.json.encode([kind, message.reference, service, moment])
    is_gone = is_delivered or case is not None
    return (
        kind,
        message.reference,
        service,
        vault.digest(plain),
        moment,
        None if is_gone else vault.seal(plain, about),
        moment if is_gone else None,
        moment if is_refused else None,
        None if case is None else msgspec.json.encode(case),
    )
