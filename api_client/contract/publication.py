"""How a catalogue is published: numbered editions, signed by two people, rolled out in steps.

What is signed is the text of the edition, which names the digest of the package's text. Both
travel as texts, so that nobody has to write them the same way again to check them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct

from api_client.contract.catalogue import LayerLevel
from api_client.contract.deltas import Delta
from api_client.contract.seen import concerns, lies_in
from api_client.contract.texts import Bilingual

EVERYBODY = 100


class ChangeKind(StrEnum):
    """What became of a service."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Change(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the change log, for residents. `since`: the day from which it holds.

    `edition`: the number of the one that brought it. It holds everywhere, or where the layer lies
    that says it.
    """

    edition: int
    kind: ChangeKind
    service_code: str
    name: Bilingual
    since: date
    level: LayerLevel | None = None
    place: str = ""

    def concerns(self, area: str, hall_id: str) -> bool:
        """Whether it is so in that hall, in that area (行政区划代码)."""
        return self.level is None or concerns(self.level, self.place, area, hall_id)


class Rollout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which kiosks take an edition: all in `areas`, and `percent` of all others.

    Both only ever add kiosks when they are widened. `lot`: the number of the edition that began
    this roll-out. It is drawn by, so that each edition tries other kiosks, and is kept by those
    that widen it, so that nobody who was in is out again.
    """

    lot: int
    percent: int = EVERYBODY
    areas: tuple[str, ...] = ()

    def is_for(self, kiosk_id: str, area: str) -> bool:
        """Whether the kiosk of that id, in that area (行政区划代码), takes it.

        One that has no edition at all takes it anyway.
        """
        if any(lies_in(area, each) for each in self.areas):
            return True
        drawn = sha256(f"{self.lot} {kiosk_id}".encode()).digest()
        return int.from_bytes(drawn[:8]) % EVERYBODY < self.percent


class Edition(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What two people sign: which package is published, for which district, and from when.

    Numbers grow by one. An older number never replaces a newer one: what is rolled back comes as a
    new edition with the old package. `package_digest`: SHA-256 of the package's text in UTF-8, in
    hexadecimal digits. `district`: the first digits of the area codes it is for, "" for any.
    `changes`: the latest first, those that earlier editions brought too, so that a kiosk that
    missed some can tell them all.
    """

    number: int
    version: str
    district: str
    package_digest: str
    proposed_at: datetime
    effective_from: date
    rollout: Rollout
    changes: tuple[Change, ...] = ()

    def is_of(self, area: str) -> bool:
        """Whether it is for a kiosk in that area; one that was not told its area takes any."""
        return not area or area.startswith(self.district)


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ed25519 over the edition's text in UTF-8, in base64, and the id of the key that made it."""

    key_id: str
    signature: str


class Published(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="whole"
):
    """An edition as it travels. `edition` and `package` are JSON, to the letter as signed."""

    edition: str
    signatures: tuple[Signature, ...]
    package: str


class PublishedDelta(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="form", tag="delta"
):
    """The same for whoever has the package of edition `since`: only what is otherwise."""

    edition: str
    signatures: tuple[Signature, ...]
    since: int
    delta: Delta


class ChangeLog(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that ever changed, the latest first, for a website or a newspaper. It is not signed."""

    number: int
    version: str
    changes: tuple[Change, ...]


def digest_of(package: str) -> str:
    """As an edition names it."""
    return sha256(package.encode()).hexdigest()


def in_force(editions: Iterable[Edition], day: date) -> Edition | None:
    """The newest of those that are effective on that day, by the hall's clock; None if none is."""
    begun = (each for each in editions if each.effective_from <= day)
    return max(begun, key=lambda each: each.number, default=None)
