"""The kiosks of a store, as the back end's routes and its operators ask for them."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec

from api_client.contract import Enrolment, Heartbeat, Instruction
from onestop.codes import Code, mint
from onestop.kiosks import Kiosk
from onestop.store import enrolments, heartbeats, kiosks
from onestop.store import statements_kiosks as statements
from onestop.store.enrolments import WrongCode
from onestop.store.kiosks import Admissible, Key, KioskName
from onestop.store.tables import Database, Row, Tables

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Seen:
    """A kiosk as it is known to the back end, and how it was when it was last heard."""

    kiosk: Kiosk
    enrolled_at: datetime | None
    revoked_at: datetime | None
    keys: int
    code_ends_at: datetime | None
    heard_at: datetime | None
    heartbeat: Heartbeat | None
    reported_at: datetime | None


class Fleet:
    """Any call may raise StoreUnusable; see `Store`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def changes(self) -> dict[str, int]:
        """How often the kiosks of each district were changed so far."""
        return await self._database.read(kiosks.changes)

    async def admissible(self, district: str) -> dict[str, Admissible]:
        """All kiosks of a district by their ids."""
        return await self._database.read(lambda tables: kiosks.admissible(tables, district))

    async def enrol(self, code: str, now: datetime) -> Enrolment | WrongCode:
        """Give a new key to whoever has the code, once. A wrong guess is counted."""
        kept, secret = Code.of(code), secrets.token_urlsafe(KEY_BYTES)
        return await self._database.write(
            lambda tables: enrolments.enrol(tables, kept, secret, now)
        )

    async def key_is_used(self, kiosk: Kiosk, key: Key) -> None:
        """A call was signed with that key: those before it end."""
        name = KioskName.of(kiosk)
        await self._database.write(lambda tables: kiosks.end_keys_before(tables, name, key))

    async def beat(
        self, kiosk: Kiosk, heartbeat: Heartbeat, now: datetime
    ) -> tuple[Instruction, ...]:
        """Keep how the kiosk is. Returns what it is to do."""
        name, code = KioskName.of(kiosk), mint(secrets.SystemRandom())
        return await self._database.write(
            lambda tables: heartbeats.beat(tables, name, heartbeat, now, code)
        )

    async def seen(self) -> list[Seen]:
        """All kiosks."""
        return await self._database.read(seen)


def seen(tables: Tables, district: str = "") -> list[Seen]:
    """All kiosks of that district, or of all."""
    rows = tables.execute(statements.DISTRICTS).fetchall()
    districts = [each for (each,) in rows if district in {"", each}]
    return [each for found in districts for each in _seen_in(tables, found)]


def _seen_in(tables: Tables, district: str) -> Iterator[Seen]:
    for row in tables.execute(statements.FLEET_OF_DISTRICT, (district,)).fetchall():
        yield _seen(district, row)


def _seen(district: str, row: Row) -> Seen:
    kiosk, area, hall, name, enrolled_at, revoked_at, keys, code_ends_at, heard_at, said, at = row
    return Seen(
        Kiosk(kiosk, district, hall, area, name),
        _moment(enrolled_at),
        _moment(revoked_at),
        keys,
        _moment(code_ends_at),
        _moment(heard_at),
        None if said is None else msgspec.json.decode(said, type=Heartbeat),
        _moment(at),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
