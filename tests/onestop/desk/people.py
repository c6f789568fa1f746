"""Who works at the desks of the tests, and a case to work on."""

from datetime import UTC, datetime

import msgspec

from api_client.contract import Consultation, Submission
from api_client.contract.desk import Person, Role
from onestop.kiosks import Kiosk
from onestop.store import Key, Store
from onestop.store.doing import Doing

KIOSK = Kiosk("K1", "310115")
ELSEWHERE = Kiosk("K1", "310104")
NOW = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)


def person(name: str, role: Role = Role.STAFF, district: str = KIOSK.district) -> Person:
    return Person(district=district, name=name, shown_name=name.title(), role=role)


WANG, LI = person("wang"), person("li")
CHEN = person("chen", Role.MANAGER)
ZHAO = person("zhao", Role.AUDITOR)
XU = person("xu", Role.VOLUNTEER)


async def handed_in(
    store: Store, matter: Submission | Consultation, reference: str = "", kiosk: Kiosk = KIOSK
) -> Key:
    """The key of a case that was just taken."""
    named = msgspec.structs.replace(matter, reference=reference or matter.reference)
    await store.take(kiosk, named, NOW)
    return Key.of(kiosk, named.reference)


def as_question(submission: Submission) -> Consultation:
    return msgspec.convert(
        msgspec.to_builtins(submission) | {"kind": "consultation"}, type=Consultation
    )


def doing(who: Person, key: Key, change: int = 0, at: datetime = NOW) -> Doing:
    return Doing(who, key, at, change)
