"""What somebody at a desk does: who, to which case, when; and how the audit trail tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from api_client.contract.desk import DeskRow, Person
from onestop.store.audit import About, Act, Actor, Did, Who
from onestop.store.key import Key


@dataclass(frozen=True, slots=True)
class Doing:
    """`change`: how the case was when it was looked at, for what depends on it."""

    person: Person
    key: Key
    at: datetime
    change: int = 0

    def act(self, did: Did, detail: str = "") -> Act:
        return by(self.person, did, About.case(self.key), self.at, detail)


def by(person: Person, did: Did, about: About, at: datetime, detail: str = "") -> Act:
    return Act(Actor(Who.STAFF, person.name), did, about, at, detail)


def to_each(person: Person, did: Did, rows: Iterable[DeskRow], at: datetime) -> list[Act]:
    """Whoever's name was shown can be told who saw it."""
    return [by(person, did, About("case", row.reference, row.kiosk), at) for row in rows]
