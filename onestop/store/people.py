"""People who work at a desk: who they are, that they have signed in, how long that holds.

1. Whoever signs in is counted as having failed before the password is looked at: many tries at once
   get no further than one. A right password takes that back.
2. Of the token the store has the digest alone; whoever reads the table signs in as nobody.
3. A session ends when it was not used for a while, when it is old, and when its person is disabled.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from api_client.contract.desk import Person, Role
from onestop.store import statements_people as statements
from onestop.store.audit import About, Act, Actor, Did, Who, note
from onestop.store.cases import in_order, moment
from onestop.store.tables import Database, Row, Tables

NAME = re.compile(r"[0-9a-z][0-9a-z._-]{0,31}")
IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(seconds=30)
"""Noted no oftener, so that most calls only look; a session may end so much sooner."""
FIRST_DELAY = timedelta(seconds=1)
LONGEST_DELAY = timedelta(minutes=15)
FORGIVEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """A person and what a password is compared with."""

    person: Person
    password: str
    is_disabled: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """It is too soon for another password."""

    seconds: float


class People:
    """Any call may raise StoreUnusable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, district: str, name: str, now: datetime) -> Known | Wait | None:
        """Counts a try before it is made; None: nobody of that name may sign in."""
        return await self._database.write(lambda tables: _begin(tables, district, name, now))

    async def sign_in(self, person: Person, digest: bytes, now: datetime) -> bool:
        """Begins a session; False if the person was disabled meanwhile."""
        return await self._database.write(lambda tables: _sign_in(tables, person, digest, now))

    async def refuse(self, person: Person, now: datetime) -> None:
        """Notes the wrong password of somebody who is known."""
        act = _act(person, Did.WAS_REFUSED, now)
        await self._database.write(lambda tables: note(tables, person.district, act))

    async def rehash(self, person: Person, password: str) -> None:
        """The same password, kept as it is kept nowadays."""
        values = (password, person.district, person.name)
        await self._database.write(lambda tables: _do(tables, statements.CHANGE_PASSWORD, values))

    async def signed_in(self, district: str, digest: bytes, now: datetime) -> Person | None:
        """Whose session it is, if it still holds."""
        row = await self._database.read(
            lambda tables: tables.execute(statements.FIND_SESSION, (district, digest)).fetchone()
        )
        if row is None:
            return None
        began_at, seen_at = (moment(each) for each in row[4:])
        if now - began_at >= LONGEST or now - seen_at >= IDLE:
            return None
        if now - seen_at >= SEEN_EVERY:
            seen = (in_order(now), district, digest)
            await self._database.write(lambda tables: _do(tables, statements.SEE_SESSION, seen))
        return _person(row)

    async def sign_out(self, person: Person, digest: bytes, now: datetime) -> None:
        """Ends the session; ended before is well, too."""
        await self._database.write(lambda tables: _sign_out(tables, person, digest, now))


def find(tables: Tables, district: str, name: str) -> Known | None:
    row = tables.execute(statements.FIND_PERSON, (district, name)).fetchone()
    return None if row is None else Known(_person(row), row[4], bool(row[5]))


def listed(tables: Tables) -> list[Known]:
    """Everybody, without what their passwords are compared with."""
    rows = tables.execute(statements.LIST_PEOPLE).fetchall()
    return [Known(_person(row), row[4], bool(row[5])) for row in rows]


def add(tables: Tables, person: Person, password: str, act: Act) -> bool:
    """`password`: as it is kept. False if there is one of that name."""
    values = (person.district, person.name, person.shown_name, person.role.value, password)
    if not tables.execute(statements.ADD_PERSON, values).rowcount:
        return False
    note(tables, person.district, act)
    return True


def change_password(tables: Tables, person: Person, password: str, act: Act) -> None:
    """Whoever is signed in must sign in again."""
    _do(tables, statements.CHANGE_PASSWORD, (password, person.district, person.name))
    _do(tables, statements.END_DELAY, (person.district, _digest(person.name)))
    _do(tables, statements.END_SESSIONS_OF, (person.district, person.name))
    note(tables, person.district, act)


def disable(tables: Tables, person: Person, act: Act, *, is_disabled: bool) -> None:
    """Ends all their sessions at once."""
    _do(tables, statements.DISABLE, (int(is_disabled), person.district, person.name))
    _do(tables, statements.END_SESSIONS_OF, (person.district, person.name))
    note(tables, person.district, act)


def _begin(tables: Tables, district: str, name: str, now: datetime) -> Known | Wait | None:
    delay_of = (district, _digest(name))
    _do(tables, statements.FORGET_DELAYS, (district, in_order(now - FORGIVEN)))
    _do(tables, statements.BEGIN_DELAY, delay_of)
    query = statements.FIND_DELAY + tables.for_update
    failures, until = tables.execute(query, delay_of).fetchone() or (0, "")
    if until and moment(until) > now:
        return Wait((moment(until) - now).total_seconds())
    delay = min(FIRST_DELAY * 2 ** min(failures, 20), LONGEST_DELAY)
    _do(tables, statements.PUT_DELAY, (failures + 1, in_order(now + delay), *delay_of))
    known = find(tables, district, name) if NAME.fullmatch(name) else None
    return None if known is None or known.is_disabled else known


def _sign_in(tables: Tables, person: Person, digest: bytes, now: datetime) -> bool:
    known = find(tables, person.district, person.name)
    if known is None or known.is_disabled:
        return False
    who = (person.district, person.name)
    _do(tables, statements.END_DELAY, (person.district, _digest(person.name)))
    _do(
        tables,
        statements.FORGET_SESSIONS,
        (*who, in_order(now - LONGEST), in_order(now - IDLE)),
    )
    at = in_order(now)
    _do(tables, statements.ADD_SESSION, (person.district, digest, person.name, at, at))
    note(tables, person.district, _act(person, Did.SIGNED_IN, now))
    return True


def _sign_out(tables: Tables, person: Person, digest: bytes, now: datetime) -> None:
    if tables.execute(statements.END_SESSION, (person.district, digest)).rowcount:
        note(tables, person.district, _act(person, Did.SIGNED_OUT, now))


def _do(tables: Tables, statement: str, values: tuple[object, ...]) -> None:
    tables.execute(statement, values)


def _act(person: Person, did: Did, now: datetime) -> Act:
    return Act(Actor(Who.STAFF, person.name), did, About("staff", person.name), now)


def _digest(name: str) -> bytes:
    """Somebody may have typed a password where a name belongs: it is not kept as it is."""
    return sha256(name.encode()).digest()


def _person(row: Row) -> Person:
    district, name, shown_name, role = row[:4]
    return Person(district=district, name=name, shown_name=shown_name, role=Role(role))
