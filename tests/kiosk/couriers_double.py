"""Couriers that go nowhere and remember what they were asked, and a disk that a test fills."""

from dataclasses import dataclass, field
from pathlib import Path

from api_client.adapter import Ability, Adapter
from api_client.contract import Bilingual
from api_client.couriers import Office
from api_client.outbox import Ballast
from api_client.routes import ONESTOP, Routes


@dataclass(slots=True)
class CouriersDouble:
    """The calls of `Couriers` that the visit makes."""

    routes: Routes
    names: dict[str, Bilingual] = field(default_factory=dict)
    nudges: int = 0
    enquiries: list[tuple[str, str | None]] = field(default_factory=list)
    slots_asked: list[tuple[str, str]] = field(default_factory=list)

    def nudge(self) -> None:
        self.nudges += 1

    def enquire(self, reference: str, phone_tail: str | None = None) -> None:
        self.enquiries.append((reference, phone_tail))

    def ask_slots(self, reference: str, service_code: str) -> None:
        self.slots_asked.append((reference, service_code))

    def can(self, ability: Ability, service_code: str) -> bool:
        return bool(self.routes.that_can(ability, self.routes.of_service(service_code)))

    def offices_of(self, service_code: str) -> tuple[Office, ...]:
        return tuple(
            Office(self.name_of(name), _no_line, is_public=True)
            for name in self.routes.of_service(service_code)
            if name != ONESTOP
        )

    def name_of(self, destination: str) -> Bilingual:
        return self.names.get(destination, Bilingual(zh=destination, en=destination))


class Disk(Ballast):
    """Has room until a test fills it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.is_full = False

    def has_room(self) -> bool:
        return not self.is_full


def _no_line() -> Adapter:
    raise AssertionError("nobody is asked here")
