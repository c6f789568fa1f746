"""Brings up an outbox of the first version, which knew one destination only."""

import sqlite3
from datetime import datetime

import msgspec

from api_client.contract import Case, Message
from api_client.outbox.rows import Seals, Value
from api_client.vault import Tampered, Vault

DESTINATION = "onestop"
PUT_IN = """
    INSERT INTO parcel (reference, family, part, destination, kind, service_code, digest, taken_at,
    sealed, tries, claimed_at, refused_at, delivered_at, last_problem, sealed_case)
    VALUES (:reference, :family, :part, :destination, :kind, :service_code, :digest, :taken_at,
    :sealed, :tries, :claimed_at, :refused_at, :delivered_at, :last_problem, :sealed_case)"""


def bring_up(connection: sqlite3.Connection, schema: tuple[str, ...], vault: Vault) -> None:
    """Lay the rows out anew, inside the caller's transaction. Raises a VaultError for its key."""
    seals = Seals(vault)
    connection.execute("ALTER TABLE parcel RENAME TO before")
    connection.execute("DROP INDEX still_to_carry")
    for statement in schema:
        connection.execute(statement)
    for row in connection.execute("SELECT * FROM before ORDER BY number").fetchall():
        connection.execute(PUT_IN, _laid_out(row, seals, vault))
    connection.execute("DROP TABLE before")


def _laid_out(row: sqlite3.Row, seals: Seals, vault: Vault) -> dict[str, Value]:
    family = "matter" if row["kind"] in {"submission", "consultation"} else row["kind"]
    new: dict[str, Value] = {
        "part": "",
        "destination": DESTINATION,
        "family": family,
        **{name: row[name] for name in ("reference", "kind", "service_code", "taken_at")},
        **{name: row[name] for name in ("digest", "tries", "last_problem")},
        "sealed": None,
        "sealed_case": None,
        "refused_at": _seconds(row["refused_at"]),
        "delivered_at": _seconds(row["delivered_at"]),
        # It was not noted then whether something had been sent.
        "claimed_at": _seconds(row["taken_at"]) if row["sealed"] and row["tries"] else None,
    }
    if row["sealed"] is not None:
        about = [row[name] for name in ("kind", "reference", "service_code", "taken_at")]
        try:
            plain = vault.open(row["sealed"], msgspec.json.encode(about))
        except Tampered:
            # It stays as it is, for a person to look at; the others go on.
            return new | {"sealed": row["sealed"], "refused_at": _seconds(row["taken_at"])}
        message: Message = msgspec.json.decode(plain, type=Message)
        new |= seals.row_for(message, row["service_code"], DESTINATION, row["taken_at"])
    if row["case_json"] is not None:
        new["sealed_case"] = seals.sealed_case(
            msgspec.json.decode(row["case_json"], type=Case), new
        )
    return new


def _seconds(moment: str | None) -> float | None:
    return None if moment is None else datetime.fromisoformat(moment).timestamp()
